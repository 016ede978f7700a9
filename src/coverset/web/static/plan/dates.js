/** Stretches of dates, as many as wanted: each from a date to a date. */

import { fill, h, icon } from "../core/dom.js";
import { state } from "../core/store.js";
import { idFor } from "./pieces.js";

/** A date to choose, within the plan's dates where those bind. @param {string} [value] @param {Record<string, any>} [more] */
export const dateInput = (value = "", more = {}) => /** @type {HTMLInputElement} */ (h("input", { type: "date", value, ...more }));

/**
 * A group of stretches. `read()` answers those that have a first date; one without a last is that date alone.
 * @param {string} legend @param {{first?: string, last?: string, hint?: string, needed?: boolean}} [how]
 */
export function stretchesField(legend, { first = "", last = "", hint = "", needed = false } = {}) {
  const rows = h("div", { class: "stretches" });
  const hintId = idFor("hint");
  const add = (from = "", to = "") => {
    const begins = dateInput(from, { "aria-label": `${legend}: from`, "aria-describedby": hint ? hintId : null });
    const ends = dateInput(to, { "aria-label": `${legend}: to` });
    begins.addEventListener("change", () => {
      ends.min = begins.value;
      if (!ends.value || ends.value < begins.value) ends.value = begins.value;
    });
    const away = h("button", { type: "button", class: "quiet bare", "aria-label": "Take this stretch out", onclick: () => (row.remove(), follow(), /** @type {HTMLElement | null} */ (rows.querySelector("input"))?.focus()) }, icon("close"));
    const row = h("div", { class: "stretch" }, begins, h("span", {}, "to"), ends, away);
    rows.append(row);
    follow();
    return begins;
  };
  // The only row stays: without it there would be nothing to write into.
  const follow = () => rows.querySelectorAll("button").forEach((each) => { each.hidden = rows.children.length < 2; });
  add(first, last);
  const node = h("fieldset", { class: "field" },
    h("legend", {}, legend, needed && h("span", { class: "needed" }, " (needed)")), rows,
    hint && h("span", { class: "hint", id: hintId }, hint),
    h("button", { type: "button", class: "quiet", onclick: () => add().focus() }, icon("plus"), "Another stretch"));
  return {
    node,
    /** @returns {{first: string, last: string}[]} */
    read: () => [...rows.children].map((row) => {
      const [begins, ends] = /** @type {NodeListOf<HTMLInputElement>} */ (row.querySelectorAll("input"));
      return { first: begins.value, last: ends.value || begins.value };
    }).filter((each) => each.first),
    /** @param {string} from @param {string} [to] */
    write(from, to = from) {
      fill(rows);
      add(from, to);
    },
  };
}

/** The day to begin a form with: the one given, that of the selection, else the next one that is shot. @param {string} [given] */
export function likelyDay(given = "") {
  if (given) return given;
  const board = state.board;
  const [task] = state.selection;
  const of = task && board?.days.find((each) => each.strips.includes(task));
  if (of) return of.day;
  return board?.days.find((each) => each.strips.length && !each.past && !each.lost)?.day ?? board?.dates.first ?? "";
}

/** The unit to begin a form with. @param {string} [given] */
export function likelyUnit(given = "") {
  if (given) return given;
  const [task] = state.selection;
  return (task && state.board?.days.find((each) => each.strips.includes(task))?.unit) || "";
}
