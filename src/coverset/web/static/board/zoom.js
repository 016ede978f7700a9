/** How close one looks: from a single day to all films at once; and in which of the two views. */

import { h, icon } from "../core/dom.js";
import { prefs, remember } from "../core/prefs.js";
import { align } from "./align.js";
import { canvas, drawWhole, whenDrawn } from "./canvas.js";

/** The width of a day at the usual size, in pixels. */
const USUAL = 184;
const STEPS = 100;
const PER_KEY = 7;

const slider = /** @type {HTMLInputElement} */ (h("input", { type: "range", id: "zoom", min: 0, max: STEPS, step: 1, "aria-label": "Zoom, from all films to one day" }));
let width = USUAL;
let farthest = 5;
let closest = 900;
/** The canvas's own width, and its columns: asked again only when they may differ, for the browser lays the page out to say it. */
let wide = 0;
let counts = [0, 0, 0];

/** The buttons of zoom and view. @returns {Node[]} */
export function tools() {
  const views = /** @type {const} */ ([["columns", "Days", "columns"], ["strips", "Strips", "rows"]]);
  const buttons = views.map(([key, words, sign]) => h("button", { type: "button", "aria-label": words, "aria-pressed": String(prefs.view === key), data: { view: key }, onclick: () => look(key) }, icon(sign), h("span", {}, words)));
  const look = (/** @type {"columns" | "strips"} */ view) => {
    remember({ view });
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.view === view));
    const there = inSight();
    canvas.dataset.view = view;
    align();
    fit();
    if (there) there.scrollIntoView({ block: "nearest", inline: "start", behavior: "instant" });
  };
  slider.addEventListener("input", () => to(widthOf(Number(slider.value))));
  return [
    h("div", { class: "group", role: "group", "aria-label": "View" }, buttons),
    h("div", { class: "group zoom", role: "group", "aria-label": "Zoom" },
      h("button", { type: "button", class: "quiet bare", "aria-label": "Farther", onclick: () => step(-1) }, icon("minus")),
      slider,
      h("button", { type: "button", class: "quiet bare", "aria-label": "Closer", onclick: () => step(1) }, icon("plus"))),
  ];
}

/** Look as this browser looked last, and follow the size of the window. */
export function begin() {
  canvas.dataset.view = prefs.view;
  width = USUAL * Math.max(0.01, Math.min(20, prefs.zoom));
  whenDrawn(() => String(counted()) !== String(counts) && fit());
  new ResizeObserver(measure).observe(canvas);
  measure();
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    to(width * Math.exp(-event.deltaY / 260), event.clientX);
  }, { passive: false });
  pinch();
}

/** Two fingers on the board. */
function pinch() {
  let apart = 0;
  let from = width;
  const distance = (/** @type {TouchEvent} */ event) => Math.hypot(event.touches[0].clientX - event.touches[1].clientX, event.touches[0].clientY - event.touches[1].clientY);
  canvas.addEventListener("touchstart", (event) => {
    if (event.touches.length !== 2) return;
    apart = distance(event);
    from = width;
  }, { passive: true });
  canvas.addEventListener("touchmove", (event) => {
    if (event.touches.length !== 2 || !apart) return;
    event.preventDefault();
    to((from * distance(event)) / apart, (event.touches[0].clientX + event.touches[1].clientX) / 2);
  }, { passive: false });
}

/** One step closer (1) or farther (-1). @param {number} by */
export function step(by) {
  // A phone shows a whole day or the whole film; there is little to be had between the two.
  if (narrow() && canvas.dataset.view === "columns") return to(by > 0 ? (width > 44 ? 420 : USUAL) : width >= 300 ? USUAL : 20);
  to(widthOf(Number(slider.value) + by * PER_KEY));
}

/** @param {number} value */
const widthOf = (value) => farthest * (closest / farthest) ** (Math.max(0, Math.min(STEPS, value)) / STEPS);

/** @param {number} wanted @param {number} [about] the point of the screen that stays where it is */
function to(wanted, about) {
  const box = canvas.getBoundingClientRect();
  const at = about ?? box.left + box.width / 2;
  const cell = cellAt(at);
  const part = cell ? (at - cell.left) / Math.max(1, cell.width) : 0;
  width = Math.max(farthest, Math.min(closest, wanted));
  remember({ zoom: width / USUAL });
  apply();
  if (cell) {
    const now = cell.element.getBoundingClientRect();
    canvas.scrollLeft += now.left + part * now.width - at;
  }
}

/** The cell of the first row that is under a point of the width. @param {number} x */
function cellAt(x) {
  for (const element of canvas.querySelectorAll(".unit:not([hidden]) > .days > *")) {
    const { left, width: wide, right } = element.getBoundingClientRect();
    if (right >= x) return { element, left, width: wide };
  }
  return null;
}

function inSight() {
  return cellAt(canvas.getBoundingClientRect().left + 2)?.element ?? null;
}

/** How many columns are wide, slim and slimmer. */
function counted() {
  const found = [0, 0, 0];
  for (const cell of canvas.querySelector(".days")?.children ?? []) found[cell.classList.contains("off") ? 2 : cell.classList.contains("free") && !cell.classList.contains("wide") ? 1 : 0] += 1;
  return found;
}

/** The window is of another size. */
function measure() {
  wide = canvas.clientWidth;
  fit();
}

/** What is all films at once and what is one day depends on the window. */
function fit() {
  const [used, free, off] = (counts = counted());
  closest = Math.max(420, Math.min(wide - 2, 1100));
  farthest = Math.max(4, Math.min(40, (wide - free * 3 - off) / Math.max(1, used)));
  width = Math.max(farthest, Math.min(closest, width));
  apply();
}

const narrow = () => matchMedia("(max-width: 40rem)").matches;

function apply() {
  const phone = narrow() && canvas.dataset.view === "columns" && width > 44;
  const shown = phone ? wide - 26 : width;
  const sizes = { "--col": shown, "--slim": Math.max(3, Math.min(phone ? 44 : 26, shown * 0.15)), "--off": Math.max(1, Math.min(6, shown * 0.04)), "--view": wide };
  for (const [name, size] of Object.entries(sizes)) {
    // Written only when it differs: every column's style hangs on it.
    const words = `${size.toFixed(1)}px`;
    if (canvas.style.getPropertyValue(name) !== words) canvas.style.setProperty(name, words);
  }
  const closeness = width < 44 ? "bars" : width < 108 && !phone ? "number" : width < 300 ? "usual" : "full";
  canvas.classList.toggle("tiny", width < 11);
  canvas.classList.toggle("paged", phone);
  if (canvas.dataset.step !== closeness) {
    canvas.dataset.step = closeness;
    align();
  }
  drawWhole(closeness === "full");
  slider.value = String(Math.round((STEPS * Math.log(width / farthest)) / Math.log(closest / farthest)));
  slider.setAttribute("aria-valuetext", { bars: "colours only", number: "numbers", usual: "usual", full: "everything" }[closeness]);
}
