/** Where dates stand: in the strip view a date is as wide in every unit's row as where most stands on it; from afar the months are named above. */

import { fill, h } from "../core/dom.js";
import { shown } from "../core/store.js";
import { MONTHS } from "../core/words.js";
import { canvas, cellOf, whenDrawn } from "./canvas.js";
import { columns } from "./columns.js";

/** @typedef {import("../core/store.js").Board} Board */
/** @typedef {import("../core/store.js").Day} Day */
/** @typedef {import("./columns.js").Column} Column */

const ruler = /** @type {HTMLElement} */ (canvas.querySelector(".months"));
/** The width that each cell has from here. @type {WeakMap<HTMLElement, string>} */
const given = new WeakMap();
let named = "";
let aligned = false;

export function begin() {
  whenDrawn(align);
  align();
}

/** Give every date its width while strips stand on end, and the months theirs while they are shown: nothing else waits for it. */
export function align() {
  const board = shown();
  const onEnd = canvas.dataset.view === "strips";
  const far = canvas.dataset.step === "bars";
  if (!board || !(onEnd || far || aligned)) return;
  const widths = onEnd ? widest(board) : new Map();
  for (const { day } of onEnd || aligned ? board.days : []) {
    for (const unit of board.units) {
      const cell = cellOf(unit.id, day);
      const words = widths.get(day) ?? "";
      if (!cell || (given.get(cell) ?? "") === words) continue;
      cell.style.width = words;
      given.set(cell, words);
    }
  }
  aligned = onEnd;
  if (far) nameMonths(columns(board), widths);
}

/** How wide each date with strips is that stand on end: as where most stands on it. @param {Board} board @returns {Map<string, string>} */
function widest(board) {
  /** @type {Map<string, Set<string>>} */
  const found = new Map();
  for (const day of board.days) found.set(day.day, (found.get(day.day) ?? new Set()).add(width(day)));
  return new Map([...found].map(([day, each]) => [day, each.size > 1 ? `max(${[...each].join(", ")})` : [...each][0]]));
}

/** How wide a unit's day is: its strips, its bands, and the end of the day. @param {Day} day */
function width(day) {
  const strips = day.strips.filter((each) => typeof each === "string").length;
  const bands = day.strips.length - strips + day.moves.length + Number(day.move);
  return `calc(${strips} * var(--stand) + ${bands} * var(--band) + var(--end) + 1px)`;
}

/** @param {Column[]} dates @param {Map<string, string>} widths */
function nameMonths(dates, widths) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const { day, kind } of dates) {
    const wide = kind === "used" ? widths.get(day) ?? "var(--col)" : kind === "free" ? "var(--free)" : "var(--off)";
    const key = day.slice(0, 7);
    const known = found.get(key);
    if (known) known.push(wide);
    else found.set(key, [wide]);
  }
  const said = JSON.stringify([...found]);
  if (said === named) return;
  named = said;
  fill(ruler, ...[...found].map(([key, each]) => h("span", { style: { width: `calc(${each.join(" + ")})` } }, h("b", {}, `${MONTHS[Number(key.slice(5)) - 1]} ${key.slice(0, 4)}`))));
}
