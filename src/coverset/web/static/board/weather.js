/**
 * Which days that weather can stop have cover, written at their heads: looked for when a board of moderate size has come
 * to rest. On a large one that takes the server minutes, so it is looked for only by who opens the panel of it.
 */

import { get } from "../core/api.js";
import { on, state } from "../core/store.js";
import { cellOf, whenDrawn } from "./canvas.js";

const REST = 4000;
const MOST_DAYS = 60;
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
  const exposed = state.board?.days.filter((each) => each.weather).length ?? 0;
  if (!exposed || exposed > MOST_DAYS || document.hidden) return;
  try {
    tell((await get("/api/cover")).cover);
  } catch {
    // Without an answer the mark says weather, and no more.
  }
}

/** Take what /api/cover has found, whoever asked for it. @param {{unit: string, date: string, cover: string[]}[]} found */
export function tell(found) {
  covered = new Map(found.map((each) => [`${each.unit}|${each.date}`, each.cover.length > 0]));
  write();
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
