/** Strips, days and units as elements: the same that the server draws for the first paint. */

import { h } from "../core/dom.js";
import { clock, day as said, hours, pages, short } from "../core/words.js";
import { title } from "./columns.js";

/** @typedef {import("../core/store.js").Strip} Strip */
/** @typedef {import("../core/store.js").Day} Day */
/** @typedef {import("./columns.js").Column} Column */

/** Minutes up to which a strip has each size where only its colour is shown. */
const SIZES = [60, 120, 240, 360, 480];

/** A scene's number with its part in words. @param {Strip} strip */
export const number = (strip) => (strip.film ? strip.number.replaceAll(" ", " pt ") : strip.number);

/** How much a strip is: pages, or minutes for work that has none. @param {Strip} strip */
export const length = (strip) => (strip.eighths ? pages(strip.eighths) : hours(strip.minutes));

/** A strip in the words of somebody who reads it out. @param {Strip} strip */
export function aloud(strip) {
  return [
    [strip.film, number(strip)].filter(Boolean).join(" "),
    [strip.int_ext, strip.time].filter(Boolean).join(" "),
    strip.set,
    strip.cast.length && `cast ${strip.cast.join(", ")}`,
    strip.eighths ? `${length(strip)} pages` : length(strip),
    strip.settled && "shot",
    strip.pinned && "pinned",
    strip.stunts.length && "stunt",
  ].filter(Boolean).join(", ");
}

/** What a strip is called in a sentence. @param {string} task @param {Strip | undefined} strip */
export const called = (task, strip) => (strip ? `${[strip.film, number(strip)].filter(Boolean).join(" ")}${strip.set ? `, ${strip.set}` : ""}` : task);

/** @param {string} task @param {Strip | undefined} strip @param {boolean} [whole] with what only a wide column has room for */
export function drawStrip(task, strip, whole = false) {
  const made = document.createElement("div");
  // First the class, as the server writes it.
  made.className = "strip";
  made.setAttribute("role", "option");
  made.tabIndex = -1;
  made.setAttribute("aria-selected", "false");
  made.dataset.task = task;
  if (!strip) {
    made.className = "strip unknown";
    made.setAttribute("aria-label", `${task}, which the production lacks`);
    made.append(span("no", task));
    return made;
  }
  made.className = `strip ${strip.colour} q${1 + SIZES.filter((limit) => strip.minutes > limit).length}${strip.pinned ? " pinned" : ""}${strip.settled ? " settled" : ""}`;
  made.setAttribute("aria-label", aloud(strip));
  const no = span("no", "");
  if (strip.film) no.append(h("small", { class: "film" }, strip.film), " ");
  no.append(number(strip));
  const signs = span("signs", "");
  if (strip.settled) signs.append(h("i", { class: "sign shot", title: "Shot" }));
  if (strip.pinned) signs.append(h("i", { class: "sign pin", title: "Pinned" }));
  if (strip.stunts.length) signs.append(h("i", { class: "sign stunt", title: "Stunt" }));
  made.append(no, span("slug", `${strip.int_ext} ${strip.time}`), span("length", length(strip)), span("set", strip.set), span("cast", strip.cast.join(", ")), signs);
  if (whole) made.append(...details(strip));
  return made;
}

/** @param {Strip} strip */
function details(strip) {
  const facts = [strip.location && `At ${strip.location}`, strip.people.join(", "), strip.elements.join(", "), strip.stunts.length && `Stunts: ${strip.stunts.join(", ")}`];
  return [strip.synopsis && span("synopsis", strip.synopsis), ...facts.map((fact) => fact && span("fact", fact))].filter((each) => each instanceof Node);
}

/** @param {string} name @param {string} words */
function span(name, words) {
  const made = document.createElement("span");
  made.className = name;
  made.textContent = words;
  return made;
}

/**
 * A unit's day with its strips.
 * @param {Day} day @param {string} unit the unit's name @param {number} nth @param {import("../core/store.js").Board} board @param {boolean} [whole]
 */
