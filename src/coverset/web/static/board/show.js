/** Bring a strip or a day of the board into sight. */

import { cellOf } from "./canvas.js";
import { elements } from "./marks.js";
import { turnTo } from "./units.js";

/** A calm page jumps; one that may move glides there. */
const how = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth");

/** Scroll to a strip. @param {string} task @param {boolean} [focus] whether the reader is taken there */
export function scrollToTask(task, focus = false) {
  const strip = elements.get(task);
  if (!strip) return;
  const unit = /** @type {HTMLElement | null} */ (strip.closest(".unit"))?.dataset.unit;
  if (unit) turnTo(unit);
  reach(strip);
  if (focus) strip.focus({ preventScroll: true });
}

/** Scroll to a unit's date. @param {string} unit @param {string} day */
export function scrollToDay(unit, day) {
  const cell = cellOf(unit, day);
  if (!cell) return;
  turnTo(unit);
  reach(cell);
}

/** Show where strips are for a moment. @param {Iterable<string>} tasks */
export function flash(tasks) {
  for (const task of tasks) {
    const strip = elements.get(task);
    if (!strip) continue;
    strip.classList.remove("flash");
    // Asking for the size makes the browser see the class go, so that the flash begins again.
    void strip.offsetWidth;
    strip.classList.add("flash");
    strip.addEventListener("animationend", () => strip.classList.remove("flash"), { once: true });
  }
}

/** @param {HTMLElement} there */
function reach(there) {
  // A column that has not been drawn yet has its size only once it is: twice lands where once would miss.
  there.scrollIntoView({ block: "nearest", inline: "center", behavior: "instant" });
  requestAnimationFrame(() => there.scrollIntoView({ block: "nearest", inline: "center", behavior: how() }));
}
