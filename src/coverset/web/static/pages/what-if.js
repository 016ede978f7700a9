/** What would go stale: facts of a beat are tried otherwise, and what that does is said before anything is changed. */

import { question } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { announce } from "../core/say.js";
import { changes } from "./beat.js";
import { badge, mark } from "./states.js";

const PATIENCE = 300;

/** A value as the interface takes it in one line, whatever is in it. @param {string} value */
const quoted = (value) => `'${value.replaceAll("'", "'\"'\"'")}'`;

/**
 * @param {HTMLElement} place @param {any} whole @param {any} data
 * @param {(facts: Record<string, string>, why: string) => Promise<boolean>} write
 */
export function whatIf(place, whole, data, write) {
  let beat = whole;
  let news = data;
  let turn = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let patience;
  const answer = h("div", { class: "answer", hidden: true, tabindex: "0", role: "region", "aria-label": "What the change would do" });
  const why = /** @type {HTMLInputElement} */ (h("input", { id: "why-change", type: "text", maxlength: 400 }));
  const keep = h("button", { type: "button", class: "strong", disabled: true, onclick: record }, "Change it in stunts.toml");
  const back = h("button", { type: "button", disabled: true, onclick: () => (restore(), look()) }, "Put back");
  const first = h("div", { class: "facts-form" });
  const more = h("div", { class: "facts-form" });
  const form = h("form", { class: "card what-if", "aria-labelledby": "what-if-title", onsubmit: (/** @type {Event} */ event) => event.preventDefault() },
    h("h3", { id: "what-if-title" }, "What would go stale?"),
    h("p", { class: "soft" }, "Try a fact otherwise. Nothing is changed until you say so."),
    first, h("details", {}, h("summary", {}, "More: hazards, crew, gear, strips"), more), answer,
    h("p", { class: "field" }, h("label", { for: "why-change" }, "Why it changes (goes into the record)"), why),
    h("div", { class: "buttons" }, keep, back));
  fill(place, form);
  form.addEventListener("input", (event) => {
    if (event.target === why) return;
    clearTimeout(patience);
    patience = setTimeout(look, PATIENCE);
  });

  const fields = () => /** @type {(HTMLInputElement | HTMLSelectElement)[]} */ ([...form.querySelectorAll("[data-fact]")]);
  const changed = () => Object.fromEntries(fields().filter((field) => field.value.trim() !== beat.facts[field.dataset.fact ?? ""]).map((field) => [field.dataset.fact ?? "", field.value.trim()]));
  /** @param {string} key */
  const recorded = (key) => news.fields.find((/** @type {any} */ field) => field.key === key)?.fact || key === "present";

  function restore() {
    for (const field of fields()) field.value = beat.facts[field.dataset.fact ?? ""];
  }

  async function look() {
    const mine = ++turn;
    const facts = changed();
    const keys = Object.keys(facts);
    for (const field of fields()) field.closest(".field")?.classList.toggle("tried", (field.dataset.fact ?? "") in facts);
    back.toggleAttribute("disabled", !keys.length);
    keep.toggleAttribute("disabled", !keys.length || !keys.every(recorded));
    answer.hidden = !keys.length;
    if (!keys.length) {
      fill(answer);
      return;
    }
    try {
      const said = [quoted(beat.id), ...keys.map((key) => `${key}=${quoted(facts[key])}`)].join(" ");
      const found = await question("/api/stale", { edit: said, on: news.on });
      if (mine !== turn) return;
      fill(answer, told(found, keys.filter((key) => !recorded(key))));
      announce(`${found.goes_stale.length || "No"} evidence would go stale.`);
    } catch (trouble) {
      if (mine !== turn) return;
      keep.setAttribute("disabled", "");
      fill(answer, h("p", { class: "alarming" }, trouble instanceof Error ? trouble.message : String(trouble)));
    }
  }

  async function record() {
    const facts = changed();
    if (await write(facts, why.value.trim())) {
      why.value = "";
      Object.assign(beat.facts, facts);
      look();
    }
  }

  return {
    /** @param {any} now @param {any} page */
    renew(now, page) {
      const kept = fields().length ? changed() : {};
      [beat, news] = [now, page];
      fill(first, page.fields.filter((/** @type {any} */ field) => field.fact).map((/** @type {any} */ field) => control(field, now)));
      fill(more, page.fields.filter((/** @type {any} */ field) => !field.fact).map((/** @type {any} */ field) => control(field, now)));
      for (const field of fields()) {
        const key = field.dataset.fact ?? "";
        field.value = kept[key] ?? now.facts[key];
      }
      look();
    },
    mayClose: () => !Object.keys(changed()).length || confirm("What was tried on this beat is not written. Leave it?"),
  };
}

/** @param {any} field @param {any} beat */
function control(field, beat) {
  const id = `fact-${field.key}`;
  const known = field.known.length && field.kind !== "list" ? `known-${field.key}` : null;
  const made = field.kind === "yes"
    ? h("select", { id, data: { fact: field.key } }, ["yes", "no"].map((word) => h("option", { value: word }, word)))
    : h("input", { id, type: "text", inputmode: field.kind === "number" ? "numeric" : null, list: known, maxlength: 800, data: { fact: field.key }, placeholder: "not known", autocomplete: "off" });
  return h("p", { class: field.key === "path" || field.key === "action" || field.kind === "list" ? "field long" : "field" }, h("label", { for: id }, words(field), field.kind === "list" ? h("span", { class: "hint" }, " (several, with ; between)") : null), made,
    known ? h("datalist", { id: known }, field.known.slice(0, 60).map((/** @type {string} */ each) => h("option", { value: each }))) : null,
    field.kind === "list" && field.known.length && field.known.length <= 40 ? h("span", { class: "hint" }, `Known: ${field.known.join("; ")}`) : null);
}

/** @param {any} field */
const words = (field) => `${field.words.charAt(0).toUpperCase()}${field.words.slice(1)}`;

/** What the change would do. @param {any} found @param {string[]} unrecorded */
function told(found, unrecorded) {
  const lost = found.goes_stale;
  return [
    h("p", {}, "The beat is ", badge(found.before), found.before === found.status ? " and would stay so." : [" and would be ", badge(found.status), "."]),
    lost.length
      ? [h("h4", { class: "alarming" }, `Would go stale: ${lost.length}`), h("ul", {}, lost.map((/** @type {any} */ each) => h("li", {}, h("strong", {}, each.evidence), ` for ${each.requirement.replaceAll("_", " ")}${each.beat === found.beat ? "" : ` of ${each.beat}`}: ${changes(each.changes)}`, each.told.length ? h("span", { class: "soft" }, `. To be told: ${each.told.join(", ")}`) : null)))]
      : h("p", {}, "No evidence would go stale."),
    found.holds_again.length ? [h("h4", { class: "saving" }, "Would hold again"), h("ul", {}, found.holds_again.map((/** @type {any} */ each) => h("li", {}, `${each.evidence} for ${each.requirement.replaceAll("_", " ")}`)))] : null,
    found.requirements.length ? [h("h4", {}, `Requirements that would change: ${found.requirements.length}`), h("ul", { class: "turns" }, found.requirements.map((/** @type {any} */ each) => h("li", {}, `${each.requirement.replaceAll("_", " ")}: `, mark(each.before), " → ", mark(each.after), each.reason ? h("span", { class: "soft" }, ` ${each.reason}`) : null)))] : null,
    unrecorded.length ? h("p", { class: "soft" }, `${unrecorded.map((key) => key.replaceAll("_", " ")).join(", ")}: changed in stunts.toml by hand, not from here.`) : null,
  ];
}