export function drawDay(day, unit, nth, board, whole = false) {
  const strips = h("div", { class: "strips", role: "listbox", "aria-multiselectable": "true", "aria-label": `${said(day.day)}, ${unit}` },
    drawInside(day, (task) => drawStrip(task, board.strips[task], whole)));
  return h("div", { class: dayClass(day), data: { unit: day.unit, day: day.day } }, drawTop(day, nth, board.currency), strips);
}

/** @param {Day} day */
export const dayClass = (day) => `day used${day.lost ? " lost" : ""}${day.past ? " past" : ""}${day.pinned ? " held" : ""}`;

/** What stands above a day's strips. @param {Day} day @param {number} nth @param {string} currency */
export const drawTop = (day, nth, currency) => [drawHead(day, said(day.day), nth, currency), day.move && h("div", { class: "strip banner move" }, "Company move overnight")].filter((each) => each instanceof Node);

/** What stands in a day, in its order. @param {Day} day @param {(task: string) => HTMLElement} strip @returns {HTMLElement[]} */
export const drawInside = (day, strip) => day.strips.flatMap((each) => {
  if (typeof each !== "string") return [drawBanner(each.banner + (each.minutes ? `, ${hours(each.minutes)}` : ""), "")];
  return day.moves.includes(each) ? [drawBanner("Company move", " move"), strip(each)] : [strip(each)];
});

/** @param {string} words @param {string} kind */
const drawBanner = (words, kind) => h("div", { class: `strip banner${kind}`, role: "option", "aria-selected": "false", "aria-disabled": "true" }, words);

/** @param {Day} day @param {string} words @param {number} nth @param {string} currency */
function drawHead(day, words, nth, currency) {
  const { totals } = day;
  const mark = (/** @type {unknown} */ is, /** @type {string} */ name, /** @type {string} */ said) => is && [" ", h("span", { class: `mark ${name}` }, said)];
  return h("div", { class: "head" },
    h("h3", {}, h("button", { type: "button", class: "name", tabindex: "-1", "aria-haspopup": "menu" }, span("nth", String(nth)), " ", h("time", { datetime: day.day }, words))),
    h("p", { class: "base" }, day.base,
      mark(day.lost, "lost", "lost"), mark(day.past, "past", "past"), mark(day.pinned, "held", "held"), mark(day.call_pinned, "called", "call held"), mark(day.weather, "weather", "weather")),
    h("p", { class: "figures" }, span("pages", `${pages(totals.eighths)} pp`), " ", span("minutes", hours(totals.minutes)), " ", span("money", short(totals.cost, currency))),
    h("p", { class: "hours" },
      totals.call !== null && span(`call${totals.overtime ? " over" : ""}`, `${clock(totals.call)}-${clock(/** @type {number} */ (totals.wrap))}`),
      totals.sunrise !== null && [" ", h("span", { class: "sun" }, h("i", { class: "sign daylight", title: "Sun" }), `${clock(totals.sunrise)}-${clock(/** @type {number} */ (totals.sunset))}`)]));
}

/** @param {Column} column */
export const freeClass = (column) => `day free${column.kind === "used" ? " wide" : ""}`;

/** @param {Column} column */
export const offClass = (column) => `off ${column.kind}`;

/** A date that a unit has free. @param {string} unit @param {Column} column */
export const drawFree = (unit, column) => h("div", { class: freeClass(column), data: { unit, day: column.day } }, h("time", { datetime: column.day }, said(column.day)));

/** Dates on which nobody works. @param {Column} column */
export const drawOff = (column) => h("div", { class: offClass(column), data: { from: column.day }, title: title(column) });

/** What a unit's row says of it. @param {Day[]} days */
export function unitWords(days) {
  const eighths = days.reduce((sum, each) => sum + each.totals.eighths, 0);
  return `${days.length} ${days.length === 1 ? "day" : "days"}${eighths ? `, ${pages(eighths)} pages` : ""}`;
}

/** A unit's row, without its dates. @param {{id: string, name: string}} unit @param {number} at */
export const drawUnit = (unit, at) => h("section", { class: "unit", data: { unit: unit.id }, "aria-labelledby": `unit-${at}` },
  h("h2", { class: "unit-head", id: `unit-${at}` }, h("span", { class: "unit-name" }, unit.name), " ", h("small", {})),
  h("div", { class: "days" }));
