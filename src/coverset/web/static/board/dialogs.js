/** The few questions that a menu asks before it does something. */

import { edit } from "../core/act.js";
import { fill, h } from "../core/dom.js";
import { state } from "../core/store.js";
import { clock, day as said } from "../core/words.js";
import { called } from "./draw.js";
import { drop } from "./drop.js";
import { inShort, Offers } from "./offers.js";
import { list, placeAt, sorted, standing } from "./order.js";

/**
 * A dialog with a form. It closes when the form is sent and `send` has not said false.
 * @param {string} title @param {Node[]} fields @param {string} words @param {() => Promise<boolean | void> | boolean | void} send @param {() => void} [left] @param {boolean} [only] whether there is nothing to decide
 */
export function ask(title, fields, words, send, left, only = false) {
  const from = /** @type {HTMLElement | null} */ (document.activeElement);
  const button = h("button", { type: "submit", class: "strong" }, words);
  const form = h("form", { method: "dialog" }, h("h2", { id: "ask-title" }, title), fields, h("div", { class: "buttons" }, button, !only && h("button", { type: "button", onclick: () => dialog.close() }, "Not now")));
  const dialog = /** @type {HTMLDialogElement} */ (h("dialog", { class: "ask", "aria-labelledby": "ask-title" }, form));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if ((await send()) !== false) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  dialog.addEventListener("close", () => {
    left?.();
    dialog.remove();
    if (from?.isConnected) from.focus({ preventScroll: true });
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** @param {string} id @param {string} words @param {HTMLElement} input */
export const field = (id, words, input) => h("p", { class: "field" }, h("label", { for: id }, words), input);

/** Move strips to any date of any unit. @param {string[]} tasks */
export function askWhere(tasks) {
  const board = state.board;
  if (!board) return;
  const hand = sorted(tasks);
  const stands = board.days.find((each) => each.strips.includes(hand[0]));
  const unit = /** @type {HTMLSelectElement} */ (h("select", { id: "to-unit" }, board.units.map((each) => h("option", { value: each.id, selected: each.id === stands?.unit }, each.name))));
  const day = /** @type {HTMLInputElement} */ (h("input", { id: "to-day", type: "date", required: true, value: stands?.day ?? board.days[0]?.day ?? board.dates.first, min: board.dates.first, max: board.dates.last }));
  const at = /** @type {HTMLSelectElement} */ (h("select", { id: "to-place" }));
  const price = h("div", { class: "ask-price", role: "status" });
  const offers = new Offers(hand, () => show());
  const place = () => placeAt(unit.value, day.value, at.selectedIndex, hand);
  const show = () => {
    const offer = day.value && offers.at(place());
    if (!offer) return fill(price, "Asking the price…");
    const { price: amount, word, kind } = inShort(offer);
    fill(price, h("p", {}, h("span", { class: `offer ${kind}` }, h("b", {}, amount), " ", word)), offer.breaks.length > 0 && h("ul", {}, offer.breaks.slice(0, 5).map((each) => h("li", {}, each)), offer.breaks.length > 5 && h("li", {}, `and ${offer.breaks.length - 5} more`)));
  };
  const fit = () => {
    const others = standing(unit.value, day.value, hand);
    fill(at, ...others.map((task) => h("option", {}, `before ${called(task, board.strips[task])}`)), h("option", { selected: true }, others.length ? "last" : "alone on that day"));
    moved();
  };
  const moved = () => {
    show();
    if (day.value) offers.hover(place());
  };
  for (const each of [unit, day]) each.addEventListener("input", fit);
  at.addEventListener("input", moved);
  fit();
  ask(`Move ${list(hand)}`, [field("to-unit", "Unit", unit), field("to-day", "Date", day), field("to-place", "Place", at), price], "Move", () => void drop(hand, place()), () => offers.end());
}

/** Exchange a day with another of the unit. @param {string} unit @param {string} day */
export const askExchange = (unit, day) => askDay(`Exchange ${said(day)}`, "with", unit, day, "Exchange", (to) => edit({ edit: "swap", unit, first: day, second: to }, `${said(day)} and ${said(to)} exchanged.`), true);

/** Pull a day to another place; the days between close up. @param {string} unit @param {string} day */
export const askPull = (unit, day) => askDay(`Pull ${said(day)} to the place of`, "Date", unit, day, "Pull", (to) => edit({ edit: "pull", unit, day, to }, `${said(day)} pulled to ${said(to)}.`), false);

/** @param {string} title @param {string} words @param {string} unit @param {string} day @param {string} button @param {(to: string) => Promise<boolean>} run @param {boolean} empty whether a date without strips will do */
function askDay(title, words, unit, day, button, run, empty) {
  const days = (state.board?.days ?? []).filter((each) => each.unit === unit && each.day !== day);
  const to = /** @type {HTMLSelectElement} */ (h("select", { id: "other-day" }, days.map((each) => h("option", { value: each.day }, `${said(each.day)}, ${each.base || "no base"}, ${each.strips.length} strips`))));
  const free = /** @type {HTMLInputElement} */ (h("input", { id: "free-day", type: "date", min: state.board?.dates.first, max: state.board?.dates.last }));
  const next = days.find((each) => each.day > day);
  if (next) to.value = next.day;
  const fields = [field("other-day", words, to), ...(empty ? [field("free-day", "or with a date that is free", free)] : [])];
  ask(title, fields, button, () => {
    const chosen = (empty && free.value) || to.value;
    return chosen ? run(chosen) : false;
  });
}

/** Hold a day's call. @param {string} words @param {number | null} now @param {(call: number) => Promise<boolean>} run */
export function askCall(words, now, run) {
  const time = /** @type {HTMLInputElement} */ (h("input", { id: "call-time", type: "time", required: true, value: clock(now ?? 420).slice(0, 5) }));
  ask(`Hold the call of ${words}`, [field("call-time", "The unit is called at", time)], "Hold the call", () => {
    const [hour, minute] = time.value.split(":").map(Number);
    return Number.isFinite(hour) ? run(hour * 60 + minute) : false;
  });
}
