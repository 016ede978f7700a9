/** The board on the page: adopted as the server painted it, then drawn anew day by day, only where something differs. */

import { fill, move } from "../core/dom.js";
import { keyOf, on, shown } from "../core/store.js";
import { columns, title } from "./columns.js";
import { dayClass, drawDay, drawFree, drawInside, drawOff, drawStrip, drawTop, drawUnit, freeClass, offClass, unitWords } from "./draw.js";
import { dress, elements } from "./marks.js";

/** @typedef {import("../core/store.js").Board} Board */
/** @typedef {import("../core/store.js").Day} Day */
/** @typedef {import("./columns.js").Column} Column */

const main = /** @type {HTMLElement} */ (document.querySelector("#main"));
export const canvas = /** @type {HTMLElement} */ (document.querySelector("#canvas"));
export const boneyard = /** @type {HTMLElement} */ (document.querySelector("#boneyard"));
const loose = /** @type {HTMLElement} */ (boneyard.querySelector(".strips"));

/** Each unit's row: its element, and the element of every column by key. @type {Map<string, {row: HTMLElement, cells: Map<string, HTMLElement>}>} */
const rows = new Map();
/** What each unit-day looked like when it was drawn. @type {Map<string, {day: Day, strips: Board["strips"]}>} */
const drawn = new Map();
/** A boneyard that is like no other, so that the next is drawn. @type {{tasks: string[], strips: Board["strips"]}} */
const NONE = { tasks: [], strips: {} };
let yard = NONE;
/** @type {Set<() => void>} */
const hearers = new Set();
let whole = false;
let still = false;
let missed = false;

/** While strips are in hand the board does not change under them; what came meanwhile is drawn afterwards. @param {boolean} wanted */
export function holdStill(wanted) {
  still = wanted;
  if (!still && missed) draw();
}

/** Hear when the board has been drawn anew. @param {() => void} hear */
export const whenDrawn = (hear) => hearers.add(hear);

/** The element of a unit's date. @param {string} unit @param {string} day @returns {HTMLElement | undefined} */
export const cellOf = (unit, day) => rows.get(unit)?.cells.get(day);

/** Draw strips with all that is known of them, or briefly. @param {boolean} wanted */
export function drawWhole(wanted) {
  if (whole === wanted) return;
  whole = wanted;
  drawn.clear();
  yard = NONE;
  draw();
}

/** Take over what the server painted, when it is of the board that is here; draw the rest; and follow what changes. */
export function begin() {
  const board = shown();
  if (board && canvas.dataset.revision === String(board.revision)) adopt(board);
  draw();
  on("board", draw);
  on("days", draw);
  on("foreseen", draw);
  on("preview", draw);
}

/** @param {Board} board */
function adopt(board) {
  const days = new Map(board.days.map((each) => [keyOf(each.unit, each.day), each]));
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (canvas.querySelectorAll(".unit"))) {
    const unit = row.dataset.unit ?? "";
    const cells = new Map();
    for (const cell of /** @type {NodeListOf<HTMLElement>} */ (row.querySelectorAll(".days > *"))) {
      cells.set(cell.dataset.day ?? cell.dataset.from, cell);
      const day = cell.classList.contains("used") && days.get(keyOf(unit, cell.dataset.day ?? ""));
      if (day) drawn.set(keyOf(unit, day.day), { day, strips: board.strips });
    }
    rows.set(unit, { row, cells });
  }
  for (const strip of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#main .strip[data-task]"))) elements.set(strip.dataset.task ?? "", strip);
  yard = { tasks: board.boneyard, strips: board.strips };
}

/** Draw what differs from what is drawn. */
export function draw() {
  const board = shown();
  missed = still;
  if (!board || still) return;
  const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.closest?.(".strip")?.getAttribute("data-task");
  const dates = columns(board);
  const films = String(new Set(Object.values(board.strips).map((strip) => strip.film).filter(Boolean)).size);
  if (main.dataset.films !== films) main.dataset.films = films;
  const known = new Set(board.units.map((unit) => unit.id));
  for (const [unit, { row }] of rows) {
    if (known.has(unit)) continue;
    row.remove();
    rows.delete(unit);
  }
  board.units.forEach((unit, at) => drawRow(board, dates, unit, at));
  drawBoneyard(board);
  for (const hear of hearers) hear();
  if (focused && document.activeElement === document.body) elements.get(focused)?.focus({ preventScroll: true });
}

