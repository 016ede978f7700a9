/** How cost and proved bound came together over time: a drawing, and the same as a table. */

import { h, s } from "../core/dom.js";
import * as words from "../core/words.js";
import { currency, idFor, money } from "./pieces.js";

const WIDE = 360;
const HIGH = 130;
const LEFT = 52;
const LOW = 18;
const MOST_ROWS = 24;

/** @typedef {[number, number, number?]} Point seconds, cost, and the bound where it was told */

/**
 * The curve of a job; with less than one plan found there is nothing to draw.
 * @param {Point[]} points @param {number | null | undefined} bound @param {number} seconds until now
 * @returns {HTMLElement | null}
 */
export function curve(points, bound, seconds) {
  if (!points.length) return null;
  const end = Math.max(seconds, points[points.length - 1][0], 0.1);
  const bounds = points.map((each) => each[2] ?? null);
  const least = bound ?? bounds.reduce((found, each) => each ?? found, null);
  const most = points[0][1];
  const cheapest = Math.min(...points.map((each) => each[1]));
  const floor = least === null ? cheapest : Math.min(least, ...bounds.filter((each) => each !== null).map(Number));
  // A bound far below would press the curve flat: then the axis is broken between the two.
  const broken = least !== null && cheapest - least > 1.5 * (most - cheapest);
  const foot = HIGH - LOW - 8;
  const x = (/** @type {number} */ at) => LEFT + (at / end) * (WIDE - LEFT - 6);
  const y = (/** @type {number} */ value) => {
    if (!broken) return 8 + (1 - (value - floor) / Math.max(most - floor, 1)) * (foot - 8);
    if (value >= cheapest) return 8 + (1 - (value - cheapest) / Math.max(most - cheapest, 1)) * (foot * 0.55 - 8);
    return foot - ((value - floor) / Math.max(Number(least) - floor, 1)) * foot * 0.15;
  };

  const cost = steps(points.map((each) => [each[0], each[1]]), end, x, y);
  const proved = steps(points.map((each, k) => [k ? each[0] : 0, bounds[k]]), end, x, y, least);
  const last = points[points.length - 1][1];
  const title = idFor("curve");
  const said = `Cost over ${words.seconds(end)}: from ${money(most)} down to ${money(last)}${least === null ? "" : `, proved least ${money(least)}`}.`;
  return h("figure", { class: "curve" },
    s("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-labelledby": title },
      s("title", { id: title }, said),
      s("line", { class: "axis", x1: LEFT, x2: WIDE - 6, y1: HIGH - LOW, y2: HIGH - LOW }),
      broken ? s("path", { class: "break", d: `M${LEFT - 4} ${foot * 0.72}l8 -5M${LEFT - 4} ${foot * 0.72 + 5}l8 -5` }) : "",
      broken ? label(LEFT + 10, foot * 0.72 + 3, "not to scale", "start") : "",
      label(LEFT - 4, y(most) + 4, short(most), "end"),
      short(last) !== short(most) && Math.abs(y(last) - y(most)) > 12 ? label(LEFT - 4, y(last) + 4, short(last), "end") : "",
      least !== null && Math.abs(y(least) - y(last)) > 12 ? label(LEFT - 4, y(least) + 4, short(least), "end") : "",
      label(LEFT, HIGH - 4, "0 s", "start"),
      label(WIDE - 6, HIGH - 4, words.seconds(end), "end"),
      proved ? s("path", { class: "bound", d: proved }) : "",
      s("path", { class: "cost", d: cost }),
      s("circle", { class: "best", cx: x(points[points.length - 1][0]), cy: y(last), r: 3 })),
    h("figcaption", {},
      h("span", { class: "key cost" }, "best so far"), least !== null && h("span", { class: "key bound" }, "proved least"),
      h("details", {}, h("summary", {}, "As a table"), table(points))));
}

/** @param {number} minor */
const short = (minor) => words.short(minor, currency());

/** @param {number} x @param {number} y @param {string} said @param {string} anchor */
const label = (x, y, said, anchor) => s("text", { x, y, "text-anchor": anchor }, said);

/**
 * A line that keeps its height until the next point.
 * @param {(number | null)[][]} points @param {number} end @param {(at: number) => number} x @param {(value: number) => number} y
 * @param {number | null} [last] the height at the end
 */
function steps(points, end, x, y, last = null) {
  const known = /** @type {number[][]} */ (points.filter((each) => each[1] !== null));
  if (!known.length) return last === null ? "" : `M${x(0)} ${y(last)}H${x(end)}`;
  let drawn = `M${x(known[0][0])} ${y(known[0][1])}`;
  for (const [at, value] of known.slice(1)) drawn += `H${x(at).toFixed(1)}V${y(value).toFixed(1)}`;
  return `${drawn}${last === null ? "" : `H${x(end)}V${y(last)}`}H${x(end)}`;
}

/** @param {Point[]} points */
function table(points) {
  const step = Math.max(1, Math.ceil(points.length / MOST_ROWS));
  const rows = points.filter((_, k) => k % step === 0 || k === points.length - 1);
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Cost over time" },
    h("table", {},
      h("thead", {}, h("tr", {}, h("th", { class: "figure", scope: "col" }, "After"), h("th", { class: "figure", scope: "col" }, "Best plan"), h("th", { class: "figure", scope: "col" }, "Proved least"))),
      h("tbody", {}, rows.map(([at, cost, bound]) => h("tr", {}, h("td", { class: "figure" }, `${at.toFixed(1)} s`), h("td", { class: "figure" }, money(cost)), h("td", { class: "figure" }, bound ? money(bound) : "-"))))));
}
