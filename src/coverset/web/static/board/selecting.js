/** Which strips are selected, by pointer; and which one the keyboard is on. */

import { on, select, shown, state } from "../core/store.js";
import { whenDrawn } from "./canvas.js";
import { elements, redress } from "./marks.js";
import { inOrder } from "./order.js";

let anchor = "";
/** The strips that Tab comes to: one on the days, one in the boneyard. */
const homes = { days: "", loose: "" };

/** Follow what is selected, and keep one strip of the board reachable by Tab. */
export function begin() {
  let was = new Set(state.selection);
  on("selection", (now) => {
    redress(new Set([...was, ...now]));
    was = new Set(now);
  });
  on("board", forgetGone);
  whenDrawn(keepHome);
  keepHome();
  document.querySelector("#main")?.addEventListener("focusin", (event) => {
    const task = taskOf(event.target);
    if (task) makeHome(task);
  });
}

function forgetGone() {
  const gone = [...state.selection].filter((task) => !(task in (shown()?.strips ?? {})));
  if (gone.length) select([...state.selection].filter((task) => !gone.includes(task)));
}

/** The strip that something of the page belongs to. @param {EventTarget | null} target @returns {string} */
export const taskOf = (target) => (target instanceof Element ? target.closest(".strip[data-task]")?.getAttribute("data-task") ?? "" : "");

/** @param {string} task @param {"days" | "loose"} [where] */
function makeHome(task, where = elements.get(task)?.closest(".boneyard") ? "loose" : "days") {
  const old = homes[where];
  homes[where] = task;
  if (old !== task && old !== homes.days && old !== homes.loose) elements.get(old)?.setAttribute("tabindex", "-1");
  // Even the same said again would have the browser lay the page out.
  const home = elements.get(task);
  if (home && home.tabIndex !== 0) home.tabIndex = 0;
}

/** After a drawing each of the two has a strip for Tab still. */
function keepHome() {
  const board = shown();
  if (!board) return;
  const loose = new Set(board.boneyard);
  const inBoard = (/** @type {string} */ task) => elements.get(task)?.isConnected && !loose.has(task);
  makeHome(inBoard(homes.days) ? homes.days : inOrder().find((task) => !loose.has(task)) ?? "", "days");
  makeHome(loose.has(homes.loose) ? homes.loose : board.boneyard[0] ?? "", "loose");
}

/** Put the keyboard on a strip. @param {string} task */
export function focusTask(task) {
  const strip = elements.get(task);
  if (!strip) return;
  makeHome(task);
  strip.focus({ preventScroll: true });
  strip.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** A click or a tap on a strip. @param {string} task @param {{add: boolean, through: boolean}} how */
export function choose(task, { add, through }) {
  if (through && anchor) {
    const order = inOrder();
    const [first, last] = [order.indexOf(anchor), order.indexOf(task)].sort((a, b) => a - b);
    select([...(add ? state.selection : []), ...order.slice(Math.max(0, first), last + 1)]);
    return;
  }
  anchor = task;
  if (!add) select(state.selection.size === 1 && state.selection.has(task) ? [] : [task]);
  else select(state.selection.has(task) ? [...state.selection].filter((each) => each !== task) : [...state.selection, task]);
}

/** The strips that a deed at this one is meant for: all that are selected when it is one of them. @param {string} task @returns {string[]} */
export const meant = (task) => (state.selection.has(task) ? [...state.selection] : [task]);
