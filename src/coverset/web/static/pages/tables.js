/** People, places and calendar in tables: typed, marked, saved at once, with every mistake of theirs beside them. */

import { act, redo, undo } from "../core/act.js";
import { Refusal, get, post } from "../core/api.js";
import { fill, h, icon } from "../core/dom.js";
import { alarm, announce, note } from "../core/say.js";
import { catchUp } from "../core/socket.js";
import { on, state } from "../core/store.js";
import { count, difference, money } from "../core/words.js";
import { grid } from "./grid.js";
import { first, follow, ready } from "./live.js";
import { Pending } from "./pending.js";

const place = /** @type {HTMLElement} */ (document.querySelector("#tables"));
const wrong = /** @type {HTMLElement} */ (document.querySelector("#mistakes"));
const bar = /** @type {HTMLElement} */ (document.querySelector("#save"));
const key = place.dataset.table ?? "people";
const pending = new Pending();
/** What of the assumptions is about this table. @type {Record<string, RegExp>} */
const ABOUT = { people: /^(cast|people|resources)/, places: /^(bases|locations|travel)/, calendar: /^(calendar|units|day|prices)/ };

/** @type {any[]} */
let sections = [];
/** @type {import("./pending.js").Row[]} */
let rows = [];
/** The revision that whoever types has seen: it stays behind while somebody else's change of the same cell is undecided. */
let base = 0;
const hint = h("p", { class: "cell-hint", role: "status" });
let saving = false;

async function ask() {
  const [columns, table] = await Promise.all([get(`/api/tables/${key}/columns`), get(`/api/tables/${key}`)]);
  return { sections: columns.sections, rows: table.rows, revision: table.revision };
}

/** @param {any} news */
function take(news) {
  sections = news.sections;
  rows = news.rows;
  pending.meet(rows);
  if (!pending.conflicts.length) base = news.revision;
  draw();
}

function draw() {
  const at = /** @type {HTMLElement | null} */ (document.activeElement?.closest("td[data-key]"));
  const box = at?.closest("table")?.getAttribute("aria-label");
  // Somebody who is typing is not disturbed: what is new is drawn when the cell is left.
  if (at?.querySelector("input, select")) return tools();
  const added = /** @type {HTMLInputElement[]} */ ([...place.querySelectorAll(".add-row input")]).filter((field) => field.value || field === document.activeElement);
  const focused = document.activeElement?.id;
  const scrolled = [...place.querySelectorAll(".grid-box")].map((each) => each.scrollLeft);
  fill(place, sections.map((section) => grid(section, rows, pending, { changed: draw, told: (column) => fill(hint, column ? `${column.title}: ${column.hint || (column.choices.length ? column.choices.join(", ") : "text")}` : "") })), hint);
  [...place.querySelectorAll(".grid-box")].forEach((each, k) => (each.scrollLeft = scrolled[k] ?? 0));
  for (const { id, value } of added) {
    const field = /** @type {HTMLInputElement | null} */ (document.getElementById(id));
    if (field) field.value = value;
    if (id === focused) field?.focus({ preventScroll: true });
  }
  if (at && box) /** @type {HTMLElement | null} */ (place.querySelector(`table[aria-label="${CSS.escape(box)}"] td[data-id="${CSS.escape(at.dataset.id ?? "")}"][data-key="${CSS.escape(at.dataset.key ?? "")}"]`))?.focus({ preventScroll: true });
  tools();
}

function tools() {
  const board = state.board;
  fill(bar,
    board ? h("span", { class: "price" }, "Price ", h("strong", { id: "price" }, money(board.cost.total, board.currency))) : "",
    h("button", { type: "button", class: "strong", disabled: !pending.size || saving, onclick: save }, pending.size ? `Save ${count(pending.size, "change")}` : "Saved"),
    h("button", { type: "button", disabled: !pending.size, onclick: discard }, "Discard"),
    h("button", { type: "button", class: "quiet", disabled: !board?.undo, title: board?.undo ? `Undo: ${board.undo.what}` : null, onclick: () => undo() }, icon("undo"), "Undo"),
    h("button", { type: "button", class: "quiet", disabled: !board?.redo, title: board?.redo ? `Redo: ${board.redo.what}` : null, onclick: () => redo() }, icon("redo"), "Redo"));
}

