/** The dates across: months, weeks, what stops everybody, today; and on them the lanes of films and units. */

import { s } from "../core/dom.js";
import * as words from "../core/words.js";
import { shortened, widthOf } from "./label.js";
import { onBoard } from "./live.js";

export const HEAD = 46;
export const LANE = 46;
const BAR = 18;
const DAY = 86_400_000;

/** @param {string} iso */
const number = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);

/** Dates as places across a drawing. @param {string} first @param {string} last @param {number} wide pixels a day */
export function span(first, last, wide) {
  const begin = number(first);
  const days = number(last) - begin + 1;
  /** @param {string} iso */
  const x = (iso) => (number(iso) - begin) * wide;
  return { first, last, days, wide, width: Math.max(1, days * wide), x, /** @param {string} iso */ end: (iso) => x(iso) + wide, /** @param {string} iso */ holds: (iso) => iso >= first && iso <= last };
}

/** @typedef {ReturnType<typeof span>} Span */

/** How many days lie between two dates. @param {string} first @param {string} last */
export const daysBetween = (first, last) => number(last) - number(first);

/** Years, months and Mondays over `height`. @param {Span} over @param {number} height */
export function axis(over, height) {
  const made = [];
  const month = new Date(`${over.first.slice(0, 7)}-01T00:00:00Z`);
  const every = over.wide * 30 > 30 ? 1 : over.wide * 91 > 30 ? 3 : 12;
  let written = -99;
  for (; month.toISOString().slice(0, 10) <= over.last; month.setUTCMonth(month.getUTCMonth() + 1)) {
    const iso = month.toISOString().slice(0, 10);
    const x = Math.max(0, over.x(iso));
    const january = month.getUTCMonth() === 0;
    if (month.getUTCMonth() % every && iso > over.first) continue;
    made.push(s("line", { class: january ? "year" : "month", x1: x, x2: x, y1: january ? 0 : 18, y2: height }));
    const text = every === 12 ? String(month.getUTCFullYear()) : january || written < 0 ? `${words.MONTHS[month.getUTCMonth()]} ${month.getUTCFullYear()}` : words.MONTHS[month.getUTCMonth()];
    if (x < written + 6 || x + widthOf(text, 12.5, true) > over.width) continue;
    made.push(s("text", { class: "month-name", x: x + 4, y: 15 }, text));
    written = x + 4 + widthOf(text, 12.5, true);
  }
  if (over.wide * 7 < 13) return made;
  const each = Math.max(1, Math.ceil(24 / (over.wide * 7)));
  const monday = new Date(`${over.first}T00:00:00Z`);
  monday.setUTCDate(monday.getUTCDate() + ((8 - monday.getUTCDay()) % 7));
  for (let k = 0; monday.toISOString().slice(0, 10) <= over.last; k += 1, monday.setUTCDate(monday.getUTCDate() + 7)) {
    const x = over.x(monday.toISOString().slice(0, 10));
    made.push(s("line", { class: "week", x1: x, x2: x, y1: 26, y2: height }));
    if (k % each === 0) made.push(s("text", { class: "monday", x: x + 2, y: 36 }, String(monday.getUTCDate())));
  }
  return made;
}

/** Hiatus and holidays as columns, and today as a line. @param {Span} over @param {any} news @param {number} height */
export function stops(over, news, height) {
  const made = [];
  for (const each of news.hiatus) {
    if (each.last < over.first || each.first > over.last) continue;
    const x = Math.max(0, over.x(each.first));
    const wide = Math.min(over.width, over.end(each.last)) - x;
    made.push(s("g", {}, s("title", {}, `Hiatus${each.why ? `: ${each.why}` : ""}, ${words.date(each.first)} to ${words.date(each.last)}`), s("rect", { class: "hiatus", x, y: 22, width: wide, height: height - 22 }), s("text", { class: "stop-name", x: x + 3, y: height - 5 }, shortened("hiatus", 11, wide - 6))));
  }
  for (const each of news.holidays) {
    if (!over.holds(each.day)) continue;
    const wide = Math.max(2, over.wide);
    made.push(s("g", {}, s("title", {}, `${each.name || "Holiday"}, ${words.date(each.day)}`), s("rect", { class: "feast", x: over.x(each.day), y: 40, width: wide, height: height - 40 })));
  }
  return made;
}

/** @param {Span} over @param {string} today @param {number} height */
export function now(over, today, height) {
  if (!over.holds(today)) return [];
  const x = over.x(today) + over.wide / 2;
  return [s("line", { class: "today", x1: x, x2: x, y1: 20, y2: height }), s("text", { class: "today-name", x: x + 4, y: height - 4 }, "today")];
}

/**
 * One lane: worked dates in the colour of their base with its name beneath, a line through a stay, journeys dark.
 * @param {Span} over @param {any} lane @param {number} top @param {(base: string) => number} order
 */
export function laneOf(over, lane, top, order) {
  const made = [];
  lane.stays.forEach((/** @type {any} */ stay, /** @type {number} */ k) => {
    const start = over.x(stay.first);
    const tint = `base-${order(stay.base)}`;
    made.push(s("line", { class: "stay", x1: start, x2: over.end(stay.last), y1: top + BAR / 2, y2: top + BAR / 2 }));
    for (const [first, last] of stay.runs) {
      const said = `${lane.name}, ${stay.name}: ${first === last ? words.date(first) : `${words.date(first)} to ${words.date(last)}`}`;
      made.push(s("a", { href: onBoard(lane.unit, first), tabindex: "-1", "aria-label": said }, s("title", {}, said), s("rect", { class: `run ${tint}`, x: over.x(first), y: top, width: Math.max(1.5, over.end(last) - over.x(first) - (over.wide > 6 ? 1 : 0)), height: BAR })));
    }
    const room = (lane.stays[k + 1] ? over.x(lane.stays[k + 1].first) : over.width) - start - 3;
    const name = shortened(stay.name, 11, room);
    if (name) made.push(s("text", { class: "stay-name", x: start, y: top + BAR + 12 }, name));
  });
  for (const day of lane.travel) if (over.holds(day)) made.push(s("rect", { class: "road", x: over.x(day), y: top + BAR / 4, width: Math.max(1.5, over.wide), height: BAR / 2 }, s("title", {}, `${lane.name} travels, ${words.date(day)}`)));
  return made;
}
