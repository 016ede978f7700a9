/** What nobody has said yet and the plan therefore assumes: each in its sentence, and changed here or where it stands. */

import { act } from "../core/act.js";
import { get, post } from "../core/api.js";
import { fill, h, icon } from "../core/dom.js";
import { open as openPanel } from "../core/drawer.js";
import { alarm, note } from "../core/say.js";
import { on, state } from "../core/store.js";
import { count } from "../core/words.js";

/** @typedef {{subject: string, sentence: string, change: string}} Assumption */

/** Those that move the price or the dates most come first; what a script's pages are measured by comes last. */
const WORTH = ["calendar.start_date", "cast.rate", "units", "calendar.end_date", "calendar.days_off", "scenes.minutes", "locations", "bases", "production.kind", "stunts", "films"];

const TITLES = {
  "calendar.start_date": "First day of the shoot",
  "calendar.end_date": "Last date",
  "calendar.days_off": "Working week",
  "cast.rate": "Day rates of the cast",
  units: "Price of a shooting day",
  "units.day_cost": "Price of a shooting day",
  "units.day.longest": "Longest day",
  "scenes.minutes": "How long scenes take",
  "scenes.location": "Where scenes are shot",
  locations: "Locations",
  bases: "Where the company stays",
  "production.kind": "Kind of production",
  films: "Pages",
  "stunts.as_of": "Date of the stunt record",
  "cast.holding": "Holding and dropping",
};

const WEEK = [["mon", "Mon"], ["tue", "Tue"], ["wed", "Wed"], ["thu", "Thu"], ["fri", "Fri"], ["sat", "Sat"], ["sun", "Sun"]];

/** The tables of the page of tables, and what is assumed of each. @type {[RegExp, string, string][]} */
const TABLES = [
  [/^(cast|people)/, "people", "the table of people"],
  [/^(locations|bases)/, "places", "the table of places"],
  [/^(calendar|units|day)/, "calendar", "the table of the calendar"],
];

/** A subject as the folder's own reader words it; boards write it with slashes. @param {string} subject */
const plain = (subject) => subject.replaceAll("/", ".").replaceAll(".*", "").replace(/^people\b/, "cast");

/** @param {string} subject */
function worth(subject) {
  const at = WORTH.findIndex((each) => subject === each || subject.startsWith(`${each}.`));
  return at < 0 ? WORTH.length - 1.5 : at;
}

/** @param {string} subject */
const titled = (subject) => TITLES[/** @type {keyof typeof TITLES} */ (subject)] ?? TITLES[/** @type {keyof typeof TITLES} */ (subject.split(".")[0])] ?? "Assumed";

/**
 * The panel of the board's drawer.
 * @param {HTMLElement} body
 */
export function open(body) {
  return show(body, true);
}

/**
 * The list, with fields to change what can be changed here unless it is only to be read.
 * @param {HTMLElement} body
 * @param {boolean} editable
 * @returns {() => void}
 */
export function show(body, editable) {
  let drawn = "";
  const draw = () => {
    const board = state.board;
    const said = JSON.stringify([board?.assumptions ?? null, editable && board?.dates]);
    if (said === drawn) return;
    drawn = said;
    const every = [...(board?.assumptions ?? [])].map((each) => ({ ...each, subject: plain(each.subject) })).sort((a, b) => worth(a.subject) - worth(b.subject));
    fill(
      body,
      h("p", { class: "soft" }, every.length ? `${count(every.length, "value was", "values were")} not stated, so the plan takes these. What is worth most to put right stands first.` : "Nothing is assumed: the files state everything that the plan rests on."),
      h("ul", { class: "assumptions" }, every.map((each) => h("li", { class: "card", data: { subject: each.subject } }, h("h3", {}, titled(each.subject)), h("p", {}, each.sentence), editable && field(each), where(each, editable)))),
      editable && every.length && h("div", { class: "buttons" }, h("button", { type: "button", onclick: again }, icon("plan"), "Plan again"), h("p", { class: "soft" }, "A change prices the board at once. Plan again to fit the shoot to it.")),
    );
  };
  draw();
  const lets = [on("board", draw)];
  return () => lets.forEach((let_) => let_());
}

/** Where it stands in the files, and the table in which it can be changed. @param {Assumption} each @param {boolean} linked */
function where({ subject, change }, linked) {
  const table = linked && TABLES.find(([is]) => is.test(subject));
  return h("p", { class: "where" }, change && h("code", {}, change), table ? [" ", h("a", { href: `/tables#${table[1]}` }, `Open ${table[2]}`)] : null);
}

/** The field of an assumption that one value changes. @param {Assumption} each */
function field({ subject }) {
  const board = state.board;
  if (!board) return null;
  const id = `assumed-${subject.replaceAll(".", "-")}`;
  if (subject === "calendar.start_date" || subject === "calendar.end_date") {
    const key = subject.slice("calendar.".length);
    const input = /** @type {HTMLInputElement} */ (h("input", { id, type: "date", required: true, value: (key === "start_date" ? board.dates.first : board.dates.last) ?? "" }));
    return asked(id, "Another date", input, () => (input.value ? { table: "calendar", id: "calendar", cells: { [key]: input.value } } : null));
  }
  if (subject === "calendar.days_off") {
    const boxes = WEEK.map(([key, word]) => /** @type {[string, HTMLInputElement, string]} */ ([key, h("input", { type: "checkbox", checked: key !== "sat" && key !== "sun" }), word]));
    return h("fieldset", { class: "week" }, h("legend", { class: "unseen" }, "Days on which the company works"), h("div", { class: "boxes" }, boxes.map(([, box, word]) => h("label", {}, box, ` ${word}`))),
      button(() => {
        const off = boxes.filter(([, box]) => !box.checked).map(([key]) => key);
        return off.length < WEEK.length ? { table: "calendar", id: "calendar", cells: { days_off: off } } : null;
      }));
  }
  if (subject === "units" && board.units.length === 1) {
    const input = /** @type {HTMLInputElement} */ (h("input", { id, type: "number", min: 0, step: 100, inputmode: "numeric", placeholder: "30000" }));
    return asked(id, `${board.currency} a day`, input, () => (input.value && Number(input.value) >= 0 ? { table: "units", id: board.units[0].id, cells: { day_cost: Number(input.value) } } : null));
  }
  return null;
}

/** @param {string} id @param {string} words @param {HTMLInputElement} input @param {() => any} made */
const asked = (id, words, input, made) => h("div", { class: "field put" }, h("label", { for: id }, words), input, button(made));

/** @param {() => {table: string, id: string, cells: Record<string, any>} | null} made */
function button(made) {
  return h("button", { type: "button", onclick: async () => {
    const row = made();
    if (!row) return note("Say which value it is to be.");
    const done = await act("/api/tables/calendar", { rows: [row] }, "Changed");
    if (done) note("Changed, and the board is priced anew.", { action: { words: "Plan again", run: again } });
  } }, "Change");
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

/** Whether there is anything to look at: other pages may say so. */
export async function known() {
  return (state.board ?? (await get("/api/board"))).assumptions.length;
}
