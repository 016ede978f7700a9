/** The ledger as bars: each line's price, what of it is proved to be the least, and what it was before. */

import { fill, h } from "../core/dom.js";
import * as words from "../core/words.js";
import { currency, money } from "./pieces.js";

/**
 * @typedef {{name: string, cost: number, least?: number | null, proved?: boolean}} Line
 */

/** The lines of a running job. @param {Record<string, number>} costs @param {Record<string, number>} least @returns {Line[]} */
export const running = (costs, least) => Object.entries(costs ?? {}).map(([name, cost]) => ({ name, cost, least: least?.[name] ?? null, proved: least?.[name] === cost }));

/** The lines of a result. @param {Record<string, {cost: number, bound: number, proved: boolean}>} proved @returns {Line[]} */
export const finished = (proved) => Object.entries(proved ?? {}).map(([name, said]) => ({ name, cost: said.cost, least: said.bound, proved: said.proved }));

/**
 * A table of lines that is filled anew when they change. Lines that cost nothing, and can cost nothing, are left out.
 * @param {string} caption
 */
export function ledgerTable(caption) {
  const rows = h("tbody", {});
  const node = h("div", { class: "scroll ledger", tabindex: "0", role: "region", "aria-label": caption },
    h("table", {}, h("caption", { class: "unseen" }, caption),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Line"), h("th", { scope: "col", class: "figure" }, "Best so far"), h("th", { scope: "col", class: "figure" }, "Least proved"))),
      rows));
  /** @param {Line[]} lines */
  const show = (lines) => {
    const told = lines.filter((each) => each.cost || each.least).sort((a, b) => b.cost - a.cost);
    const most = Math.max(1, ...told.map((each) => each.cost));
    node.hidden = !told.length;
    fill(rows, ...told.map((each) => row(each, most)));
  };
  show([]);
  return { node, show };
}

/** @param {Line} line @param {number} most */
function row(line, most) {
  const share = (/** @type {number} */ of) => `${((100 * Math.max(0, of)) / most).toFixed(1)}%`;
  return h("tr", {},
    h("th", { scope: "row" }, line.name,
      h("span", { class: "bar", "aria-hidden": "true" },
        h("span", { class: "open", style: { width: share(line.cost) } }),
        h("span", { class: "sure", style: { width: share(Math.min(line.least ?? 0, line.cost)) } }))),
    h("td", { class: "figure" }, words.short(line.cost, currency())),
    h("td", { class: "figure" }, leastOf(line)));
}

/** @param {Line} line */
function leastOf(line) {
  if (line.least === null || line.least === undefined) return h("span", { class: "soft" }, "-");
  if (line.proved || line.least >= line.cost) return h("span", { class: "saving", title: "Proved: no plan has less on this line" }, "proved");
  return words.short(line.least, currency());
}

/**
 * Ledger lines of several plans beside one another, with the difference from the first.
 * @param {string} caption @param {string[]} names @param {Record<string, number>[]} lines one record a plan
 */
export function ledgerBeside(caption, names, lines) {
  const every = [...new Set(lines.flatMap((each) => Object.keys(each)))].filter((name) => lines.some((each) => each[name]));
  const total = lines.map((each) => Object.values(each).reduce((sum, value) => sum + value, 0));
  const two = names.length === 2;
  const cell = (/** @type {number} */ value) => h("td", { class: "figure", title: money(value) }, words.short(value, currency()));
  const change = (/** @type {number[]} */ values) => {
    const by = values[1] - values[0];
    return h("td", { class: `figure ${by < 0 ? "saving" : by > 0 ? "alarming" : "soft"}` }, words.difference(by, currency()));
  };
  const body = (/** @type {string} */ name, /** @type {number[]} */ values, kind = "") => h("tr", { class: kind || null }, h("th", { scope: "row" }, name), values.map(cell), two && change(values));
  const sorted = every.map((name) => ({ name, values: lines.map((each) => each[name] ?? 0) }))
    .sort((a, b) => (two ? Math.abs(b.values[1] - b.values[0]) - Math.abs(a.values[1] - a.values[0]) : 0) || b.values[0] - a.values[0]);
  const same = two ? sorted.filter(({ values }) => values[0] === values[1]) : [];
  const told = sorted.filter((each) => !same.includes(each));
  const table = (/** @type {string} */ said, /** @type {Node[]} */ rows) => h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": said },
    h("table", { class: "beside" }, h("caption", { class: "unseen" }, said),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, `Line, ${currency()}`), names.map((name) => h("th", { scope: "col", class: "figure" }, name)), two && h("th", { scope: "col", class: "figure" }, "Difference"))),
      h("tbody", {}, rows)));
  return h("div", {},
    table(caption, [...told.map(({ name, values }) => body(name, values)), body("Together", total, "sum")]),
    same.length > 0 && h("details", {}, h("summary", {}, `${same.length} ${same.length === 1 ? "line" : "lines"} the same`), table(`${caption}: the same in both`, same.map(({ name, values }) => body(name, values)))));
}
