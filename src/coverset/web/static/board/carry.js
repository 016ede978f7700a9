/** Carrying strips by keyboard: Space picks up, arrows carry, Space or Enter drops, Escape puts back. */

import { announce, note } from "../core/say.js";
import { places, select, state } from "../core/store.js";
import { day as said } from "../core/words.js";
import { hideBadges, showBadges, soon, writeOne } from "./badges.js";
import { boneyard, canvas, cellOf, holdStill } from "./canvas.js";
import { drop } from "./drop.js";
import { drawLine, letGo, placeBeside, takeUp, tell } from "./hand.js";
import { marks, redress } from "./marks.js";
import { Offers, spoken } from "./offers.js";
import { list, placeAt, rank, refusal, sorted, standing } from "./order.js";
import { focusTask, meant } from "./selecting.js";
import { of } from "./target.js";

/** @typedef {import("./order.js").Place} Place */

/** @type {{task: string, tasks: string[], offers: Offers, place: Place, said: string} | null} */
let carried = null;

export const carrying = () => carried !== null;

/** Take up the strip that the keyboard is on, with all that are selected beside it. @param {string} task */
export function pickUp(task) {
  const tasks = sorted(meant(task));
  const no = refusal(tasks);
  if (no) {
    note(no);
    return;
  }
  if (!state.selection.has(task)) select([task]);
  const stands = state.board && places(state.board).get(task);
  const first = state.board?.units[0]?.id ?? "";
  const hand = new Set(tasks);
  const k = stands ? standing(stands.unit, stands.day).slice(0, standing(stands.unit, stands.day).indexOf(task)).filter((each) => !hand.has(each)).length : 0;
  const place = stands ? placeAt(stands.unit, stands.day, k, tasks) : placeAt(first, null, k, tasks);
  carried = { task, tasks, offers: new Offers(tasks, came), place, said: "" };
  holdStill(true);
  marks.lifted = new Set(tasks);
  redress(tasks);
  takeUp(null, tasks.length);
  showBadges(carried.offers);
  show();
  announce(`${list(tasks)} picked up, ${where(place)}. Arrows carry, Space drops, Escape puts back.`);
}

/** @param {Place} place */
const where = (place) => (place.day ? `${said(place.day)}, ${rank(place.at, place.of, carried?.tasks.length ?? 1)}` : "in the boneyard");

/** A key while something is carried. True when it was one of ours. @param {string} key @returns {boolean} */
export function carryKey(key) {
  if (!carried) return false;
  const { place, tasks } = carried;
  if (key === " " || key === "Enter") dropIt();
  else if (key === "Escape") putBack();
  else if (key === "ArrowUp" || key === "ArrowDown") {
    const by = key === "ArrowUp" ? -1 : 1;
    if (upright()) toUnit(by);
    else to(placeAt(place.unit, place.day, place.at - 1 + by, tasks));
  } else if (key === "ArrowLeft" || key === "ArrowRight") {
    const by = key === "ArrowLeft" ? -1 : 1;
    const next = place.at - 1 + by;
    if (upright() && next >= 0 && next <= standing(place.unit, place.day, tasks).length) to(placeAt(place.unit, place.day, next, tasks));
    else toDay(by);
  } else if (key === "Home") to(placeAt(place.unit, place.day, 0, tasks));
  else if (key === "End") to(placeAt(place.unit, place.day, place.of, tasks));
  else if (key === "PageUp" || key === "PageDown") toUnit(key === "PageUp" ? -1 : 1);
  else if (key === "b" || key === "B") to(placeAt("", null, state.board?.boneyard.length ?? 0, tasks));
  else if (key === "Tab") {
    // Whoever goes elsewhere leaves nothing hanging in the air.
    putBack();
    return false;
  } else return key.length > 1 && !/^F\d/.test(key);
  return true;
}

const upright = () => canvas.dataset.view === "strips";

/** To the unit's next date that has strips or is free. @param {number} by */
function toDay(by) {
  if (!carried) return;
  const { place, tasks } = carried;
  if (place.day === null) return to(placeAt(place.unit || (state.board?.units[0]?.id ?? ""), firstDay(by), 0, tasks));
  let cell = cellOf(place.unit, place.day);
  do cell = /** @type {HTMLElement | undefined} */ ((by < 0 ? cell?.previousElementSibling : cell?.nextElementSibling) ?? undefined);
  while (cell && !cell.dataset.day);
  if (!cell) announce("There is no other date on this side; Move to in the menu knows every date.");
  else to(placeAt(place.unit, cell.dataset.day ?? "", by < 0 && upright() ? 999 : place.at - 1, tasks));
}

/** @param {number} by */
function firstDay(by) {
  const cells = canvas.querySelectorAll(".unit .day");
  return /** @type {HTMLElement} */ (cells[by < 0 ? cells.length - 1 : 0])?.dataset.day ?? null;
}

/** To the same date of the next unit. @param {number} by */
function toUnit(by) {
  if (!carried) return;
  const { place, tasks } = carried;
  const units = state.board?.units ?? [];
  const next = units[units.findIndex((unit) => unit.id === place.unit) + by];
  if (next && place.day && cellOf(next.id, place.day)?.dataset.day) to(placeAt(next.id, place.day, place.at - 1, tasks), `${next.name}. `);
  else announce("There is no other unit on this side.");
}

/** @param {Place} place @param {string} [first] */
function to(place, first = "") {
  if (!carried) return;
  carried.place = place;
  carried.said = first;
  (place.day === null ? boneyard : cellOf(place.unit, place.day))?.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
  show();
  speak();
}

/** The place as it is; its price when that is known exactly. */
function speak() {
  if (!carried) return;
  const offer = carried.place.day ? carried.offers.at(carried.place) : undefined;
  announce(`${carried.said}${where(carried.place)}${offer ? `, ${offer.exact ? "" : "about "}${spoken(offer)}` : ""}`);
}

/** @param {string | null} key */
function came(key) {
  if (!carried) return;
  if (key === null) soon();
  else writeOne(key, cellOf(key.slice(0, key.lastIndexOf("|")), key.slice(key.lastIndexOf("|") + 1)));
  show();
  if (key !== null) speak();
}

function show() {
  if (!carried) return;
  const target = of(carried.place, carried.tasks);
  drawLine(target?.line ?? null);
  tell(carried.place, carried.offers.at(carried.place), carried.tasks.length);
  if (target) placeBeside({ x: target.line.x + Math.min(target.line.width, 150), y: target.line.y - 30 });
  carried.offers.hover(carried.place);
}

async function dropIt() {
  if (!carried) return;
  const { tasks, place, task, offers } = carried;
  end();
  const done = drop(tasks, place, offers.foreseen(place));
  // The next key must find the strip, also while the server is still asked.
  focusTask(task);
  await done;
  if (document.activeElement === document.body) focusTask(task);
}

/** Put everything back. */
export function putBack() {
  if (!carried) return;
  const { task } = carried;
  end();
  focusTask(task);
  announce("Put back where it was.");
}

function end() {
  if (!carried) return;
  const { tasks, offers } = carried;
  offers.end();
  carried = null;
  marks.lifted = new Set();
  redress(tasks);
  hideBadges();
  letGo();
  holdStill(false);
}
