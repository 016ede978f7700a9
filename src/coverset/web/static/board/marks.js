/** What this page alone marks on strips: selected, dimmed by a search, moved in a preview, in hand. */

import { state } from "../core/store.js";

/** Every strip's element by task, kept by whoever draws. @type {Map<string, HTMLElement>} */
export const elements = new Map();

export const marks = {
  /** @type {Set<string> | null} the strips that a search found; null without one */ found: null,
  /** @type {Set<string>} */ moved: new Set(),
  /** @type {Set<string>} */ lifted: new Set(),
};

/** Mark one strip as it is to be. @param {HTMLElement} strip */
export function dress(strip) {
  const task = strip.dataset.task ?? "";
  const selected = state.selection.has(task);
  strip.setAttribute("aria-selected", String(selected));
  strip.classList.toggle("dim", marks.found !== null && !marks.found.has(task));
  strip.classList.toggle("moved", marks.moved.has(task));
  strip.classList.toggle("lifted", marks.lifted.has(task));
}

/** Mark strips anew: those named, or all of them. @param {Iterable<string>} [tasks] */
export function redress(tasks = elements.keys()) {
  for (const task of tasks) {
    const strip = elements.get(task);
    if (strip) dress(strip);
  }
}
