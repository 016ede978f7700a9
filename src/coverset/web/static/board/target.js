/** Which place of the board is under a point, and where its line is drawn. */

import { boneyard, canvas, cellOf } from "./canvas.js";
import { placeAt } from "./order.js";

/** @typedef {import("./order.js").Place} Place */
/** @typedef {{place: Place, cell: HTMLElement, line: {x: number, y: number, width: number, height: number}}} Target */

/** The column that was looked at last: strips are measured once, not in every frame. @type {{cell: HTMLElement, left: number, top: number, strips: {task: string, box: DOMRect}[], list: DOMRect} | null} */
let seen = null;

/** Forget what was measured: the board has been scrolled or drawn. */
export function lookAgain() {
  seen = null;
}

/**
 * What a drop at a point would be.
 * @param {number} x @param {number} y @param {string[]} hand
 * @param {Element | null} [hit] what is there, where that is known: to look for it takes the browser milliseconds
 * @returns {Target | null}
 */
export function under(x, y, hand, hit = document.elementFromPoint(x, y)) {
  const cell = /** @type {HTMLElement | null} */ (hit?.closest(".day, .boneyard"));
  if (!cell || !(canvas.contains(cell) || cell === boneyard)) return null;
  const { strips, list } = measured(cell, hand);
  const upright = cell !== boneyard && canvas.dataset.view === "strips";
  const at = strips.filter(({ box }) => (upright ? x > box.x + box.width / 2 : y > box.y + box.height / 2)).length;
  return made(cell, at, strips, list, upright, hand);
}

/** What a place is on the screen. @param {Place} place @param {string[]} hand @returns {Target | null} */
export function of(place, hand) {
  const cell = place.day === null ? boneyard : cellOf(place.unit, place.day);
  if (!cell) return null;
  seen = null;
  const { strips, list } = measured(cell, hand);
  return made(cell, place.at - 1, strips, list, cell !== boneyard && canvas.dataset.view === "strips", hand);
}

/** @param {HTMLElement} cell @param {number} at @param {{box: DOMRect}[]} strips @param {DOMRect} list @param {boolean} upright @param {string[]} hand @returns {Target} */
function made(cell, at, strips, list, upright, hand) {
  const place = placeAt(cell.dataset.unit ?? "", cell.dataset.day ?? null, cell === boneyard ? strips.length : at, hand);
  const edge = upright
    ? (strips[at]?.box.left ?? strips[at - 1]?.box.right ?? list.left)
    : (strips[at]?.box.top ?? strips[at - 1]?.box.bottom ?? list.top);
  const line = cell === boneyard || !strips.length
    ? { x: list.x, y: list.y, width: list.width, height: Math.max(4, list.height) }
    : upright ? { x: edge - 2, y: list.y, width: 4, height: list.height } : { x: list.x, y: edge - 2, width: list.width, height: 4 };
  return { place, cell, line };
}

/** @param {HTMLElement} cell @param {string[]} hand */
function measured(cell, hand) {
  if (seen?.cell === cell && seen.left === canvas.scrollLeft && seen.top === canvas.scrollTop) return seen;
  const list = cell.querySelector(":scope > .strips") ?? cell;
  const held = new Set(hand);
  const strips = [];
  if (cell !== boneyard) {
    for (const strip of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll(".strip[data-task]"))) if (!held.has(strip.dataset.task ?? "")) strips.push({ task: strip.dataset.task ?? "", box: strip.getBoundingClientRect() });
  }
  seen = { cell, left: canvas.scrollLeft, top: canvas.scrollTop, strips, list: list.getBoundingClientRect() };
  return seen;
}
