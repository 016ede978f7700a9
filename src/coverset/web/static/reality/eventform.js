/** The short form of one kind of event, made from what the server says such an event is told. */

import { fill, h, icon } from "../core/dom.js";
import { prefs } from "../core/prefs.js";
import { state } from "../core/store.js";
import { dateInput, likelyDay, likelyUnit, stretchesField } from "../plan/dates.js";
import { choice, field, idFor, number, stripWords, tick } from "../plan/pieces.js";
import { NEW, USUAL, kindOf, labelOf } from "./kinds.js";

/** @typedef {{key: string, words: string, needed: boolean, common: boolean, type: string, of?: string}} Option */
/** @typedef {{id: string, name: string}} Named */
/** @typedef {{node: Node | (Node | null)[], read: () => string, focus: () => void}} Part */
/** @typedef {{kinds: Record<string, Option[]>, sentences: Record<string, string>, choices: Record<string, Named[]>}} Told what the server knows of events */

/** With more than these to choose from a list is typed into instead of opened. */
const MOST_OPENED = 40;
const MOST_TICKED = 14;

/** @param {string} kind @param {Told} told @param {{unit?: string, day?: string}} given */
export function eventForm(kind, told, given) {
  const { dated, hint } = kindOf(kind);
  const options = told.kinds[kind];
  const parts = new Map(options.map((option) => [option.key, part(kind, option, told, given)]));
  const rare = (/** @type {Option} */ each) => each.common && !USUAL.has(each.key) && !(each.key === "date" && dated);
  const nodes = (/** @type {Option[]} */ of) => of.map((each) => parts.get(each.key)?.node);
  // What must be there comes first, then what may, then who says so and why.
  const order = (/** @type {Option} */ each) => (each.needed ? 0 : each.key === "date" ? 1 : each.key === "why" ? 3 : each.key === "who" ? 4 : 2);
  const node = h("div", {},
    h("p", { class: "soft" }, [told.sentences[kind], hint].filter(Boolean).join(" ")),
    nodes(options.filter((each) => !rare(each)).sort((a, b) => order(a) - order(b))),
    h("details", {}, h("summary", {}, "More"), nodes(options.filter(rare))));
  return {
    node,
    /** What is filled in, by key, as people write it. @returns {Record<string, string>} */
    read: () => Object.fromEntries([...parts].map(([key, one]) => [key, one.read()]).filter(([, said]) => said)),
    /** The first needed field that is empty. */
    missing: () => options.find((each) => each.needed && !parts.get(each.key)?.read())?.key,
    /** @param {string} key */
    focus: (key) => parts.get(key)?.focus(),
  };
}

/** @param {string} kind @param {Option} option @param {Told} told @param {{unit?: string, day?: string}} given @returns {Part} */
function part(kind, option, told, given) {
  const { key, needed, type } = option;
  const label = labelOf(key);
  const hint = hintOf(option, label);
  const one = (/** @type {HTMLInputElement | HTMLSelectElement} */ control, said = hint) => ({ node: field(label, control, said, needed), read: () => control.value.trim(), focus: () => control.focus() });
  const text = (/** @type {Record<string, any>} */ more) => /** @type {HTMLInputElement} */ (h("input", { type: "text", maxlength: 1000, autocomplete: "off", ...more }));
  const known = NEW.has(`${kind} ${key}`) ? [] : named(option, told);

  switch (type) {
    case "dates": {
      const begins = needed && key === "dates" ? likelyDay(given.day) : "";
      const made = stretchesField(label, { first: begins, last: begins, needed });
      return { node: made.node, read: () => made.read().map((each) => (each.first === each.last ? each.first : `${each.first}..${each.last}`)).join("; "), focus: () => made.node.querySelector("input")?.focus() };
    }
    case "date": return one(dateInput(key === "date" && kindOf(kind).dated ? likelyDay(given.day) : ""));
    case "yes": {
      const box = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox" }));
      return { node: tick(label, box), read: () => (box.checked ? "yes" : ""), focus: () => box.focus() };
    }
    case "number": {
      const made = number(0, { min: "0", step: "1" });
      made.value = "";
      return one(made, "");
    }
    case "one":
      if (known.length && known.length <= MOST_OPENED) return one(choice([["", needed ? "Choose…" : "-"], ...known.map((each) => /** @type {[string, string]} */ ([each.id, titled(each)]))], first(option, known, given)), "");
      return typed(text({ value: first(option, known, given) }), known, one);
    case "some": return known.length && known.length <= MOST_TICKED ? ticked(label, known, needed, hint) : several(label, known, needed, hint, option.of === "scenes" ? [...state.selection] : []);
    default: return one(text({ value: key === "who" ? prefs.who : "", inputmode: type === "money" ? "decimal" : null }));
  }
}

