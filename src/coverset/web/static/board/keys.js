/** The keyboard: from strip to strip, carrying them, and the shortcuts. */

import { redo, undo } from "../core/act.js";
import { h } from "../core/dom.js";
import { isOpen, open } from "../core/drawer.js";
import { note } from "../core/say.js";
import { select, shown, state } from "../core/store.js";
import { carryKey, carrying, pickUp } from "./carry.js";
import { boneyard, canvas, cellOf } from "./canvas.js";
import { dragging } from "./drag.js";
import { ask, askWhere } from "./dialogs.js";
import { elements } from "./marks.js";
import { dayMenu, pin, stripMenu } from "./menus.js";
import { refusal, sorted } from "./order.js";
import { choose, focusTask, meant, taskOf } from "./selecting.js";
import { step as zoom } from "./zoom.js";
import { focusSearch, nextMatch } from "./search.js";
import { toBoneyard } from "./drop.js";

export function begin() {
  document.querySelector("#main")?.addEventListener("keydown", (event) => onBoard(/** @type {KeyboardEvent} */ (event)));
  addEventListener("keydown", anywhere);
}

/** @param {KeyboardEvent} event */
function onBoard(event) {
  const task = taskOf(event.target);
  if (carrying()) {
    if (!event.ctrlKey && !event.metaKey && carryKey(event.key)) stop(event);
    return;
  }
  if (!task) return onHead(event);
  if (event.ctrlKey || event.metaKey || event.altKey) return withControl(event, task);
  const { key } = event;
  if (key === " ") pickUp(task);
  else if (key === "Enter") choose(task, { add: true, through: false });
  else if (key.startsWith("Arrow")) walk(task, key, event.shiftKey);
  else if (key === "Home" || key === "End") edge(task, key === "Home");
  else if (key === "PageUp" || key === "PageDown") otherUnit(task, key === "PageUp" ? -1 : 1);
  else if (key === "m" || key === "M" || key === "ContextMenu" || (key === "F10" && event.shiftKey)) stripMenu(task);
  else if (key === "w" || key === "W") void open("why", { task });
  else if (key === "p" || key === "P") void togglePin(task);
  else if (key === "g" || key === "G") guarded(task, askWhere);
  else if (key === "Delete" || key === "Backspace") guarded(task, toBoneyard);
  else return;
  stop(event);
}

/** @param {Event} event */
function stop(event) {
  event.preventDefault();
  event.stopPropagation();
}

/** @param {KeyboardEvent} event @param {string} task */
function withControl(event, task) {
  if (!event.ctrlKey && !event.metaKey) return;
  if (event.key === "Home" || event.key === "End") end(task, event.key === "Home");
  else if (event.key === "a" || event.key === "A") select(stripsNear(task));
  else return;
  stop(event);
}

/** @param {string} task @param {(tasks: string[]) => unknown} deed */
function guarded(task, deed) {
  const tasks = sorted(meant(task));
  const no = refusal(tasks);
  if (no) note(no);
  else deed(tasks);
}

/** @param {string} task */
function togglePin(task) {
  const tasks = sorted(meant(task));
  const all = tasks.every((each) => state.board?.strips[each]?.pinned);
  return pin(all ? tasks : tasks.filter((each) => !state.board?.strips[each]?.pinned), !all);
}

/** On a day's own button: down to its strips, sideways to other days. @param {KeyboardEvent} event */
function onHead(event) {
  const button = event.target instanceof Element ? event.target.closest(".head .name") : null;
  const cell = /** @type {HTMLElement | null} */ (button?.closest(".day") ?? null);
  if (!button || !cell) return;
  if (event.key === "ArrowDown") firstOf(cell)?.focus();
  else if (event.key === "ArrowLeft" || event.key === "ArrowRight") /** @type {HTMLElement | null} */ (beside(cell, event.key === "ArrowLeft" ? -1 : 1)?.querySelector(".name"))?.focus();
  else if (event.key === "m" || event.key === "M" || event.key === "ContextMenu") void dayMenu(cell, { x: button.getBoundingClientRect().left, y: button.getBoundingClientRect().bottom });
  else return;
  stop(event);
}

/** @param {Element} cell @returns {HTMLElement | null} */
const firstOf = (cell) => cell.querySelector(".strip[data-task]");

/** The next day with strips on one side. @param {HTMLElement} cell @param {number} by */
function beside(cell, by) {
  /** @type {Element | null} */
  let next = cell;
  do next = by < 0 ? next.previousElementSibling : next.nextElementSibling;
  while (next && !(next.classList.contains("used") && firstOf(next)));
  return /** @type {HTMLElement | null} */ (next);
}

/** @param {string} task @returns {string[]} */
function stripsNear(task) {
  const list = elements.get(task)?.parentElement;
  return [...(list?.querySelectorAll(".strip[data-task]") ?? [])].map((each) => /** @type {HTMLElement} */ (each).dataset.task ?? "");
}