/** @param {Board} board @param {Column[]} dates @param {{id: string, name: string}} unit @param {number} at */
function drawRow(board, dates, unit, at) {
  let known = rows.get(unit.id);
  if (!known) {
    known = { row: drawUnit(unit, at), cells: new Map() };
    rows.set(unit.id, known);
  }
  // The months stand above the first.
  const standing = canvas.children[at + 1];
  if (standing !== known.row) canvas.insertBefore(known.row, standing ?? null);
  const own = board.days.filter((each) => each.unit === unit.id);
  const days = new Map(own.map((each, k) => [each.day, { day: each, nth: k + 1 }]));
  const list = /** @type {HTMLElement} */ (known.row.lastElementChild);
  const cells = new Map();
  const old = known.cells;
  for (const column of dates) {
    const here = days.get(column.day);
    const cell = here ? dayCell(old.get(column.day), here, unit, board) : emptyCell(old.get(column.day), column, unit.id);
    cells.set(column.day, cell);
  }
  // What is left out goes first, so that what stays is not moved and need not be laid out anew.
  const kept = new Set(cells.values());
  for (const cell of old.values()) if (!kept.has(cell)) forget(cell);
  let next = list.firstElementChild;
  for (const cell of cells.values()) {
    if (cell === next) next = cell.nextElementSibling;
    else list.insertBefore(cell, next);
  }
  known.cells = cells;
  const words = known.row.querySelector(".unit-head small");
  if (words && words.textContent !== unitWords(own)) words.textContent = unitWords(own);
  const most = Math.max(1, ...own.map((each) => each.strips.length + each.moves.length + Number(each.move)));
  // A custom property would be inherited by, and so recomputed for, everything in the row.
  if (list.dataset.most !== String(most)) {
    list.dataset.most = String(most);
    list.style.setProperty("min-height", `max(var(--least), var(--head) + ${most} * var(--strip) + 0.9rem)`);
  }
}

/** @param {HTMLElement | undefined} cell @param {{day: Day, nth: number}} here @param {{id: string, name: string}} unit @param {Board} board */
function dayCell(cell, { day, nth }, unit, board) {
  const key = keyOf(unit.id, day.day);
  const was = drawn.get(key);
  drawn.set(key, { day, strips: board.strips });
  if (cell?.classList.contains("used") && was && alike(was, day, board.strips)) {
    const number = cell.querySelector(".nth");
    if (number && number.textContent !== String(nth)) number.textContent = String(nth);
    return cell;
  }
  if (cell?.classList.contains("used") && was?.strips === board.strips) {
    redraw(cell, day, nth, board);
    return cell;
  }
  const made = drawDay(day, unit.name, nth, board, whole);
  register(made);
  return made;
}

/** A day over what stands there: strips that are as they were stay, so that little is laid out anew. @param {HTMLElement} cell @param {Day} day @param {number} nth @param {Board} board */
function redraw(cell, day, nth, board) {
  const list = /** @type {HTMLElement} */ (cell.querySelector(":scope > .strips"));
  cell.className = dayClass(day);
  while (list.previousElementSibling) list.previousElementSibling.remove();
  list.before(...drawTop(day, nth, board.currency));
  const there = new Map([.../** @type {HTMLCollectionOf<HTMLElement>} */ (list.children)].map((old) => [old.dataset.task, old]));
  const inside = drawInside(day, (task) => there.get(task) ?? drawStrip(task, board.strips[task], whole));
  const stays = new Set(inside);
  for (const old of [...list.children]) if (!stays.has(/** @type {HTMLElement} */ (old))) old.remove();
  let next = list.firstElementChild;
  for (const made of inside) {
    made.classList.remove("landing");
    if (made === next) next = next.nextElementSibling;
    else move(list, made, next);
  }
  register(list);
}

/** @param {{day: Day, strips: Board["strips"]}} was @param {Day} day @param {Board["strips"]} strips */
function alike(was, day, strips) {
  if (was.strips === strips) return was.day === day || JSON.stringify(was.day) === JSON.stringify(day);
  return sign(was.day, was.strips) === sign(day, strips);
}

/** @param {Day} day @param {Board["strips"]} strips */
const sign = (day, strips) => JSON.stringify([day, day.strips.map((each) => typeof each === "string" && strips[each])]);

/** @param {HTMLElement | undefined} cell @param {Column} column @param {string} unit */
function emptyCell(cell, column, unit) {
  drawn.delete(keyOf(unit, column.day));
  const free = column.kind === "used" || column.kind === "free";
  if (cell?.className === (free ? freeClass(column) : offClass(column)) && (free || cell.title === title(column))) return cell;
  return free ? drawFree(unit, column) : drawOff(column);
}

/** @param {Board} board */
function drawBoneyard(board) {
  const { tasks, strips } = yard;
  const same = yard !== NONE && tasks.length === board.boneyard.length && tasks.every((task, k) => task === board.boneyard[k]);
  const count = boneyard.querySelector("small");
  if (count) count.textContent = String(board.boneyard.length || "empty");
  yard = { tasks: board.boneyard, strips: board.strips };
  if (same && (strips === board.strips || board.boneyard.every((task) => JSON.stringify(strips[task]) === JSON.stringify(board.strips[task])))) return;
  const made = board.boneyard.map((task) => drawStrip(task, board.strips[task], whole));
  fill(loose, ...made);
  register(loose);
}

/** @param {HTMLElement} within */
function register(within) {
  for (const strip of /** @type {NodeListOf<HTMLElement>} */ (within.querySelectorAll(".strip[data-task]"))) {
    elements.set(strip.dataset.task ?? "", strip);
    dress(strip);
  }
}

/** @param {HTMLElement} cell */
function forget(cell) {
  cell.remove();
  for (const strip of /** @type {NodeListOf<HTMLElement>} */ (cell.querySelectorAll(".strip[data-task]"))) if (elements.get(strip.dataset.task ?? "") === strip) elements.delete(strip.dataset.task ?? "");
}

/** Draw unit-days again although nothing of them differs: what a hand has moved and the server has refused. @param {Iterable<string>} keys */
export function drawAgain(keys) {
  for (const key of keys) drawn.delete(key);
  yard = NONE;
  draw();
}
