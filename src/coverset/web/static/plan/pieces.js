/** The small parts that the panels of plan and reality are put together from. */

import { Refusal } from "../core/api.js";
import { fill, h, icon } from "../core/dom.js";
import { state } from "../core/store.js";
import * as words from "../core/words.js";
import { flash, scrollToDay, scrollToTask } from "../board/show.js";

let made = 0;

/** A name for an element that nothing else has. @param {string} of */
export const idFor = (of) => `${of}-${(made += 1)}`;

/**
 * A field with its label above and, where there is one, a hint under it that the field is described by.
 * @param {string} label @param {HTMLElement} control @param {string} [hint] @param {boolean} [needed]
 */
export function field(label, control, hint = "", needed = false) {
  const id = control.id || idFor("field");
  control.id = id;
  const said = hint && h("span", { class: "hint", id: `${id}-hint` }, hint);
  if (said) control.setAttribute("aria-describedby", `${id}-hint`);
  if (needed) control.setAttribute("aria-required", "true");
  return h("p", { class: "field" }, h("label", { for: id }, label, needed && h("span", { class: "needed" }, " (needed)")), control, said);
}

/** A box to tick, with its words beside it. @param {string} label @param {HTMLElement} control */
export function tick(label, control) {
  return h("p", { class: "tick" }, h("label", {}, control, " ", label));
}

/** A number to write. @param {number} value @param {Record<string, any>} [more] */
export const number = (value, more = {}) => /** @type {HTMLInputElement} */ (h("input", { type: "number", inputmode: "decimal", value, ...more }));

/** A choice of a few. @param {[string, string][]} options key and words @param {string} [now] @param {Record<string, any>} [more] */
export const choice = (options, now = "", more = {}) =>
  /** @type {HTMLSelectElement} */ (h("select", more, options.map(([key, said]) => h("option", { value: key, selected: key === now }, said))));

/** The place in a panel where a refusal is said, in the server's sentence. */
export function refusals() {
  const node = h("p", { class: "refusal", role: "alert" });
  return {
    node,
    /** @param {unknown} trouble an error, or a sentence */
    say(trouble) {
      if (trouble instanceof Error && !(trouble instanceof Refusal)) console.error(trouble);
      fill(node, icon("warn"), " ", trouble instanceof Error ? trouble.message : String(trouble));
    },
    clear: () => fill(node),
    /** Do something; when it is refused, say so here. @template T @param {() => Promise<T>} work @returns {Promise<T | undefined>} */
    async during(work) {
      fill(node);
      try {
        return await work();
      } catch (trouble) {
        this.say(trouble);
        return undefined;
      }
    },
  };
}

/** What a panel says while there is nothing in it. @param {...any} said */
export const nothing = (...said) => h("div", { class: "nothing" }, ...said.map((each) => (typeof each === "string" ? h("p", {}, each) : each)));

/**
 * Rows, the ones beyond so many folded away.
 * @param {any[]} rows @param {number} most @param {string} [kind] class of the list
 */
export function folded(rows, most, kind = "lines") {
  const first = rows.length > most + 1 ? rows.slice(0, most) : rows;
  const rest = rows.slice(first.length);
  const list = (/** @type {any[]} */ of) => h("ul", { class: kind }, of.map((each) => h("li", {}, each)));
  return h("div", { class: "folded" }, list(first), rest.length > 0 && h("details", {}, h("summary", {}, `${rest.length} more`), list(rest)));
}

/**
 * Fill what is filled again while somebody is in it: who was in there stays there, at its heading.
 * @param {HTMLElement} within @param {...any} children
 */
export function refill(within, ...children) {
  const inside = within.contains(document.activeElement);
  fill(within, ...children);
  if (!inside || within.contains(document.activeElement)) return;
  const to = /** @type {HTMLElement | null} */ (within.querySelector("h3") ?? within.querySelector("button:not([disabled]), input, select"));
  if (to?.localName === "h3") to.tabIndex = -1;
  to?.focus({ preventScroll: true });
}

/** The currency of the board on the page. */
export const currency = () => state.board?.currency ?? "";

/** An amount of the board, in words. @param {number} minor */
export const money = (minor) => words.money(minor, currency());

/** A difference as people say it: "GBP 31,900 less". @param {number} minor */
export function differs(minor) {
  if (!minor) return "costs the same";
  return minor < 0 ? `saves ${money(-minor)}` : `costs ${money(minor)} more`;
}