/** @param {string} task @param {string} key @param {boolean} through */
function walk(task, key, through) {
  const strip = elements.get(task);
  const cell = /** @type {HTMLElement | null} */ (strip?.closest(".day, .boneyard"));
  if (!strip || !cell) return;
  const near = stripsNear(task);
  const at = near.indexOf(task);
  const upright = canvas.dataset.view === "strips" || cell === boneyard;
  const along = upright ? { ArrowLeft: -1, ArrowRight: 1 }[key] : { ArrowUp: -1, ArrowDown: 1 }[key];
  let to = "";
  if (along !== undefined) {
    to = near[at + along] ?? "";
    if (!to && upright && cell !== boneyard) to = ends(beside(cell, along), along < 0);
    if (!to && !upright && along < 0) return /** @type {HTMLElement | null} */ (cell.querySelector(".head .name"))?.focus();
    if (!to && !upright && along > 0) return otherUnit(task, 1);
  } else if (upright) return key === "ArrowUp" ? otherUnit(task, -1) : otherUnit(task, 1);
  else {
    const next = beside(cell, key === "ArrowLeft" ? -1 : 1);
    const there = next ? [...next.querySelectorAll(".strip[data-task]")] : [];
    to = /** @type {HTMLElement | undefined} */ (there[Math.min(at, there.length - 1)])?.dataset.task ?? "";
  }
  if (!to) return;
  if (through) choose(to, { add: true, through: state.selection.size > 0 });
  focusTask(to);
}

/** The first or the last strip of a day. @param {HTMLElement | null} cell @param {boolean} last */
function ends(cell, last) {
  const strips = cell?.querySelectorAll(".strip[data-task]");
  return strips?.length ? /** @type {HTMLElement} */ (strips[last ? strips.length - 1 : 0]).dataset.task ?? "" : "";
}

/** @param {string} task @param {boolean} first */
function edge(task, first) {
  const near = stripsNear(task);
  focusTask(near[first ? 0 : near.length - 1] ?? task);
}

/** The unit's first or last strip. @param {string} task @param {boolean} first */
function end(task, first) {
  const row = elements.get(task)?.closest(".unit, .boneyard");
  const strips = row?.querySelectorAll(".strip[data-task]");
  if (strips?.length) focusTask(/** @type {HTMLElement} */ (strips[first ? 0 : strips.length - 1]).dataset.task ?? "");
}

/** To the unit above or below, at the same date or the nearest. @param {string} task @param {number} by */
function otherUnit(task, by) {
  const board = shown();
  const stands = board?.days.find((each) => each.strips.includes(task));
  const units = board?.units ?? [];
  const from = stands ? units.findIndex((unit) => unit.id === stands.unit) : units.length;
  for (let k = from + by; k >= 0 && k < units.length; k += by) {
    const days = board?.days.filter((each) => each.unit === units[k].id && each.strips.some((strip) => typeof strip === "string")) ?? [];
    if (!days.length) continue;
    const near = days.reduce((best, each) => (gap(each.day, stands?.day) < gap(best.day, stands?.day) ? each : best));
    return focusTask(ends(cellOf(units[k].id, near.day) ?? null, false));
  }
  if (by > 0 && board?.boneyard.length) focusTask(board.boneyard[0]);
}

/** @param {string} a @param {string | undefined} b */
const gap = (a, b) => (b ? Math.abs(Date.parse(a) - Date.parse(b)) : 0);

/** @param {KeyboardEvent} event */
function anywhere(event) {
  const typing = event.target instanceof Element && event.target.closest("input, select, textarea, dialog, [contenteditable]");
  const { key } = event;
  if (event.ctrlKey || event.metaKey) {
    if (typing && !(key === "f" || key === "F")) return;
    if (key === "z" || key === "Z") void (event.shiftKey ? redo() : undo());
    else if (key === "y" || key === "Y") void redo();
    else if ((key === "f" || key === "F") && !event.shiftKey) focusSearch();
    else return;
    return event.preventDefault();
  }
  if (typing || event.altKey || event.defaultPrevented || dragging() || carrying()) return;
  if (key === "?") sheet();
  else if (key === "+" || key === "=") zoom(1);
  else if (key === "-") zoom(-1);
  else if (key === "/") focusSearch();
  else if (key === "n" || key === "N") nextMatch(event.shiftKey ? -1 : 1);
  else if (key === "Escape" && state.selection.size && !isOpen()) select([]);
  else return;
  event.preventDefault();
}

const KEYS = [
  ["Arrows", "from strip to strip; up from the first to the day itself"],
  ["Home, End", "first, last of the day; with Ctrl of the unit"],
  ["Page up, page down", "the unit above, below"],
  ["Space", "pick up; arrows carry, Space or Enter drops, Escape puts back"],
  ["Enter", "select; Shift and arrows select more; Ctrl A the whole day"],
  ["M", "menu of the strip or the day"],
  ["W", "why here?"],
  ["P", "pin, let go"],
  ["G", "move to a date"],
  ["Delete", "to the boneyard; B while carrying"],
  ["Ctrl Z, Ctrl Shift Z", "take back, bring back"],
  ["/ or Ctrl F", "search; N, Shift N next and previous match"],
  ["+ and -", "closer, farther"],
  ["Escape", "put back, select nothing, close"],
  ["?", "this sheet"],
];

/** The sheet of keys. */
export function sheet() {
  if (document.querySelector("dialog[open]")) return;
  ask("Keys of the board", [h("dl", { class: "keys" }, KEYS.map(([key, words]) => h("div", {}, h("dt", {}, h("kbd", {}, key)), h("dd", {}, words))))], "Close", () => true, undefined, true);
}
