/** What nobody has said yet and the plan therefore assumes: each in its sentence, and settled here or where it stands. */

import { act } from "../core/act.js";
import { get, post } from "../core/api.js";
import { fill, h, icon } from "../core/dom.js";
import { open as openPanel } from "../core/drawer.js";
import { alarm, attempt, note } from "../core/say.js";
import { on, state } from "../core/store.js";
import { count } from "../core/words.js";

/**
 * @typedef {{table: string, id: string, key: string, form: "date" | "week" | "money", words: string, value: any}} Field
 * @typedef {{subject: string, sentence: string, change: string, title: string, table: string, entered: boolean, fields: Field[]}} Assumed
 */

const WEEK = [["mon", "Mon"], ["tue", "Tue"], ["wed", "Wed"], ["thu", "Thu"], ["fri", "Fri"], ["sat", "Sat"], ["sun", "Sun"]];
const TABLES = { people: "Table of people", places: "Table of places", calendar: "Table of the calendar" };

/** The panel of the board's drawer. @param {HTMLElement} body */
export function open(body) {
  return show(body, true);
}

/**
 * The list, with fields to settle what can be settled here unless it is only to be read.
 * @param {HTMLElement} body
 * @param {boolean} editable
 * @returns {Promise<() => void>}
 */
export async function show(body, editable) {
  let drawn = "";
  const draw = async () => {
    /** @type {{assumptions: Assumed[]}} */
    const { assumptions: every } = await get("/api/assumptions");
    const said = JSON.stringify(every);
    if (said === drawn) return;
    drawn = said;
    const held = body.contains(document.activeElement);
    fill(
      body,
      h("p", { class: "soft", tabindex: "-1" }, every.length ? `${count(every.length, "value was", "values were")} not stated, so the plan takes these. What is worth most to put right stands first.` : "Nothing is assumed: the files state everything that the plan rests on."),
      h("ul", { class: "assumptions" }, every.map((each) => item(each, editable))),
      editable && every.length && h("div", { class: "buttons" }, h("button", { type: "button", onclick: again }, icon("plan"), "Plan again"), h("p", { class: "soft" }, "A change prices the board at once. Plan again to fit the shoot to it.")),
    );
    // What had the keyboard's place is settled and gone: its list takes it.
    if (held && !body.contains(document.activeElement)) /** @type {HTMLElement} */ (body.firstElementChild).focus();
  };
  if (state.board?.units.length) await attempt(draw);
  return on("board", (board) => board.units.length && attempt(draw));
}

/** @param {Assumed} each @param {boolean} editable */
function item(each, editable) {
  const { subject, sentence, change, title, table, entered } = each;
  const fields = editable ? each.fields.map((field) => made(subject, title, field)) : [];
  return h("li", { class: "card", data: { subject } },
    h("h3", {}, title), h("p", {}, sentence),
    editable && (fields.length || entered) ? h("div", { class: "settle" }, fields.map((field) => field.shown),
      fields.length ? h("button", { type: "button", onclick: () => settle(each, fields) }, "Change") : null,
      entered && h("button", { type: "button", class: "quiet", onclick: () => settle(each, []) }, icon("check"), "Right as it is")) : null,
    h("p", { class: "where" }, change && h("code", {}, change), editable && table ? h("a", { href: `/tables?table=${table}` }, TABLES[/** @type {keyof typeof TABLES} */ (table)]) : null));
}

/** @param {Assumed} each @param {ReturnType<typeof made>[]} fields */
async function settle({ subject, sentence, title }, fields) {
  const values = fields.map((field) => ({ table: field.of.table, id: field.of.id, key: field.of.key, value: field.value() }));
  if (values.some((one) => one.value === null)) return note("Say which value it is to be.");
  if (await act("/api/assumptions", { subject, sentence, values }, `${title} settled`)) {
    note(values.length ? `${title}: changed, and the board is priced anew.` : `${title}: kept as it is.`, values.length ? { action: { words: "Plan again", run: again } } : {});
  }
}

/** A field with the value that is assumed, and how it is read. @param {string} subject @param {string} title @param {Field} of */
function made(subject, title, of) {
  const id = `assumed-${`${subject}-${of.id}`.replace(/[^A-Za-z0-9]+/g, "-")}`;
  if (of.form === "week") {
    const boxes = WEEK.map(([key, word]) => ({ key, word, box: /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", checked: !(of.value ?? ["sat", "sun"]).includes(key) })) }));
    return {
      of,
      shown: h("fieldset", { class: "week" }, h("legend", { class: "unseen" }, "Days on which the company works"), boxes.map(({ box, word }) => h("label", {}, box, ` ${word}`))),
      value: () => (boxes.some(({ box }) => box.checked) ? boxes.filter(({ box }) => !box.checked).map(({ key }) => key) : null),
    };
  }
  const input = /** @type {HTMLInputElement} */ (h("input", of.form === "date" ? { id, type: "date", value: of.value ?? "" } : { id, type: "number", min: 0, step: "any", inputmode: "decimal", value: of.value ?? "" }));
  const words = of.form === "money" ? `${of.words}, ${state.board?.currency ?? ""} a day` : of.words;
  return {
    of,
    shown: h("p", { class: "field" }, h("label", { for: id, class: words === title ? "unseen" : "" }, words), input),
    value: () => (input.value === "" || !input.validity.valid ? null : of.form === "money" ? Number(input.value) : input.value),
  };
}

/** Another plan, beside the board: the panel of plans shows how it goes. */
async function again() {
  try {
    await post("/api/jobs", { kind: "plan" });
    await openPanel("plan");
  } catch (trouble) {
    alarm(trouble);
  }
}
