/** The map of moves: bases where they lie, a graticule and a scale, each journey an arc with its number and date. */

import { s } from "../core/dom.js";
import * as words from "../core/words.js";
import { besides, clearest, outside, widthOf } from "./label.js";
import { onBoard } from "./live.js";

/** @typedef {{x: number, y: number}} Point @typedef {import("./label.js").Box} Box */

const DOT = 6;
const PILL = 20;
const STEPS = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 45];
const SCALES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
const KM_A_DEGREE = 111.2;
/** With more journeys than this only their numbers are on the map; the dates stand in the list beside it. */
const DATED = 14;

/**
 * A plain cylindrical map: degrees of longitude shrunk by the cosine of the middle latitude.
 * @param {any[]} bases with coordinates @param {number} width @param {number} height
 */
function chart(bases, width, height) {
  const lats = bases.map((base) => base.latitude);
  const lons = bases.map((base) => base.longitude);
  const [west, east, low, high] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
  const squeeze = Math.max(0.1, Math.cos(((low + high) / 2) * (Math.PI / 180)));
  const side = Math.min(150, width * 0.17);
  const scale = Math.min((width - 2 * side) / Math.max((east - west) * squeeze, 0.05), (height - 110) / Math.max(high - low, 0.05));
  const middle = { lat: (low + high) / 2, lon: (west + east) / 2 };
  /** @param {number} lat @param {number} lon @returns {Point} */
  const at = (lat, lon) => ({ x: width / 2 + (lon - middle.lon) * squeeze * scale, y: height / 2 - (lat - middle.lat) * scale });
  return { at, scale, squeeze, middle };
}

/** @param {number} value @param {string} positive @param {string} negative */
const degrees = (value, positive, negative) => `${Math.abs(Number(value.toFixed(2)))}°${value > 0 ? positive : value < 0 ? negative : ""}`;

/** @param {ReturnType<typeof chart>} map @param {number} width @param {number} height */
function graticule(map, width, height) {
  const made = [];
  const wide = width / map.scale / map.squeeze;
  const high = height / map.scale;
  const step = STEPS.find((each) => high / each <= 7 && wide / each <= 12) ?? 45;
  for (let k = Math.ceil((map.middle.lon - wide / 2) / step); k * step <= map.middle.lon + wide / 2; k += 1) {
    const { x } = map.at(0, k * step);
    made.push(s("line", { class: "grid", x1: x, x2: x, y1: 0, y2: height }));
    if (x > 40 && x < width - 40) made.push(s("text", { class: "degree", x: x + 3, y: height - 5 }, degrees(k * step, "E", "W")));
  }
  for (let k = Math.ceil((map.middle.lat - high / 2) / step); k * step <= map.middle.lat + high / 2; k += 1) {
    const { y } = map.at(k * step, 0);
    made.push(s("line", { class: "grid", x1: 0, x2: width, y1: y, y2: y }));
    if (y > 24 && y < height - 24) made.push(s("text", { class: "degree", x: 4, y: y - 3 }, degrees(k * step, "N", "S")));
  }
  const km = SCALES.findLast((each) => (each / KM_A_DEGREE) * map.scale <= 150) ?? SCALES[0];
  const long = (km / KM_A_DEGREE) * map.scale;
  const [x, y] = [width - 16, height - 26];
  made.push(s("path", { class: "scale", d: `M${x - long} ${y - 4}v8m0 -4h${long}m0 -4v8` }), s("text", { class: "degree end", x, y: y - 8 }, `${km.toLocaleString("en-GB")} km`));
  return made;
}

/** @param {Point} a @param {Point} b */
const apart = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

/** A bent way between two points, by its control point. @param {Point} start @param {Point} bend @param {Point} end */
function curve(start, bend, end) {
  /** @param {number} t @returns {Point} */
  const at = (t) => ({ x: (1 - t) ** 2 * start.x + 2 * t * (1 - t) * bend.x + t * t * end.x, y: (1 - t) ** 2 * start.y + 2 * t * (1 - t) * bend.y + t * t * end.y });
  return { at, points: Array.from({ length: 21 }, (_, k) => at((k + 2) / 24)), long: apart(start, bend) + apart(bend, end) };
}

/**
 * The way from one spot to another, bent the more the oftener it was gone, and clear of other spots.
 * @param {Point} start @param {Point} end @param {number} times @param {Point[]} others @param {Box} frame
 */
