/** Strips go where the hand lets go of them: at once on the page, and then on the server, or back. */

import { editAll, pending } from "../core/act.js";
import { move } from "../core/dom.js";
import { announce } from "../core/say.js";
import { foresee, keyOf, places, state, unforesee } from "../core/store.js";
import { day as said, money } from "../core/words.js";
import { cellOf, drawAgain } from "./canvas.js";
import { elements } from "./marks.js";
import { list, rank, unchanged } from "./order.js";

/** @typedef {import("./order.js").Place} Place */

/**
 * Move strips. True when they stand there now.
 * @param {string[]} tasks in the order of the board
 * @param {Place} place
 * @param {Record<string, any>} [then] what the server has said that this will make otherwise
 * @returns {Promise<boolean>}
 */
export async function drop(tasks, place, then) {
  const board = state.board;
  if (!board) return false;
  if (unchanged(tasks, place)) {
    announce("Put back where it was.");
    return false;
  }
  const stood = places(board);
  const touched = [keyOf(place.unit, place.day ?? ""), ...tasks.map((task) => stood.get(task)).filter((each) => each !== undefined).map((each) => keyOf(each.unit, each.day))];
  // What is moved in the page loses the keyboard; it gets it back once everything is painted.
  const focused = document.activeElement?.closest(".strip")?.getAttribute("data-task");
  const before = board.cost.total;
  const where = place.day ? `to ${said(place.day)}, ${rank(place.at, place.of, tasks.length)}` : "to the boneyard";
  // The server is asked first: it is at work while the page draws.
  const alone = !pending();
  const asked = editAll(tasks.map((task) => ({ edit: "move", task, unit: place.day ? place.unit : "", day: place.day, before: place.before })));
  show(tasks, place);
  if (then && alone) foresee(then);
  const done = await asked;
  if (focused) setTimeout(() => document.activeElement === document.body && elements.get(focused)?.focus({ preventScroll: true }), 60);
  if (!done) {
    unforesee();
    drawAgain(touched);
    return false;
  }
  const now = state.board;
  if (now) announce(`${list(tasks)} ${where}. ${priceWords(now.cost.total - before, now.currency)}`);
  return true;
}

/** @param {number} change @param {string} currency */
const priceWords = (change, currency) => (change ? `The price is ${money(Math.abs(change), currency)} ${change > 0 ? "higher" : "lower"}.` : "The price is the same.");

/** What the board looks like once the server has said yes; until then it is only shown. @param {string[]} tasks @param {Place} place */
function show(tasks, place) {
  const cell = place.day === null ? document.querySelector("#boneyard") : cellOf(place.unit, place.day);
  const into = cell?.querySelector(":scope > .strips");
  if (!into) {
    cell?.classList.add("landing");
    return;
  }
  // What stands elsewhere on the page by now is no neighbour.
  const near = elements.get(place.before);
  const next = near?.parentElement === into ? near : null;
  for (const task of tasks) {
    const strip = elements.get(task);
    if (!strip) continue;
    strip.classList.add("landing");
    move(into, strip, next);
  }
}

/** Put strips into the boneyard. @param {string[]} tasks */
export const toBoneyard = (tasks) => drop(tasks, { unit: "", day: null, before: "", at: (state.board?.boneyard.length ?? 0) + 1, of: (state.board?.boneyard.length ?? 0) + tasks.length });

