/** Where words go on a drawing so that they hide nothing: boxes, and the spot near a point that is clearest. */

/** @typedef {{x: number, y: number, w: number, h: number}} Box */

/** The area that two boxes share. @param {Box} a @param {Box} b */
export function overlap(a, b) {
  const wide = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const high = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return wide > 0 && high > 0 ? wide * high : 0;
}

/** The area of a box that lies outside another. @param {Box} a @param {Box} frame */
export const outside = (a, frame) => a.w * a.h - overlap(a, frame);

/** @type {CanvasRenderingContext2D | null} */
let ruler = null;

/** How wide words are set, in pixels. @param {string} text @param {number} size @param {boolean} [bold] */
export function widthOf(text, size, bold = false) {
  ruler ??= document.createElement("canvas").getContext("2d");
  if (!ruler) return text.length * size * 0.58;
  ruler.font = `${bold ? "600 " : ""}${size}px system-ui, "Segoe UI", sans-serif`;
  return ruler.measureText(text).width;
}

/** The words, cut with an ellipsis where they are wider than the room; "" where hardly any fit. @param {string} text @param {number} size @param {number} room */
export function shortened(text, size, room) {
  if (widthOf(text, size) <= room) return text;
  let letters = text.length - 1;
  while (letters > 2 && widthOf(`${text.slice(0, letters)}…`, size) > room) letters -= 1;
  return letters > 2 ? `${text.slice(0, letters).trimEnd()}…` : "";
}

/**
 * Where a box of words beside a point hides the least: the nearest and the clearest place.
 * @param {{x: number, y: number}} spot @param {number} w @param {number} h @param {Box} frame
 * @param {Box[]} taken what must stay in sight @param {Box[]} crossed lines that had better not be crossed @param {number} [near]
 * @returns {Box}
 */
export function besides(spot, w, h, frame, taken, crossed, near = 10) {
  let best = { x: spot.x, y: spot.y, w, h };
  let least = Infinity;
  for (const far of [near, near + 14, near + 34, near + 60]) {
    for (let turn = 0; turn < 16; turn += 1) {
      const angle = (turn * Math.PI) / 8;
      const box = { x: spot.x + Math.cos(angle) * (far + w / 2) - w / 2, y: spot.y + Math.sin(angle) * (far + h / 2) - h / 2, w, h };
      const hidden = taken.reduce((sum, other) => sum + overlap(box, other), 0) + 3 * outside(box, frame);
      const crosses = crossed.reduce((sum, other) => sum + overlap(box, other), 0);
      const cost = 20 * hidden + 6 * crosses + 4 * far + 5 * (turn % 8);
      if (cost < least) [best, least] = [box, cost];
    }
  }
  return best;
}

/**
 * The clearest of some spots for a box with its middle there; the first of those that are equally clear.
 * @param {{x: number, y: number}[]} spots @param {number} w @param {number} h @param {Box} frame @param {Box[]} taken
 * @param {Box[]} crossed
 */
export function clearest(spots, w, h, frame, taken, crossed) {
  let best = spots[0];
  let least = Infinity;
  for (const spot of spots) {
    const box = { x: spot.x - w / 2, y: spot.y - h / 2, w, h };
    const covers = crossed.reduce((sum, other) => sum + overlap(box, other), 0);
    const hidden = Math.round(3 * taken.reduce((sum, other) => sum + overlap(box, other), 0) + 6 * outside(box, frame) + covers);
    if (hidden < least) [best, least] = [spot, hidden];
  }
  return best;
}
