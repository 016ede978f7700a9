/** A whole plan as one small picture: a column a date, a block a strip in its colour, the bases underneath. */

import { h } from "../core/dom.js";
import { MONTHS, count, date, day as weekday, pages } from "../core/words.js";

/**
 * @typedef {{unit: string, day: string, strips: string[], base?: string}} Day
 * @typedef {{colour: string, number: string, eighths: number, set: string, film?: string, minutes?: number}} Block
 */

const DAY = 86_400_000;
/** Dates apart by more than so many days are drawn with a break between them. */
const GAP = 6;
/** Eighths of a page that a block of rehearsal or rigging is as tall as, for each hour. */
const HOUR = 2;
/** Up to so many columns a block is wide enough for its scene number. */
const NUMBERED = 16;
/** From so many columns on a date is its weekday and number alone. */
const TIGHT = 8;
/** Up to so many dates a unit is small. */
const SMALL = 14;

/** @param {string} iso */
const number = (iso) => Date.parse(`${iso}T00:00:00Z`) / DAY;

/**
 * The dates of some plans in order, with the breaks between them: pictures with the same axis stand under one another.
 * @param {Day[][]} plans
 * @returns {{dates: string[], column: Map<string, number>, breaks: {at: number, days: number}[], columns: number}}
 */
export function axis(plans) {
  const dates = [...new Set(plans.flat().map((each) => each.day))].sort();
  const column = new Map();
  const breaks = [];
  let at = 1;
  dates.forEach((day, k) => {
    const apart = k ? number(day) - number(dates[k - 1]) : 0;
    if (apart > GAP) breaks.push({ at: at++, days: apart });
    column.set(day, at++);
  });
  return { dates, column, breaks, columns: at - 1 };
}

/**
 * The picture of a plan.
 * @param {{days: Day[], strips: Record<string, Block>, units: {id: string, name: string}[], along: ReturnType<typeof axis>,
 *   marked?: Set<string>, shot?: Set<string>, asOf?: string, label: string}} plan
 * @returns {HTMLElement}
 */
export function picture({ days, strips, units, along, marked = new Set(), shot = new Set(), asOf = "", label }) {
  const lanes = inLanes(days, units);
  const wide = along.columns <= NUMBERED;
  const films = new Set(days.flatMap((each) => each.strips.map((task) => strips[task]?.film)).filter(Boolean));
  const how = { marked, shot, asOf, wide, tight: along.columns > TIGHT, films: films.size > 1 };
  const grid = h("div", { class: `picture-grid${wide ? " wide" : ""}`, role: "img", "aria-label": `${label}: ${inWords(days, units)}`, style: { "--columns": String(Math.max(1, along.columns)) } });
  months(along).forEach(([at, words]) => grid.append(h("span", { class: "month", style: { "grid-column": `${at} / -1`, "grid-row": "1" } }, words)));
  lanes.forEach((lane, k) => {
    const row = 2 + 3 * k;
    if (lanes.length > 1) grid.append(h("span", { class: "unit", style: { "grid-column": "1 / -1", "grid-row": String(row) } }, lane.title));
    for (const each of lane.days) grid.append(column(each, strips, along.column.get(each.day) ?? 1, row + 1, how));
    for (const run of bases(lane.days)) {
      if (!run.base) continue;
      const from = along.column.get(run.from) ?? 1;
      const to = (along.column.get(run.to) ?? from) + 1;
      grid.append(h("span", { class: "base", style: { "grid-column": `${from} / ${to}`, "grid-row": String(row + 2) }, title: run.base }, wide || to - from > 2 ? run.base : ""));
    }
  });
  for (const gap of along.breaks) grid.append(h("span", { class: "break", style: { "grid-column": String(gap.at), "grid-row": `2 / ${2 + 3 * Math.max(1, lanes.length)}` } }, h("span", {}, gap.days >= 14 ? `${Math.round(gap.days / 7)} wk` : "")));
  if (asOf && along.dates.length) grid.append(nowLine(along, asOf, lanes.length));
  const shown = h("div", { class: "picture" }, grid);
  // Once it is on the page: where the plan begins is in sight, and what can be scrolled is reached by keyboard too.
  requestAnimationFrame(() => {
    if (shown.scrollWidth <= shown.clientWidth) return;
    shown.tabIndex = 0;
    shown.setAttribute("role", "group");
    shown.setAttribute("aria-label", `${label}, wider than the window`);
    const first = /** @type {HTMLElement | null} */ (grid.querySelector(".column"));
    const line = /** @type {HTMLElement | null} */ (grid.querySelector(".now"));
    shown.scrollLeft = Math.max(0, (line ?? first)?.offsetLeft ?? 0) - 24;
  });
  return shown;
}

