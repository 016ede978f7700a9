/** Which dates the board shows, one column each: as the server works them out for the first paint. */

import { day as said, later } from "../core/words.js";

/**
 * A date, or a run of dates on which nobody works. "used": some unit has strips there; "free": a working date; "off";
 * "holiday".
 * @typedef {{kind: "used" | "free" | "off" | "holiday", day: string, last: string}} Column
 */

const BEFORE = 7;
const AFTER = 14;
const EMPTY = 60;

/** @param {import("../core/store.js").Board} board @returns {Column[]} */
export function columns(board) {
  const used = new Set(board.days.map((each) => each.day));
  const days = [...used].sort();
  const { first, last } = board.dates;
  if (!first || !last) return days.map((each) => ({ kind: "used", day: each, last: each }));
  const earliest = days[0];
  const latest = days[days.length - 1];
  const begin = days.length ? least(earliest, most(first, later(earliest, -BEFORE))) : first;
  const end = days.length ? most(latest, least(last, later(latest, AFTER))) : least(last, later(first, EMPTY));
  const off = new Set(board.dates.off);
  const holidays = new Set(board.dates.holidays);
  /** @type {Column[]} */
  const found = [];
  for (let day = begin; day <= end; day = later(day, 1)) {
    const kind = used.has(day) ? "used" : holidays.has(day) ? "holiday" : off.has(day) ? "off" : "free";
    const before = found[found.length - 1];
    if (kind === "off" && before?.kind === "off") before.last = day;
    else found.push({ kind, day, last: day });
  }
  return found;
}

/** A column in words. @param {Column} column */
export const title = (column) => (column.day === column.last ? said(column.day) : `${said(column.day)} to ${said(column.last)}`);

/** @param {string} a @param {string} b */
const least = (a, b) => (a < b ? a : b);

/** @param {string} a @param {string} b */
const most = (a, b) => (a > b ? a : b);
