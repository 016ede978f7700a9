/** The bar above the board: what it comes to, taking back, view and zoom, colours, keys. */

import { redo, undo } from "../core/act.js";
import { fill, h, icon } from "../core/dom.js";
import { isOpen, open } from "../core/drawer.js";
import { on, shown, state } from "../core/store.js";
import { count, date, difference, money } from "../core/words.js";
import { sheet } from "./keys.js";
import { legend } from "./legend.js";
import { tools as searchTools } from "./search.js";
import { tools as zoomTools } from "./zoom.js";

const facts = /** @type {HTMLElement} */ (document.querySelector("#facts"));
const undoButton = h("button", { type: "button", onclick: () => undo() }, icon("undo"), h("span", { class: "turn" }, "Undo"));
const redoButton = h("button", { type: "button", onclick: () => redo() }, icon("redo"), h("span", { class: "turn" }, "Redo"));

const nothing = h("p", { class: "unplanned", hidden: true }, "No strip has a date yet. ",
  h("button", { type: "button", class: "strong", onclick: () => void open("plan") }, icon("plan"), "Find a plan"),
  " or drag strips from the boneyard onto dates.");

export function begin() {
  document.querySelector("#canvas")?.before(nothing);
  const bar = document.querySelector("#tools");
  bar?.append(
    h("div", { class: "group", role: "group", "aria-label": "Taking back" }, undoButton, redoButton),
    ...zoomTools(),
    ...searchTools(),
    legend(),
    h("button", { type: "button", class: "quiet bare keys-button", "aria-label": "Keys of the board", title: "Keys (?)", onclick: sheet }, "?"),
  );
  for (const topic of /** @type {const} */ (["board", "days", "foreseen", "preview"])) on(topic, write);
  write();
}

/** What the bar says now. */
let written = "";

function write() {
  const board = shown();
  if (!board) return;
  const wrong = board.findings.filter((each) => each.severity === "error" || each.severity === "conflict").length;
  const dates = new Set(board.days.map((each) => each.day)).size;
  const before = state.preview ? state.board?.cost.total : undefined;
  const more = before !== undefined && board.cost.total !== before ? difference(board.cost.total - before, board.currency) : "";
  const now = [board.cost.total, more, board.days.length, dates, wrong, board.boneyard.length, board.currency].join(" ");
  if (now !== written) fill(facts,
    fact("Price", money(board.cost.total, board.currency), more && h("span", { class: `badge ${board.cost.total < (before ?? 0) ? "saving" : "alarming"}` }, more)),
    fact("Dates", String(dates), h("span", { class: "soft" }, count(board.days.length, "unit-day"))),
    fact(wrong === 1 ? "Conflict" : "Conflicts", h("button", { type: "button", class: `quiet bare count${wrong ? " alarming" : ""}`, title: "Open the list", onclick: () => isOpen() !== "findings" && void open("findings") }, String(wrong))),
    fact("Not placed", String(board.boneyard.length)));
  written = now;
  nothing.hidden = board.days.length > 0;
  turn(undoButton, "Undo", board.undo);
  turn(redoButton, "Redo", board.redo);
}

/** @param {string} name @param {string | Node} value @param {...any} more */
const fact = (name, value, ...more) => h("div", {}, h("dt", {}, name), h("dd", {}, value, more.map((each) => each && [" ", each])));

/** @param {HTMLElement} button @param {string} word @param {any} deed */
function turn(button, word, deed) {
  const what = deed ? plain(String(deed.what)) : "";
  const title = what ? `${word}: ${what}` : `Nothing to ${word.toLowerCase()}`;
  button.toggleAttribute("disabled", !deed || Boolean(state.preview));
  if (button.title === title) return;
  button.title = title;
  button.setAttribute("aria-label", button.title);
  const words = button.querySelector(".turn");
  if (words) fill(/** @type {HTMLElement} */ (words), word, what && h("small", {}, what));
}

/** Dates as people say them. @param {string} what */
const plain = (what) => what.replace(/\d{4}-\d{2}-\d{2}/g, (iso) => date(iso).replace(/ \d{4}$/, ""));
