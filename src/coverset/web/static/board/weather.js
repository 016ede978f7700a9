/** Which days that weather can stop have cover: looked for when the board has come to rest, and written at their heads. */

import { get } from "../core/api.js";
import { on, state } from "../core/store.js";
import { cellOf, whenDrawn } from "./canvas.js";

const REST = 1500;
/** @type {Map<string, boolean>} */
let covered = new Map();
let timer = 0;

export function begin() {
  for (const topic of /** @type {const} */ (["board", "days"])) on(topic, later);
  whenDrawn(write);
  later();
}

function later() {
  clearTimeout(timer);
  timer = window.setTimeout(look, REST);
}

async function look() {
  if (!state.board?.days.some((each) => each.weather)) return;
  try {
    const said = await get("/api/cover");
    covered = new Map(said.cover.map((/** @type {any} */ each) => [`${each.unit}|${each.date}`, each.cover.length > 0]));
    write();
  } catch {
    // Without an answer the mark says weather, and no more.
  }
}

function write() {
  for (const [key, has] of covered) {
    const at = key.lastIndexOf("|");
    const mark = cellOf(key.slice(0, at), key.slice(at + 1))?.querySelector(".mark.weather");
    if (!mark) continue;
    const words = has ? "weather: covered" : "weather: no cover";
    if (mark.textContent === words) continue;
    mark.textContent = words;
    mark.classList.toggle("covered", has);
    mark.classList.toggle("uncovered", !has);
  }
}
