/** The units' rows: each folds away by its heading; on a phone one unit is shown at a time, chosen above the board. */

import { fill, h, icon } from "../core/dom.js";
import { on, shown } from "../core/store.js";
import { canvas, whenDrawn } from "./canvas.js";

const bar = h("div", { class: "units", role: "group", "aria-label": "Unit" });
const folded = new Set();
let only = "";
let due = 0;

export function begin() {
  canvas.before(bar);
  on("board", write);
  whenDrawn(apply);
  canvas.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest(".fold") : null;
    const unit = /** @type {HTMLElement | null} */ (button?.closest(".unit") ?? null)?.dataset.unit;
    if (!unit) return;
    if (!folded.delete(unit)) folded.add(unit);
    apply();
  });
  canvas.addEventListener("scroll", () => {
    due ||= requestAnimationFrame(stick);
  }, { passive: true });
  write();
  apply();
}

/**
 * Day heads stick only in the row that is scrolled under the top: each head that sticks is a layer of its own, and a
 * board of hundreds of them would be slow to paint.
 */
function stick() {
  due = 0;
  const { top } = canvas.getBoundingClientRect();
  const rows = [.../** @type {NodeListOf<HTMLElement>} */ (canvas.querySelectorAll(":scope > .unit"))];
  const under = rows.find((row) => row.offsetParent && row.getBoundingClientRect().bottom > top + 1);
  for (const row of rows) row.classList.toggle("under", row === under && row.getBoundingClientRect().top < top - 1);
}

function write() {
  const units = shown()?.units ?? [];
  if (!units.some((unit) => unit.id === only)) only = units[0]?.id ?? "";
  fill(bar, ...units.map((unit) => h("button", { type: "button", "aria-pressed": String(unit.id === only), data: { unit: unit.id }, onclick: () => turnTo(unit.id) }, unit.name)));
}

/** Show this unit where only one has room. @param {string} unit */
export function turnTo(unit) {
  only = unit;
  for (const button of bar.children) button.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (button).dataset.unit === unit));
  folded.delete(unit);
  apply();
}

function apply() {
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (canvas.querySelectorAll(":scope > .unit"))) {
    const unit = row.dataset.unit ?? "";
    row.classList.toggle("folded", folded.has(unit));
    row.classList.toggle("other", unit !== only);
    const head = row.querySelector(".unit-head");
    let button = head?.querySelector(".fold");
    if (head && !button) {
      button = h("button", { type: "button", class: "fold quiet bare", "aria-label": `Fold ${head.querySelector(".unit-name")?.textContent ?? ""}` }, icon("down"));
      head.prepend(button);
    }
    button?.setAttribute("aria-expanded", String(!folded.has(unit)));
  }
}