/** What may be chosen; strips in the words of the board. @param {Option} option @param {Told} told @returns {Named[]} */
function named(option, told) {
  const known = told.choices[option.of ?? ""] ?? [];
  return option.of === "scenes" ? known.map(({ id, name }) => ({ id, name: state.board?.strips[id] ? stripWords(id) : name })) : known;
}

/** @param {Named} one */
const titled = ({ id, name }) => (name && name.toLowerCase() !== id.toLowerCase() ? `${name} (${id})` : name.replace(/^./, (letter) => letter.toUpperCase()));

/** What is meant most likely: the only one there is, or what is selected on the board. @param {Option} option @param {Named[]} known @param {{unit?: string, day?: string}} given */
function first(option, known, given) {
  const [task] = state.selection;
  const strip = task ? state.board?.strips[task] : undefined;
  const meant = { people: strip?.people[0], locations: strip?.location, scenes: option.needed ? task : "", units: option.key === "unit" ? likelyUnit(given.unit) : "" }[option.of ?? ""] ?? "";
  if (known.some((each) => each.id === meant)) return meant;
  return option.needed && known.length === 1 ? known[0].id : "";
}

/** A text that knows what may be meant. @param {HTMLInputElement} input @param {Named[]} known @param {(input: HTMLInputElement) => Part} one @returns {Part} */
function typed(input, known, one) {
  if (!known.length) return one(input);
  const made = one(input);
  return { ...made, node: [made.node, suggestions(input, known)].flat() };
}

/** @param {HTMLInputElement} input @param {Named[]} known */
function suggestions(input, known) {
  const id = idFor("known");
  input.setAttribute("list", id);
  return h("datalist", { id }, known.map((each) => h("option", { value: each.id }, each.name)));
}

/** Any of a few, ticked. @param {string} label @param {Named[]} of @param {boolean} needed @param {string} hint @returns {Part} */
function ticked(label, of, needed, hint) {
  const boxes = of.map((each) => ({ id: each.id, box: /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", value: each.id })), name: each.name || each.id }));
  return {
    node: h("fieldset", { class: "field many" }, h("legend", {}, label, needed && h("span", { class: "needed" }, " (needed)")),
      h("div", { class: "ticks" }, boxes.map((each) => h("label", {}, each.box, " ", each.name))), hint && h("span", { class: "hint" }, hint)),
    read: () => boxes.filter((each) => each.box.checked).map((each) => each.id).join("; "),
    focus: () => boxes[0]?.box.focus(),
  };
}

/** Any of many, added one by one. @param {string} label @param {Named[]} known @param {boolean} needed @param {string} hint @param {string[]} begun @returns {Part} */
function several(label, known, needed, hint, begun) {
  let chosen = begun;
  const input = /** @type {HTMLInputElement} */ (h("input", { type: "text", autocomplete: "off" }));
  const list = h("ul", { class: "chosen" });
  const draw = () => fill(list, ...chosen.map((id) => h("li", {}, known.find((each) => each.id === id)?.name ?? id,
    h("button", { type: "button", class: "quiet bare", "aria-label": `Leave ${id} out`, onclick: () => ((chosen = chosen.filter((each) => each !== id)), draw(), input.focus()) }, icon("close")))));
  const add = () => {
    // A text with semicolons is several: that is how people write them in the file.
    const asked = input.value.split(";").map((each) => each.trim()).filter(Boolean);
    chosen = [...new Set([...chosen, ...asked])];
    input.value = "";
    draw();
  };
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !input.value.trim()) return;
    event.preventDefault();
    add();
  });
  draw();
  const one = field(label, input, hint, needed);
  one.append(h("button", { type: "button", class: "quiet", onclick: () => (add(), input.focus()) }, icon("plus"), "Add"));
  return {
    node: [one, suggestions(input, known), list],
    read: () => [...new Set([...chosen, ...input.value.split(";").map((each) => each.trim()).filter(Boolean)])].join("; "),
    focus: () => input.focus(),
  };
}

/** What a field takes, where its label and its list do not say it already. @param {Option} option @param {string} label */
function hintOf({ words, type }, label) {
  if (type === "some") return words.includes("none") ? sentence(words.slice(words.indexOf("none"))) : "";
  return words.toLowerCase() === label.toLowerCase() ? "" : sentence(words);
}

/** @param {string} said */
const sentence = (said) => said && `${said[0].toUpperCase()}${said.slice(1)}${said.endsWith(".") ? "" : "."}`;
