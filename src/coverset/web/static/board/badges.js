/** At the head of every day in sight, what the strips in hand would cost there. */

import { h } from "../core/dom.js";
import { keyOf } from "../core/store.js";
import { canvas } from "./canvas.js";
import { inShort } from "./offers.js";

/** @typedef {import("./offers.js").Offers} Offers */

/** @type {Map<HTMLElement, HTMLElement>} */
const badges = new Map();
/** @type {Offers | null} */
let offers = null;
let due = 0;

/** Show offers from now on. @param {Offers} wanted */
export function showBadges(wanted) {
  offers = wanted;
  canvas.classList.add("offering");
  canvas.addEventListener("scroll", soon, { passive: true });
}

export function hideBadges() {
  offers = null;
  cancelAnimationFrame(due);
  due = 0;
  canvas.classList.remove("offering");
  canvas.removeEventListener("scroll", soon);
  for (const row of canvas.querySelectorAll(".unit.barred")) row.classList.remove("barred");
  for (const badge of badges.values()) badge.remove();
  badges.clear();
}

/** Write the badges of what is in sight, in the next frame. */
export function soon() {
  if (!due && offers) due = requestAnimationFrame(write);
}

/** Write one day's badge anew. @param {string} key @param {HTMLElement | undefined} cell */
export function writeOne(key, cell) {
  if (cell && offers) put(cell, key, true);
}

function write() {
  due = 0;
  if (!offers?.whole) return;
  const units = new Set([...offers.days.keys()].map((key) => key.slice(0, key.lastIndexOf("|"))));
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (canvas.querySelectorAll(":scope > .unit"))) row.classList.toggle("barred", !units.has(row.dataset.unit ?? ""));
  // First everything is measured, then everything is written: the page is laid out once.
  for (const cell of inSight()) put(cell, keyOf(cell.dataset.unit ?? "", cell.dataset.day ?? ""), false);
}

/** @param {HTMLElement} cell @param {string} key @param {boolean} again */
function put(cell, key, again) {
  if (badges.has(cell) && !again) return;
  const offer = offers?.days.get(key);
  const { price, word, kind } = offer ? inShort(offer) : { price: "", word: "not here", kind: "not" };
  const made = h("span", { class: `offer ${kind}` }, price && h("b", {}, price), " ", h("span", {}, word));
  const old = badges.get(cell);
  if (old?.isConnected) old.replaceWith(made);
  else (cell.querySelector(":scope > .head") ?? cell).append(made);
  badges.set(cell, made);
}

/** The unit-days that can be seen now. @returns {HTMLElement[]} */
function inSight() {
  const frame = canvas.getBoundingClientRect();
  const found = [];
  for (const list of canvas.querySelectorAll(":scope > .unit:not(.barred, .folded) > .days")) {
    const row = list.getBoundingClientRect();
    if (row.bottom < frame.top || row.top > frame.bottom) continue;
    const cells = /** @type {HTMLCollectionOf<HTMLElement>} */ (list.children);
    for (let k = firstFrom(cells, frame.left); k < cells.length && cells[k].getBoundingClientRect().left < frame.right; k += 1) if (cells[k].dataset.day) found.push(cells[k]);
  }
  return found;
}

/** The first cell that ends to the right of an edge. @param {HTMLCollectionOf<HTMLElement>} cells @param {number} edge */
function firstFrom(cells, edge) {
  let low = 0;
  let high = cells.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cells[middle].getBoundingClientRect().right < edge) low = middle + 1;
    else high = middle;
  }
  return low;
}
