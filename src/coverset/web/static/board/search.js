/** Search and filters: what is found keeps its colour, the rest is dimmed. */

import { fill, h, icon } from "../core/dom.js";
import { announce } from "../core/say.js";
import { on, shown } from "../core/store.js";
import { count } from "../core/words.js";
import { whenDrawn } from "./canvas.js";
import { number } from "./draw.js";
import { marks, redress } from "./marks.js";
import { inOrder } from "./order.js";
import { focusTask } from "./selecting.js";
import { flash, scrollToTask } from "./show.js";

/** @typedef {import("../core/store.js").Board} Board */
/** @typedef {import("../core/store.js").Strip} Strip */

/** Each filter: its words, what it can be, and whether a strip is so. */
const FILTERS = [
  { key: "cast", words: "Cast", of: (/** @type {Board} */ board) => people(board), is: (/** @type {Strip} */ strip, /** @type {string} */ value) => strip.people.includes(value) },
  { key: "place", words: "Place", of: (/** @type {Board} */ board) => values(board, (strip) => [strip.location]), is: (/** @type {Strip} */ strip, /** @type {string} */ value) => strip.location === value },
  { key: "set", words: "Set", of: (/** @type {Board} */ board) => values(board, (strip) => [strip.set]), is: (/** @type {Strip} */ strip, /** @type {string} */ value) => strip.set === value },
  { key: "element", words: "Element", of: (/** @type {Board} */ board) => values(board, (strip) => strip.elements), is: (/** @type {Strip} */ strip, /** @type {string} */ value) => strip.elements.includes(value) },
  { key: "stunt", words: "Stunt", of: (/** @type {Board} */ board) => [["*", "any stunt"], ...values(board, (strip) => strip.stunts)], is: (/** @type {Strip} */ strip, /** @type {string} */ value) => (value === "*" ? strip.stunts.length > 0 : strip.stunts.includes(value)) },
  { key: "film", words: "Film", of: (/** @type {Board} */ board) => values(board, (strip) => [strip.film]), is: (/** @type {Strip} */ strip, /** @type {string} */ value) => strip.film === value },
  { key: "inside", words: "INT/EXT", of: (/** @type {Board} */ board) => values(board, (strip) => [strip.int_ext]), is: (/** @type {Strip} */ strip, /** @type {string} */ value) => strip.int_ext === value },
  { key: "time", words: "Day/night", of: (/** @type {Board} */ board) => values(board, (strip) => [strip.time]), is: (/** @type {Strip} */ strip, /** @type {string} */ value) => strip.time === value },
  { key: "unit", words: "Unit", of: (/** @type {Board} */ board) => board.units.map((unit) => [unit.id, unit.name]), is: (/** @type {Strip} */ _, /** @type {string} */ value, /** @type {string} */ task) => standsWith(task) === value },
  { key: "kind", words: "State", of: () => [["pinned", "pinned"], ["free", "not pinned"], ["shot", "shot"], ["loose", "not placed"], ["wrong", "in a conflict"]], is: (/** @type {Strip} */ strip, /** @type {string} */ value, /** @type {string} */ task) => stateOf(strip, value, task) },
];

const panel = /** @type {HTMLElement} */ (document.querySelector("#search"));
const input = /** @type {HTMLInputElement} */ (h("input", { type: "search", id: "find", placeholder: "Search strips", "aria-label": "Search strips", autocomplete: "off" }));
const found = h("span", { class: "found", role: "status" });
const toggle = h("button", { type: "button", "aria-expanded": "false", "aria-controls": "search", onclick: () => unfold(panel.hidden) }, icon("menu"), h("span", {}, "Filters"));
const around = h("span", { class: "around", hidden: true },
  h("button", { type: "button", class: "quiet bare", "aria-label": "Previous match", onclick: () => nextMatch(-1) }, icon("left")),
  h("button", { type: "button", class: "quiet bare", "aria-label": "Next match", onclick: () => nextMatch(1) }, icon("right")),
  h("button", { type: "button", class: "quiet bare", "aria-label": "Clear search and filters", onclick: () => clear() }, icon("close")));
/** @type {Map<string, HTMLSelectElement>} */
const selects = new Map();
let at = -1;
let stands = new Map();
let wrong = new Set();

/** @returns {Node[]} */
export function tools() {
  return [h("div", { class: "group find", role: "search" }, input, toggle, found, around)];
}

export function begin() {
  input.addEventListener("input", look);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") nextMatch(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") clear();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    unfold(false);
    toggle.focus();
  });
  on("board", furnish);
  whenDrawn(() => active() && look());
  furnish();
}

/** @param {boolean} wanted */
function unfold(wanted) {
  panel.hidden = !wanted;
  toggle.setAttribute("aria-expanded", String(wanted));
  if (wanted) selects.values().next().value?.focus();
}

