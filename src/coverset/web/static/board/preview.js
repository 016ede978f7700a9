/** A board that is only shown: a bar above it says what it is, and asks whether it is kept. */

import { fill, h, icon } from "../core/dom.js";
import { alarm, announce } from "../core/say.js";
import { on, select, showPreview, state } from "../core/store.js";
import { count, difference } from "../core/words.js";
import { marks, redress } from "./marks.js";
import { refill } from "./refill.js";
import { flash, scrollToTask } from "./show.js";

const MOST = 60;
const bar = /** @type {HTMLElement} */ (document.querySelector("#preview-bar"));
let at = -1;
let said = "";

export function begin() {
  on("preview", write);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.preview && !event.defaultPrevented && !(event.target instanceof Element && event.target.closest("dialog, .drawer, input, select, textarea"))) showPreview(null);
  });
  if (state.preview) write(state.preview);
}

/** Before the board is drawn: which strips it moves. The drawing itself marks them. @param {import("../core/store.js").Preview | null} preview */
export function mark(preview) {
  const before = marks.moved;
  marks.moved = new Set(preview?.moved ?? []);
  redress(new Set([...before, ...marks.moved]));
}

/** @param {import("../core/store.js").Preview | null} preview */
function write(preview) {
  bar.hidden = !preview;
  document.body.classList.toggle("previewing", Boolean(preview));
  if (!preview) {
    fill(bar);
    said = "";
    return;
  }
  if (state.selection.size) select([]);
  at = -1;
  const change = preview.board.cost.total - (state.board?.cost.total ?? 0);
  const diff = preview.diff ?? [];
  const keep = preview.keep;
  refill(bar,
    h("p", { class: "preview-title" }, h("b", {}, "Preview: "), preview.title, " ",
      h("span", { class: `badge ${change < 0 ? "saving" : change > 0 ? "alarming" : ""}` }, change ? `${difference(change, preview.board.currency)} ${change < 0 ? "cheaper" : "dearer"}` : "same price"), " ",
      h("span", { class: "soft" }, count(preview.moved.length, "strip"), " moved")),
    diff.length > 0 && h("details", { class: "menu diff" }, h("summary", {}, icon("compare"), ` ${count(diff.length, "difference")}`),
      h("div", { class: "settings-body" }, h("ul", {}, diff.slice(0, MOST).map((each) => h("li", {}, each)), diff.length > MOST && h("li", {}, `and ${diff.length - MOST} more`)))),
    preview.moved.length > 0 && h("button", { type: "button", onclick: () => next(preview.moved) }, icon("right"), "Next moved strip"),
    h("span", { class: "gap" }),
    keep && h("button", { type: "button", class: "strong", onclick: (/** @type {MouseEvent} */ event) => kept(keep, /** @type {HTMLButtonElement} */ (event.currentTarget)) }, icon("check"), preview.keepWords ?? "Keep"),
    h("button", { type: "button", onclick: () => showPreview(null) }, "Back to the board"));
  // A board that settles is shown again and again; it is announced once.
  if (said !== preview.title) announce(`Preview: ${preview.title}. ${count(preview.moved.length, "strip")} moved. Editing is off.`);
  said = preview.title;
}

/** @param {string[]} moved */
function next(moved) {
  at = (at + 1) % moved.length;
  scrollToTask(moved[at]);
  flash([moved[at]]);
}

/** @param {() => Promise<void>} keep @param {HTMLButtonElement} button */
async function kept(keep, button) {
  button.disabled = true;
  const was = state.preview;
  try {
    await keep();
    if (state.preview === was) showPreview(null);
  } catch (trouble) {
    alarm(trouble);
    button.disabled = false;
  }
}
