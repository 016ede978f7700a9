/** Looking at another board before it is kept: one button a thing to look at, pressed while it is seen. */

import { get } from "../core/api.js";
import { h, icon } from "../core/dom.js";
import { close } from "../core/drawer.js";
import { alarm } from "../core/say.js";
import { on, showPreview } from "../core/store.js";
import { scrollToTask } from "../board/show.js";
import { changesInWords } from "./pieces.js";

/** @typedef {import("../core/store.js").Preview} Preview */

/** @type {WeakMap<Preview, string>} */
const names = new WeakMap();
let seen = "";
let turn = 0;

on("preview", (preview) => {
  seen = preview ? names.get(preview) ?? "" : "";
  for (const each of document.querySelectorAll("[data-see]")) each.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (each).dataset.see === seen));
});

/** Whether a thing is looked at now. @param {string} key */
export const isSeen = (key) => seen === key;

/** Show a board under a name of its own. @param {string} key @param {Preview} preview */
export function show(key, preview) {
  names.set(preview, key);
  showPreview(preview);
}

/** Look away, when what is looked at has a name that begins so. @param {string} beginning */
export function lookAway(beginning = "") {
  turn += 1;
  if (seen && seen.startsWith(beginning)) showPreview(null);
}

/**
 * Ask for a board and show it. What is asked for later is shown instead.
 * @param {string} key @param {() => Promise<Preview>} load
 */
export async function see(key, load) {
  const mine = (turn += 1);
  const preview = await load();
  if (mine !== turn) return;
  show(key, preview);
  requestAnimationFrame(() => preview.moved.length > 0 && seen === key && scrollToTask(preview.moved[0]));
  // On a phone the panel lies over the board: it makes way.
  if (matchMedia("(max-width: 40rem)").matches) close();
}

/**
 * The board that a job would make, ready to be shown.
 * @param {string} job @param {string} query "answer=cheapest", "move=1&move=3" or nothing
 * @param {Omit<Preview, "board" | "moved" | "diff">} words
 * @returns {Promise<Preview>}
 */
export async function boardOf(job, query, words) {
  const board = await get(`/api/jobs/${job}/board${query ? `?${query}` : ""}`);
  return { ...words, board, moved: board.moved, diff: changesInWords(board.diff) };
}

/**
 * A button that shows a board and, pressed again, the present one.
 * @param {string} key @param {string} words @param {() => Promise<Preview>} load @param {Record<string, any>} [more]
 */
export function seeButton(key, words, load, more = {}) {
  const button = h("button", {
    type: "button", "aria-pressed": String(seen === key), data: { see: key }, ...more,
    onclick: async () => {
      if (seen === key) return lookAway(key);
      button.setAttribute("aria-busy", "true");
      try {
        await see(key, load);
      } catch (trouble) {
        alarm(trouble);
      } finally {
        button.removeAttribute("aria-busy");
      }
    },
  }, icon("columns"), words);
  return button;
}
