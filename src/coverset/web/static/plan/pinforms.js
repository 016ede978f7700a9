/** The forms in which a pin is asked for: what is selected is filled in, so that most pins are one press. */

import { act } from "../core/act.js";
import { fill, h, icon } from "../core/dom.js";
import { places, state } from "../core/store.js";
import * as words from "../core/words.js";
import { dateInput, likelyDay, likelyUnit, stretchesField } from "./dates.js";
import { choice, field, idFor, numberOf, refusals, shooting, stripWords, tick } from "./pieces.js";

/** @typedef {{strip?: string, day?: string, person?: string, unit?: string, order?: string[], [more: string]: any}} Wish */
/** @typedef {{node: HTMLElement, wish: () => Wish | Wish[], said: (wish: Wish) => string}} Form */

const KINDS = [
  { key: "strip", title: "A strip", make: stripForm },
  { key: "order", title: "Strips in an order", make: orderForm },
  { key: "day", title: "A day", make: dayForm },
  { key: "call", title: "A call", make: callForm },
  { key: "person", title: "A person's dates", make: personForm },
];

/** @param {{task?: string, unit?: string, day?: string}} args @param {ReturnType<typeof refusals>} said */
export function pinForms(args, said) {
  const place = h("div", {});
  const kind = choice(KINDS.map((each) => /** @type {[string, string]} */ ([each.key, each.title])), args.day && !args.task ? "day" : state.selection.size > 1 && !args.task ? "order" : "strip");
  const why = h("input", { type: "text", maxlength: 1000, placeholder: "Director's wish, ferry at noon…" });
  /** @type {Form} */
  let form;
  const follow = () => {
    form = KINDS.find((each) => each.key === kind.value)?.make(args) ?? stripForm(args);
    fill(place, form.node);
  };
  kind.addEventListener("change", follow);
  follow();
  const node = h("form", { class: "order" }, h("h3", {}, "Hold something"), field("What is held", kind), place, field("Why", why, "It stands in the sentence of the pin."),
    h("div", { class: "buttons" }, h("button", { type: "submit", class: "strong" }, icon("pin"), "Pin")));
  node.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.clear();
    const asked = form.wish();
    for (const wish of Array.isArray(asked) ? asked : [asked]) {
      if (!(await act("/api/pin", { ...wish, why: /** @type {HTMLInputElement} */ (why).value.trim() }, form.said(wish)))) return;
    }
    /** @type {HTMLInputElement} */ (why).value = "";
  });
  return { node };
}

/** The strips to begin with, in the order in which the board has them. @param {{task?: string}} args */
function chosen(args) {
  const at = state.board ? places(state.board) : new Map();
  const key = (/** @type {string} */ task) => (at.has(task) ? `${at.get(task).day} ${String(at.get(task).at).padStart(4, "0")}` : "~");
  return [...new Set([...(args.task ? [args.task] : []), ...state.selection])].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** An input that knows every strip. @param {string} value @param {Record<string, any>} [more] */
function stripInput(value, more = {}) {
  const list = idFor("strips");
  const input = /** @type {HTMLInputElement} */ (h("input", { type: "text", list, value, autocomplete: "off", placeholder: "12A", ...more }));
  const options = h("datalist", { id: list }, Object.keys(state.board?.strips ?? {}).map((task) => h("option", { value: task }, stripWords(task))));
  return { input, options };
}

/** @param {string} [now] @param {boolean} [any] */
const unitChoice = (now = "", any = false) => choice([...(any ? [/** @type {[string, string]} */ (["", "Any unit"])] : []), ...shooting().map((each) => /** @type {[string, string]} */ ([each.id, each.name || each.id]))], now);

const several = () => shooting().length > 1;

/** @param {{task?: string}} args @returns {Form} */
function stripForm(args) {
  const selected = args.task ? [args.task] : chosen(args);
  const group = selected.length > 1;
  const { input, options } = stripInput(selected[0] ?? "", { required: true });
  const where = choice([["here", "Where it stands on the board"], ["dates", "To dates that I choose"], ["unit", "To a unit, on any date"]].filter(([key]) => key !== "unit" || several()).map((each) => /** @type {[string, string]} */ (each)));
  const dates = stretchesField("Dates", { first: likelyDay() });
  const unit = unitChoice(likelyUnit(), true);
  const unitField = field("Unit", unit);
  const follow = () => {
    dates.node.hidden = where.value !== "dates";
    unitField.hidden = where.value === "here" || !several();
  };
  where.addEventListener("change", follow);
  follow();
  const node = h("div", {},
    group ? h("p", {}, `The ${selected.length} selected strips: ${selected.slice(0, 8).map((each) => numberOf(each)).join(", ")}${selected.length > 8 ? "…" : ""}.`) : [field("Strip", input, "Its number, or its id."), options],
    field("Hold it", where), dates.node, unitField);
  return {
    node,
    wish: () => (group ? selected : [input.value.trim()]).map((strip) => ({
      strip,
      dates: where.value === "dates" ? dates.read() : [],
      unit: where.value === "here" ? "" : unit.value,
    })),
    said: (wish) => `${numberOf(wish.strip ?? "")} is pinned`,
  };
}

/** @param {{task?: string}} args @returns {Form} */
function orderForm(args) {
  let order = chosen(args);
  const { input, options } = stripInput("", { "aria-label": "Strip to add at the end" });
  const list = h("ol", { class: "in-order" });
  const directly = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox" }));
  const move = (/** @type {number} */ from, /** @type {number} */ to) => {
    order.splice(to, 0, order.splice(from, 1)[0]);
    draw();
    /** @type {HTMLElement | null} */ (list.children[to]?.querySelector("button:not([disabled])"))?.focus();
  };
  const draw = () => fill(list, ...order.map((task, k) => h("li", {}, h("span", {}, stripWords(task)),
    h("button", { type: "button", class: "quiet bare", disabled: k === 0, "aria-label": `${numberOf(task)} earlier`, onclick: () => move(k, k - 1) }, icon("up")),
    h("button", { type: "button", class: "quiet bare", disabled: k === order.length - 1, "aria-label": `${numberOf(task)} later`, onclick: () => move(k, k + 1) }, icon("down")),
    h("button", { type: "button", class: "quiet bare", "aria-label": `Leave ${numberOf(task)} out`, onclick: () => ((order = order.filter((each) => each !== task)), draw()) }, icon("close")))));
  const add = () => {
    const asked = input.value.trim();
    if (asked && !order.includes(asked)) order.push(asked);
    input.value = "";
    draw();
  };
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    add();
  });
  draw();
  return {
    node: h("div", {}, h("p", { class: "soft" }, "Shot in this order, whatever the plan. Select strips on the board, or add them here."), list,
      h("div", { class: "buttons tight" }, input, options, h("button", { type: "button", onclick: add }, icon("plus"), "Add")),
      tick("One directly after the other, nothing between", directly)),
    wish: () => {
      add();
      return { order, directly: directly.checked };
    },
    said: () => "The order is pinned",
  };
}