/** Every filter with what this board has to choose from. */
function furnish() {
  const board = shown();
  if (!board) return;
  const fields = FILTERS.map((filter) => {
    const options = filter.of(board);
    const select = /** @type {HTMLSelectElement} */ (h("select", { id: `filter-${filter.key}` }, h("option", { value: "" }, "all"), options.map(([value, words]) => h("option", { value }, words))));
    select.value = selects.get(filter.key)?.value ?? "";
    select.addEventListener("change", look);
    selects.set(filter.key, select);
    return options.length > 1 || select.value ? h("p", { class: "field" }, h("label", { for: select.id }, filter.words), select) : null;
  });
  fill(panel, ...fields.filter((each) => each !== null), h("button", { type: "button", onclick: () => clear() }, "Clear"));
}

const active = () => Boolean(input.value.trim()) || [...selects.values()].some((select) => select.value);

/** Look for what is wanted, and mark it. */
function look() {
  const board = shown();
  if (!board) return;
  around.hidden = !active();
  const set = [...selects.values()].filter((select) => select.value).length;
  toggle.classList.toggle("set", set > 0);
  fill(/** @type {HTMLElement} */ (toggle.lastElementChild), set ? `Filters, ${set}` : "Filters");
  if (!active()) {
    if (marks.found) {
      marks.found = null;
      redress();
    }
    fill(found);
    return;
  }
  stands = new Map(board.days.flatMap((each) => each.strips.filter((strip) => typeof strip === "string").map((strip) => [strip, each.unit])));
  wrong = new Set(board.findings.filter((each) => each.severity === "error" || each.severity === "conflict").flatMap((each) => each.about));
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = FILTERS.map((filter) => ({ is: filter.is, value: selects.get(filter.key)?.value ?? "" })).filter(({ value }) => value);
  const matches = Object.entries(board.strips).filter(([task, strip]) => wanted.every(({ is, value }) => is(strip, value, task)) && (!words.length || has(textOf(board, task, strip), words)));
  const now = new Set(matches.map(([task]) => task));
  const same = marks.found && marks.found.size === now.size && [...now].every((task) => marks.found?.has(task));
  marks.found = now;
  if (!same) {
    redress();
    at = -1;
  }
  found.textContent = count(now.size, "strip");
}

/** @param {string} text @param {string[]} words */
const has = (text, words) => words.every((word) => text.includes(word));

/** @type {WeakMap<Strip, string>} */
const texts = new WeakMap();

/** All that can be searched of a strip. @param {Board} board @param {string} task @param {Strip} strip */
function textOf(board, task, strip) {
  let text = texts.get(strip);
  if (text === undefined) {
    const names = strip.people.map((one) => board.people[one]?.name ?? "");
    text = [task, number(strip), strip.int_ext, strip.time, strip.set, strip.location, strip.synopsis, ...strip.people, ...names, ...strip.elements, ...strip.stunts].join(" ").toLowerCase();
    texts.set(strip, text);
  }
  return text;
}

/** @param {Board} board @param {(strip: Strip) => string[]} of @returns {string[][]} */
const values = (board, of) => [...new Set(Object.values(board.strips).flatMap(of).filter(Boolean))].sort((a, b) => a.localeCompare(b)).map((value) => [value, value]);

/** @param {Board} board @returns {string[][]} */
const people = (board) => Object.entries(board.people).sort(([, a], [, b]) => (Number(a.number) || 999) - (Number(b.number) || 999)).map(([id, person]) => [id, `${person.number ? `${person.number} ` : ""}${person.name}`]);

/** @param {string} task */
const standsWith = (task) => stands.get(task) ?? "";

/** @param {Strip} strip @param {string} value @param {string} task */
function stateOf(strip, value, task) {
  if (value === "pinned") return strip.pinned;
  if (value === "free") return !strip.pinned;
  if (value === "shot") return strip.settled;
  if (value === "wrong") return wrong.has(task);
  return !stands.has(task);
}

export function focusSearch() {
  input.focus();
  input.select();
}

/** To the next match (1) or the one before (-1). @param {number} by */
export function nextMatch(by) {
  if (!marks.found?.size) {
    if (active()) announce("Nothing is found.");
    return;
  }
  const order = inOrder().filter((task) => marks.found?.has(task));
  at = (at + by + order.length) % order.length;
  const task = order[at];
  const typing = document.activeElement === input;
  scrollToTask(task);
  if (!typing) focusTask(task);
  flash([task]);
  found.textContent = `${at + 1} of ${order.length}`;
}

export function clear() {
  input.value = "";
  for (const select of selects.values()) select.value = "";
  at = -1;
  look();
  announce("All strips are shown.");
}