/** A difference in a badge: what it saves or costs, never by colour alone. @param {number} minor */
export const differenceBadge = (minor) => h("span", { class: `badge ${minor < 0 ? "saving" : minor > 0 ? "alarming" : ""}` }, differs(minor));

/** What a strip is called on this board: its number, and the film's where there are several. @param {string} task @param {import("../core/store.js").Board | null} [board] */
export function numberOf(task, board = state.board) {
  const strip = board?.strips[task];
  if (!board || !strip) return task;
  return films(board).length > 1 ? task : strip.number;
}

/** A strip in a few words: "12A EXT STREET - CORNER". @param {string} task @param {import("../core/store.js").Board | null} [board] */
export function stripWords(task, board = state.board) {
  const strip = board?.strips[task];
  return strip ? [numberOf(task, board), strip.int_ext, strip.set].filter(Boolean).join(" ") : task;
}

/** The films of a board, in order. @param {import("../core/store.js").Board} board @returns {string[]} */
export const films = (board) => [...new Set(Object.values(board.strips).map((each) => each.film))].filter(Boolean).sort();

/** The units that shoot, or all where none does. @param {import("../core/store.js").Board | null} [board] */
export function shooting(board = state.board) {
  const units = board?.units ?? [];
  const found = units.filter((each) => each.kind !== "prep");
  return found.length ? found : units;
}

/** A unit's name. @param {string} id */
export const unitName = (id) => state.board?.units.find((each) => each.id === id)?.name ?? id;

/** A date, with its unit where there are several: "Thu 19 Mar, Main unit". @param {string} day @param {string} unit */
export const dayWords = (day, unit) => (shooting().length > 1 && unit ? `${words.day(day)}, ${unitName(unit)}` : words.day(day));

/** A button that takes the reader to a strip. @param {string} task @param {string} [said] */
export const toTask = (task, said = numberOf(task)) =>
  h("button", { type: "button", class: "quiet bare link", title: stripWords(task), onclick: () => (scrollToTask(task), flash([task])) }, said);

/** A button that takes the reader to a day. @param {string} unit @param {string} day @param {string} [said] */
export const toDay = (unit, day, said = dayWords(day, unit)) => h("button", { type: "button", class: "quiet bare link", onclick: () => scrollToDay(unit, day) }, said);

/** The sentences of the server with its arrows as people write them. @param {string} sentence */
export const arrows = (sentence) => sentence.replaceAll(" -> ", " → ");

/**
 * What changes, in as few lines as it takes: each person with their dates, then strips that go the same way together.
 * @param {string[]} diff the server's sentences @returns {string[]}
 */
export function changesInWords(diff) {
  const board = state.board;
  const year = board?.dates.first?.slice(0, 4);
  const oneYear = Boolean(year) && year === board?.dates.last?.slice(0, 4);
  const shorter = (/** @type {string} */ said) => (oneYear ? said.replaceAll(` ${year}`, "") : said);
  /** @type {Map<string, string[]>} */
  const people = new Map();
  /** @type {Map<string, string[]>} */
  const ways = new Map();
  /** @type {string[]} */
  const other = [];
  const put = (/** @type {Map<string, string[]>} */ into, /** @type {string} */ key, /** @type {string} */ value) => into.set(key, [...(into.get(key) ?? []), value]);
  for (const said of diff.map(arrows)) {
    const [about, way] = [said.slice(0, said.indexOf(": ")), said.slice(said.indexOf(": ") + 2)];
    const called = /^(.+), (\w{3} \d+ \w{3} \d{4})$/.exec(about);
    if (board?.strips[about]) put(ways, shorter(way), numberOf(about));
    else if (called && way.includes("→")) put(people, called[1], `${shorter(called[2])} ${way}`);
    else other.push(shorter(said));
  }
  return [
    ...[...people].map(([who, dates]) => `${who}: ${dates.join("; ")}`),
    ...[...ways].map(([way, strips]) => `${strips.join(", ")}: ${way}`),
    ...other,
  ];
}

/** How far a cost may be above what is possible, in words. @param {number | null | undefined} cost @param {number | null | undefined} bound */
export function gapWords(cost, bound) {
  if (cost === null || cost === undefined) return bound ? "No plan yet; no plan can cost less than the bound." : "No plan yet.";
  if (bound === null || bound === undefined) return "Nothing is proved yet.";
  if (cost <= bound) return "Proved: no plan costs less.";
  const share = ((cost - bound) / cost) * 100;
  return `At most ${money(cost - bound)} (${share < 1 ? share.toFixed(1) : Math.ceil(share)} %) could still be saved: less is proved impossible.`;
}