function way(start, end, times, others, frame) {
  const far = Math.max(apart(start, end), 2);
  const bend = Math.max(0.12 * far, 34) + 36 * Math.min(times, 4);
  const [dx, dy] = [(start.y - end.y) / far, (end.x - start.x) / far];
  const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  let best = null;
  let least = Infinity;
  for (const share of [1, 1.6, 2.2, 0.5, -0.8]) {
    const made = curve(start, { x: middle.x + dx * bend * share, y: middle.y + dy * bend * share }, end);
    const near = made.points.filter((point) => others.some((spot) => apart(point, spot) < DOT + 12)).length;
    const out = made.points.filter((point) => outside({ x: point.x, y: point.y, w: 1, h: 1 }, frame) > 0).length;
    if (near + out < least) [best, least] = [made, near + out];
  }
  return /** @type {ReturnType<typeof curve>} */ (best);
}

/** @param {ReturnType<typeof curve>} line */
function drawn(line) {
  const gap = Math.min(0.3, (DOT + 5) / line.long);
  const tip = line.at(1 - gap);
  const before = line.at(1 - gap - Math.min(0.2, 12 / line.long));
  const away = Math.atan2(tip.y - before.y, tip.x - before.x);
  const corners = [tip, ...[0.42, -0.42].map((turn) => ({ x: tip.x - 11 * Math.cos(away + turn), y: tip.y - 11 * Math.sin(away + turn) }))];
  const path = Array.from({ length: 31 }, (_, k) => line.at(gap + (k / 30) * (1 - 2 * gap))).map(({ x, y }, k) => `${k ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
  return [s("path", { class: "way", d: path }), s("polygon", { class: "tip", points: corners.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ") })];
}

/**
 * The map, as wide as its place. `legs` are the journeys that are shown, `journeys` those of people.
 * @param {any} news @param {any[]} legs @param {any[]} journeys @param {(unit: string) => number} order a unit's place among the inks
 * @param {number} width
 * @returns {SVGElement}
 */
export function mapOf(news, legs, journeys, order, width) {
  const height = Math.round(Math.min(640, Math.max(420, width * 0.52)));
  const bases = news.bases.filter((/** @type {any} */ base) => base.latitude !== null);
  const map = chart(bases, width, height);
  const frame = { x: 0, y: 0, w: width, h: height };
  /** @type {Map<string, Point>} */
  const spots = new Map(bases.map((/** @type {any} */ base) => [base.id, map.at(base.latitude, base.longitude)]));
  const gone = new Map();
  const routes = legs.filter((leg) => spots.has(leg.start) && spots.has(leg.end)).map((leg) => {
    const times = gone.get(`${leg.start} ${leg.end}`) ?? 0;
    gone.set(`${leg.start} ${leg.end}`, times + 1);
    const others = [...spots].filter(([id]) => id !== leg.start && id !== leg.end).map(([, spot]) => spot);
    return { leg, line: way(/** @type {Point} */ (spots.get(leg.start)), /** @type {Point} */ (spots.get(leg.end)), times, others, frame) };
  });
  const taken = [...spots.values()].map(({ x, y }) => ({ x: x - DOT, y: y - DOT, w: 2 * DOT, h: 2 * DOT }));
  taken.push({ x: width - 190, y: height - 48, w: 190, h: 48 }, { x: 0, y: height - 18, w: width, h: 18 }, { x: 0, y: 0, w: 34, h: height });
  const passed = routes.flatMap(({ line }) => line.points.map(({ x, y }) => ({ x: x - 2, y: y - 2, w: 4, h: 4 })));
  const names = bases.map((/** @type {any} */ base) => named(base, /** @type {Point} */ (spots.get(base.id)), frame, taken, passed));
  const pills = routes.map(({ leg, line }) => numbered(leg, line, order(leg.unit), frame, taken, routes.filter((other) => other.leg !== leg).flatMap((other) => other.line.points.map(({ x, y }) => ({ x: x - 4, y: y - 4, w: 8, h: 8 }))), routes.length <= DATED));
  return s("svg", { class: "map", width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": `Map of ${words.count(bases.length, "base")} with ${words.count(routes.length, "journey")}; the table below says the same` },
    graticule(map, width, height),
    s("g", { class: "people" }, fares(journeys, spots)),
    routes.map(({ leg, line }) => s("g", { class: `ways unit-${order(leg.unit)}`, data: { way: leg.leg } }, drawn(line))),
    names,
    [...spots.values()].map(({ x, y }) => s("circle", { class: "base-dot", cx: x, cy: y, r: DOT })),
    pills.map(({ tie }) => tie),
    pills.map(({ link }) => link));
}

/** A base's name over its stays, tied to its dot when it stands far. @param {any} base @param {Point} spot @param {Box} frame @param {Box[]} taken @param {Box[]} passed */
function named(base, spot, frame, taken, passed) {
  const [dates, ...stretch] = base.words.split(", ");
  const lines = [base.name, dates, frame.w < 600 ? "" : stretch.join(", ")].filter(Boolean);
  const wide = Math.max(...lines.map((line, k) => widthOf(line, k ? 11.5 : 15, !k)));
  const box = besides(spot, wide, 4 + lines.length * 15, frame, taken, passed);
  taken.push(box);
  const left = box.x + box.w < spot.x;
  const x = left ? box.x + box.w : box.x;
  const near = { x: Math.min(Math.max(spot.x, box.x), box.x + box.w), y: Math.min(Math.max(spot.y, box.y), box.y + box.h) };
  return s("g", { class: left ? "name end" : "name" },
    apart(near, spot) > DOT + 20 ? [s("line", { class: "tie", x1: spot.x, y1: spot.y, x2: near.x, y2: near.y })] : [],
    lines.map((line, k) => s("text", { class: k ? "note" : "title", x, y: box.y + 14 + k * 15 }, line)));
}

/** A journey's number and date, where they are clearest; they lead to its day. @param {any} leg @param {ReturnType<typeof curve>} line @param {number} ink @param {Box} frame @param {Box[]} taken @param {Box[]} others points of the other ways @param {boolean} dated whether its date is on the map */
function numbered(leg, line, ink, frame, taken, others, dated) {
  const text = dated ? `${leg.leg} · ${words.day(leg.day).slice(4)}` : String(leg.leg);
  const wide = widthOf(text, 12, true) + 14;
  const along = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8].map(line.at);
  const middle = line.at(0.5);
  const round = [30, 48, 70].flatMap((far) => Array.from({ length: 16 }, (_, k) => ({ x: middle.x + far * 1.4 * Math.cos((k * Math.PI) / 8), y: middle.y + far * Math.sin((k * Math.PI) / 8) })));
  const { x, y } = clearest([...along, ...round], wide + 4, PILL + 4, frame, taken, others);
  taken.push({ x: x - wide / 2, y: y - PILL / 2, w: wide, h: PILL });
  const tied = !along.some((point) => apart(point, { x, y }) < 1);
  const said = `Journey ${leg.leg}: ${leg.start_name} to ${leg.end_name}, shooting ${words.date(leg.day)}`;
  const tie = tied ? [s("line", { class: `tie unit-${ink}`, x1: middle.x, y1: middle.y, x2: x, y2: y })] : [];
  const link = s("a", { class: `leg unit-${ink}`, href: onBoard(leg.unit, leg.day), "aria-label": `${said}, on the board`, data: { leg: leg.leg } },
    s("title", {}, said), s("rect", { class: "pill", x: x - wide / 2, y: y - PILL / 2, width: wide, height: PILL, rx: PILL / 2 }),
    s("text", { class: "pill-text", x, y: y + 4.2 }, text));
  return { tie, link };
}

/** People's own journeys: thin lines, the thicker the more go that way. @param {any[]} journeys @param {Map<string, Point>} spots */
function fares(journeys, spots) {
  /** @type {Map<string, number>} */
  const ways = new Map();
  for (const each of journeys) {
    const key = [each.start, each.end].sort().join("|");
    ways.set(key, (ways.get(key) ?? 0) + 1);
  }
  return [...ways].flatMap(([key, times]) => {
    const [start, end] = key.split("|").map((id) => spots.get(id));
    if (!start || !end) return [];
    const line = s("line", { class: "fare", x1: start.x, y1: start.y, x2: end.x, y2: end.y, "stroke-width": Math.min(10, 1 + times * 0.7) });
    line.append(s("title", {}, words.count(times, "person's journey", "people's journeys")));
    return [line];
  });
}