/**
 * The units one under another; small ones that never work on the same date share a row.
 * @param {Day[]} days @param {{id: string, name: string}[]} units
 */
function inLanes(days, units) {
  /** @type {{title: string, days: Day[]}[]} */
  const lanes = [];
  for (const unit of units) {
    const own = days.filter((each) => each.unit === unit.id);
    if (!own.length) continue;
    const kind = unit.name.split(", ")[0];
    const small = own.length <= SMALL && kind !== unit.name;
    const taken = new Set(own.map((each) => each.day));
    const lane = small && lanes.find((each) => each.title === kind && !each.days.some((one) => taken.has(one.day)));
    if (lane) lane.days.push(...own);
    else lanes.push({ title: small ? kind : unit.name, days: own });
  }
  for (const lane of lanes) lane.days.sort((a, b) => (a.day < b.day ? -1 : 1));
  return lanes;
}

/**
 * @param {Day} day @param {Record<string, Block>} strips @param {number} at @param {number} row
 * @param {{marked: Set<string>, shot: Set<string>, asOf: string, wide: boolean, tight: boolean, films: boolean}} how
 */
function column(day, strips, at, row, { marked, shot, asOf, wide, tight, films }) {
  const blocks = day.strips.map((task) => {
    const strip = strips[task];
    const tall = strip ? strip.eighths || Math.max(1, Math.round(((strip.minutes ?? 60) / 60) * HOUR)) : 2;
    const what = strip ? `${strip.number} ${strip.set}${strip.eighths ? `, ${pages(strip.eighths)} pages` : ""}` : task;
    const kind = `strip ${strip?.colour ?? ""}${marked.has(task) ? " moved" : ""}${shot.has(task) ? " shot" : ""}`;
    return h("span", { class: kind, title: what, style: { "--e": String(Math.min(tall, 48)) } }, wide ? (strip ? `${films && strip.film ? `${strip.film} ` : ""}${strip.number}` : task) : "");
  });
  return h("span", { class: `column${asOf && day.day < asOf ? " past" : ""}`, style: { "grid-column": String(at), "grid-row": String(row) }, title: date(day.day) }, wide && h("span", { class: "date" }, tight ? `${weekday(day.day).slice(0, 2)} ${Number(day.day.slice(8))}` : weekday(day.day)), blocks);
}

/** The stretches of dates that a unit stays at one base. @param {Day[]} own */
function bases(own) {
  /** @type {{unit: string, base: string, from: string, to: string}[]} */
  const runs = [];
  for (const each of own) {
    const last = runs[runs.length - 1];
    if (last && last.base === (each.base ?? "") && last.unit === each.unit && number(each.day) - number(last.to) <= GAP) last.to = each.day;
    else runs.push({ unit: each.unit, base: each.base ?? "", from: each.day, to: each.day });
  }
  return runs;
}

/** Where each month begins. @param {ReturnType<typeof axis>} along @returns {[number, string][]} */
function months(along) {
  /** @type {[number, string][]} */
  const found = [];
  let last = "";
  let room = 0;
  for (const day of along.dates) {
    const at = along.column.get(day) ?? 1;
    if (day.slice(0, 7) === last) continue;
    const month = MONTHS[Number(day.slice(5, 7)) - 1];
    const words = day.slice(0, 4) === last.slice(0, 4) ? month : `${month} ${day.slice(0, 4)}`;
    last = day.slice(0, 7);
    // Two names in one another's way say less than one.
    if (at < room) continue;
    room = at + (along.columns > 40 ? 5 : 3);
    found.push([at, words]);
  }
  return found;
}

/** @param {ReturnType<typeof axis>} along @param {string} asOf @param {number} rows */
function nowLine(along, asOf, rows) {
  const next = along.dates.find((day) => day >= asOf);
  const at = next ? along.column.get(next) ?? 1 : along.columns + 1;
  return h("span", { class: `now${next ? "" : " over"}`, style: { "grid-column": String(Math.min(at, along.columns)), "grid-row": `2 / ${2 + 3 * Math.max(1, rows)}` } });
}

/** @param {Day[]} days @param {{id: string, name: string}[]} units */
function inWords(days, units) {
  if (!days.length) return "no days yet";
  const dates = days.map((each) => each.day).sort();
  const each = units.filter((unit) => days.some((one) => one.unit === unit.id)).map((unit) => `${unit.name} ${bases(days.filter((one) => one.unit === unit.id).sort((a, b) => (a.day < b.day ? -1 : 1))).map((run) => run.base).filter(Boolean).join(", ")}`.trim());
  return `${count(days.length, "unit-day")} from ${date(dates[0])} to ${date(dates[dates.length - 1])}; ${each.join("; ")}`;
}
