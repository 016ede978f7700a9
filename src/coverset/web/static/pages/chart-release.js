/** The films' dates on a line each: shoot, post-production, when it is due, and every reported date of release. */

import { s } from "../core/dom.js";
import * as words from "../core/words.js";
import { HEAD, axis, now } from "./chart-time.js";
import { widthOf } from "./label.js";

export const ROW = 104;
const BAR = 14;

/** @typedef {import("./chart-time.js").Span} Span */

/** All the films. @param {Span} over @param {any} news @param {number} height */
export function releases(over, news, height) {
  return s("svg", { class: "time", width: over.width, height, viewBox: `0 0 ${over.width} ${height}`, role: "img", "aria-label": "Shoot, post-production and reported dates of each film; the table below says the same" },
    axis(over, height), now(over, news.today, height), news.films.flatMap((/** @type {any} */ film, /** @type {number} */ k) => lineOf(over, film, HEAD + k * ROW)));
}

/** The first and last date that the line of the films needs. @param {any} news @returns {string[]} */
export function datesOf(news) {
  return news.films.flatMap((/** @type {any} */ film) => [
    ...(film.shoot ?? []),
    ...(film.slack ? [film.slack.ready, film.slack.due_first, film.slack.due_last] : []),
    ...film.reports.flatMap((/** @type {any} */ report) => [report.first, report.last]),
  ]);
}

/** @param {Span} over @param {any} film @param {number} top */
function lineOf(over, film, top) {
  const bar = top + 8;
  const made = [];
  if (film.shoot) {
    made.push(block(over, film.shoot[0], film.shoot[1], bar, "shoot", "shoot", `${film.title}: shot ${words.date(film.shoot[0])} to ${words.date(film.shoot[1])}`));
    if (film.slack && film.slack.ready > film.shoot[1]) made.push(block(over, film.shoot[1], film.slack.ready, bar, "post", "post-production", `Post-production, ${film.slack.post_days} days: ready ${words.date(film.slack.ready)}`));
  }
  if (film.slack) {
    const x = over.x(film.slack.due_first);
    made.push(s("rect", { class: film.slack.late ? "due late" : "due", x, y: bar - 6, width: Math.max(2, over.end(film.slack.due_last) - x), height: BAR + 12 }, s("title", {}, `Due ${film.slack.due}; slack: ${film.slack.words}`)));
  }
  const levels = [0, 0, 0, 0];
  const seen = new Set();
  const reports = [...film.reports].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : Number(b.taken) - Number(a.taken)));
  for (const report of reports) {
    const key = `${report.kind} ${report.words}`;
    if (!seen.has(key)) made.push(...mark(over, report, bar, levels));
    seen.add(key);
  }
  return made;
}

/** @param {Span} over @param {string} first @param {string} last @param {number} top @param {string} look @param {string} name @param {string} said */
function block(over, first, last, top, look, name, said) {
  const x = over.x(first);
  const wide = Math.max(3, over.end(last) - x);
  return s("g", {}, s("title", {}, said), s("rect", { class: look, x, y: top, width: wide, height: BAR }), wide > widthOf(name, 10.5) + 8 ? [s("text", { class: `${look}-name`, x: x + 4, y: top + 11 }, name)] : []);
}

/** A reported date: a line on its day or a block for its month, and its words where there is room under it. @param {Span} over @param {any} report @param {number} bar @param {number[]} levels */
function mark(over, report, bar, levels) {
  const left = over.x(report.first);
  const wide = over.end(report.last) - left;
  const middle = left + wide / 2;
  const look = report.taken ? "taken" : "reported";
  const text = `${report.words}${report.kind === "theatrical" ? "" : ` (${report.kind})`}${report.taken ? ", the plan’s" : ""}`;
  const room = widthOf(text, 11.5, report.taken) + 10;
  const begin = Math.min(Math.max(2, middle - room / 2), Math.max(2, over.width - room));
  let level = levels.findIndex((used) => used <= begin);
  if (level < 0) level = levels.length - 1;
  levels[level] = begin + room;
  const y = bar + 36 + level * 15;
  const said = [`${report.kind} ${report.words}`, report.as_of ? `said on ${words.date(report.as_of)}` : "", report.cited, report.hedge].filter(Boolean).join("; ");
  return [s("g", { class: look }, s("title", {}, said),
    report.exact ? s("line", { class: "exact", x1: middle, x2: middle, y1: bar - 6, y2: bar + BAR + 6 }) : s("rect", { class: "month-of", x: left, y: bar - 4, width: Math.max(4, wide), height: BAR + 8 }),
    s("line", { class: "tie", x1: middle, x2: middle, y1: bar + BAR + 6, y2: y - 10 }), s("text", { x: begin, y }, text))];
}