function discard() {
  pending.clear();
  fill(wrong);
  draw();
  announce("What was not saved is discarded.");
}

async function save() {
  if (!pending.size || saving) return;
  const body = { base, rows: pending.changes() };
  const before = state.board?.cost.total ?? 0;
  saving = true;
  tools();
  try {
    await catchUp(await post(`/api/tables/${key}`, body));
    saved(before);
  } catch (trouble) {
    if (trouble instanceof Refusal && trouble.status === 422) refused(trouble);
    else if (trouble instanceof Refusal && trouble.status === 409 && trouble.answer.theirs) {
      if (await act(`/api/tables/${key}`, body)) saved(before);
    } else alarm(trouble);
  } finally {
    saving = false;
    tools();
  }
}

/** @param {number} before the price */
function saved(before) {
  pending.clear();
  fill(wrong);
  const board = state.board;
  const change = board ? board.cost.total - before : 0;
  note(`Saved.${change && board ? ` The price changes by ${difference(change, board.currency)}.` : ""}`, { action: { words: "Undo", run: () => undo() } });
  refresh();
}

/** Every mistake at once, each with the way to its cell. @param {Refusal} no */
function refused(no) {
  const mistakes = no.answer.mistakes ?? [{ sentence: no.message, table: "", id: "", key: "" }];
  pending.blame(mistakes);
  draw();
  fill(wrong, h("div", { class: "card mistakes" },
    h("h3", {}, icon("warn"), ` Nothing was saved: ${count(mistakes.length, "mistake")}`),
    h("ul", {}, mistakes.map((/** @type {any} */ each) => {
      const cell = () => /** @type {HTMLElement | null} */ (place.querySelector(`td[data-id="${CSS.escape(each.id)}"]${each.key ? `[data-key="${CSS.escape(each.key)}"]` : ""}`));
      return h("li", {}, each.sentence, each.id && cell() ? [" ", h("button", { type: "button", class: "quiet", onclick: () => cell()?.focus() }, "Go there")] : null);
    }))));
}

function assumptions() {
  const part = /** @type {HTMLElement} */ (document.querySelector("#assumptions"));
  const every = state.board?.assumptions ?? [];
  part.hidden = !every.length;
  const here = (/** @type {any} */ each) => ABOUT[key].test(each.subject.replaceAll("/", "."));
  const sorted = [...every].sort((one, other) => Number(here(other)) - Number(here(one)));
  fill(part, h("h3", { id: "assumptions-title" }, `Assumed, as nobody has said otherwise (${every.length})`),
    h("ul", { class: "assumed" }, sorted.map((each) => h("li", { class: here(each) ? "here" : "" }, h("span", { class: "badge" }, each.subject), " ", each.sentence, " ", h("span", { class: "soft" }, each.change)))),
    h("p", {}, h("a", { href: "/#assumptions" }, "Change them beside the board")));
}

const came = first();
const refresh = follow({ drawn: came.revision, ask, draw: take });
on("board", () => (tools(), assumptions()));
on("days", tools);
addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey)) return;
  const typing = event.target instanceof HTMLInputElement;
  if (event.key === "s") /** @type {HTMLElement | null} */ (document.activeElement)?.matches("td input, td select") && /** @type {HTMLElement} */ (document.activeElement).blur();
  if (event.key === "s") save();
  else if (event.key === "z" && !typing) event.shiftKey ? redo() : undo();
  else if (event.key === "y" && !typing) redo();
  else return;
  event.preventDefault();
});
addEventListener("beforeunload", (event) => pending.size && event.preventDefault());
take(came);
ready();
