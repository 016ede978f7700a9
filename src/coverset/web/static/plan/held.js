/** Why somebody is held: each run of held dates, its price, and what would shorten it. */

import { get } from "../core/api.js";
import { fill, h, icon } from "../core/dom.js";
import { state } from "../core/store.js";
import * as words from "../core/words.js";
import { choice, field, money, nothing, refusals } from "./pieces.js";
import { scrollToDay } from "../board/show.js";

/** A choice of everybody on the board. @param {(id: string) => void} chosen */
export function personPicker(chosen) {
  const people = Object.entries(state.board?.people ?? {});
  const made = choice([["", "Choose…"], ...people.map(([id, one]) => /** @type {[string, string]} */ ([id, [one.number, one.name || id].filter(Boolean).join(" ")]))]);
  made.addEventListener("change", () => made.value && chosen(made.value));
  return people.length > 0 && field("Or see why somebody is held", made);
}

/**
 * @param {HTMLElement} stage @param {string} person
 * @param {{fresh: () => boolean, said: ReturnType<typeof refusals>, back: (() => void) | null, backWords: string}} how
 */
export async function showPerson(stage, person, { fresh, said, back, backWords }) {
  const one = state.board?.people[person];
  const name = one?.name || person;
  const list = h("div", { "aria-busy": "true" }, h("p", { class: "soft" }, "Reading every date that is paid and not worked…"));
  fill(stage,
    back && h("button", { type: "button", class: "quiet", onclick: back }, icon("left"), `Back to ${backWords}`),
    h("h3", {}, one?.number ? `${one.number} ${name}` : name), list);
  const answer = await said.during(() => get("/api/why/person", { person }));
  if (!fresh()) return;
  list.removeAttribute("aria-busy");
  if (!answer) return fill(list);
  const held = answer.held.map((/** @type {any} */ run, /** @type {number} */ k) => ({ ...run, words: answer.words[k] }));
  const total = held.reduce((/** @type {number} */ sum, /** @type {any} */ run) => sum + run.price, 0);
  const days = held.reduce((/** @type {number} */ sum, /** @type {any} */ run) => sum + run.days.length, 0);
  fill(list,
    h("p", {}, `Works ${words.count(answer.worked.length, "day")}`, held.length ? `, is held ${words.count(days, "day")} for ${money(total)}.` : " and is never held."),
    !held.length && nothing("There is nothing to save here."),
    h("ul", { class: "dates" }, held.sort((/** @type {any} */ a, /** @type {any} */ b) => b.price - a.price).map(run)),
    personPicker((id) => showPerson(stage, id, { fresh, said, back, backWords })));
}

/** @param {{days: string[], price: number, words: string[], moves: any[]}} one */
function run(one) {
  const [first, ...moves] = one.words;
  return h("li", {},
    h("div", { class: "headline" }, h("button", { type: "button", class: "quiet bare link", onclick: () => goTo(one.days[0]) }, words.day(one.days[0])), h("span", { class: "badge" }, money(one.price))),
    h("p", {}, first),
    one.moves.length ? [h("p", { class: "soft" }, "What would shorten it:"), h("ul", { class: "found" }, moves.map((each) => h("li", {}, each)))] : h("p", { class: "soft" }, moves.join(" ")));
}

/** @param {string} day */
function goTo(day) {
  const of = state.board?.days.find((each) => each.day >= day);
  if (of) scrollToDay(of.unit, of.day);
}