/** @param {{unit?: string, day?: string}} args @returns {Form} */
function dayForm(args) {
  const day = dateInput(likelyDay(args.day), { required: true });
  const unit = unitChoice(likelyUnit(args.unit));
  const joins = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox" }));
  const said = h("p", { class: "soft" });
  const follow = () => {
    const of = state.board?.days.find((each) => each.day === day.value && each.unit === (unit.value || each.unit));
    said.textContent = of?.strips.length ? `It has ${words.count(of.strips.length, "strip")} now; it keeps exactly these.` : "Nothing stands there now: it is kept free.";
  };
  day.addEventListener("change", follow);
  unit.addEventListener("change", follow);
  follow();
  return {
    node: h("div", {}, field("Day", day), several() && field("Unit", unit), said, tick("Other strips may join it", joins)),
    wish: () => ({ day: day.value, unit: unit.value, joins: joins.checked }),
    said: (wish) => `${words.day(wish.day ?? "")} is held`,
  };
}

/** @param {{unit?: string, day?: string}} args @returns {Form} */
function callForm(args) {
  const day = dateInput(likelyDay(args.day), { required: true });
  const unit = unitChoice(likelyUnit(args.unit));
  const now = () => state.board?.days.find((each) => each.day === day.value && each.unit === (unit.value || each.unit))?.totals.call;
  const time = /** @type {HTMLInputElement} */ (h("input", { type: "time", required: true }));
  const follow = () => {
    const call = now();
    if (call !== null && call !== undefined) time.value = words.clock(call).slice(0, 5);
  };
  day.addEventListener("change", follow);
  unit.addEventListener("change", follow);
  follow();
  return {
    node: h("div", {}, field("Day", day), several() && field("Unit", unit), field("Call at", time, "Filled in with the call as it is now.")),
    wish: () => {
      const [hour, minute] = time.value.split(":").map(Number);
      return { day: day.value, unit: unit.value, call: hour * 60 + minute };
    },
    said: (wish) => `The call of ${words.day(wish.day ?? "")} is held`,
  };
}

/** @param {{task?: string}} args @returns {Form} */
function personForm(args) {
  const board = state.board;
  const [task] = chosen(args);
  const person = choice(Object.entries(board?.people ?? {}).map(([id, one]) => [id, [one.number, one.name || id].filter(Boolean).join(" ")]), board?.strips[task ?? ""]?.people[0] ?? "");
  const how = choice([["here", "To the dates they work on the board"], ["dates", "To dates that I choose"], ["off", "Away on dates that I choose"], ["until", "Gone after a date"]]);
  const dates = stretchesField("Dates", { first: likelyDay() });
  const until = dateInput(likelyDay());
  const untilField = field("Their last date", until);
  const follow = () => {
    dates.node.hidden = how.value !== "dates" && how.value !== "off";
    untilField.hidden = how.value !== "until";
  };
  how.addEventListener("change", follow);
  follow();
  return {
    node: h("div", {}, field("Person", person), field("Held", how), dates.node, untilField),
    wish: () => ({
      person: person.value,
      dates: how.value === "dates" ? dates.read() : [],
      off: how.value === "off" ? dates.read() : [],
      until: how.value === "until" ? until.value : null,
    }),
    said: (wish) => `${board?.people[wish.person ?? ""]?.name || wish.person} is held`,
  };
}
