/** Map and timeline: the moves on a map, the units over the dates, the films' dates; each with a table that says the same. */

import { get } from "../core/api.js";
import { fill, h, s } from "../core/dom.js";
import { announce } from "../core/say.js";
import * as words from "../core/words.js";
import { mapOf } from "./chart-map.js";
import { ROW, datesOf, releases } from "./chart-release.js";
import { HEAD, LANE, axis, laneOf, now, span, stops } from "./chart-time.js";
import { follow, first, onBoard, ready } from "./live.js";

/** What fits across a sheet of A4 or Letter, upright. */
const SHEET = 690;
let onPaper = false;

/** @param {string} id */
const at = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const NAMES = matchMedia("(max-width: 40rem)");

let news = first();
/** What the reader chose: units off the map, whose journeys are on it, how many pixels a day has ("" = all of it fits). */
const chosen = { off: new Set(), people: "", time: 0, release: 0 };

/** How wide a drawing may be. @param {string} id */
const across = (id) => (onPaper ? SHEET : Math.max(320, at(id).clientWidth));
/** The units that go from base to base. @returns {any[]} */
const travelling = () => news.map.units.filter((/** @type {any} */ unit) => news.map.moves.some((/** @type {any} */ move) => move.leg && move.unit === unit.id));
/** @param {string} unit */
const ink = (unit) => Math.max(0, travelling().findIndex((each) => each.id === unit)) % 6;
/** @param {string} base */
const tint = (base) => news.timeline.bases.findIndex((/** @type {any} */ each) => each.id === base) % 8;

function choices() {
  const { journeys } = news.map;
  const going = travelling();
  const people = [...new Map(journeys.map((/** @type {any} */ each) => [each.person, each])).values()];
  fill(at("map-choose"),
    going.length > 1 ? going.map((unit) => h("label", { class: `check unit-${ink(unit.id)}` }, h("input", { type: "checkbox", name: "unit", value: unit.id, checked: !chosen.off.has(unit.id) }), h("span", { class: "swatch", "aria-hidden": "true" }), " ", unit.name)) : [],
    people.length ? h("label", { class: "check" }, "People’s journeys ", h("select", { name: "people" }, h("option", { value: "" }, "not shown"), h("option", { value: "*", selected: chosen.people === "*" }, "everybody’s"), people.map((/** @type {any} */ each) => h("option", { value: each.person, selected: chosen.people === each.person }, each.name)))) : []);
}

function drawMap() {
  const { map } = news;
  const placed = map.bases.filter((/** @type {any} */ base) => base.latitude !== null);
  const legs = map.moves.filter((/** @type {any} */ move) => move.leg && !chosen.off.has(move.unit));
  const journeys = map.journeys.filter((/** @type {any} */ each) => chosen.people === "*" || each.person === chosen.people);
  const travel = legs.reduce((/** @type {number} */ sum, /** @type {any} */ leg) => sum + leg.travel.length, 0);
  fill(at("map-facts"),
    map.bases.length ? `${words.count(legs.length, "journey")} between ${words.count(map.bases.length, "base")}, ${words.count(travel, "travel date")}; ${words.money(map.moves.reduce((/** @type {number} */ sum, /** @type {any} */ each) => sum + each.move_cost + each.travel_cost, 0), map.currency)} for all company moves and unit travel.` : "",
    map.missing.length ? ` Not on the map, for want of coordinates: ${map.missing.join(", ")}.` : "",
    map.missing.length ? [" ", h("a", { href: "/tables?table=places" }, "Enter them in the table of places")] : "");
  if (!map.bases.length) fill(at("map"), h("p", { class: "nothing" }, "No unit works anywhere yet: put strips on days, and the map shows where the company goes."));
  else if (placed.length < 2) fill(at("map"), h("p", { class: "nothing" }, placed.length ? `Everything is shot from ${placed[0].name}: there is no journey to draw.` : "No base has coordinates yet."));
  else fill(at("map"), mapOf(map, legs, journeys, ink, across("map")));
  const unitName = new Map(map.units.map((/** @type {any} */ unit) => [unit.id, unit.name]));
  fill(at("legs"), legs.map((/** @type {any} */ leg) => h("li", { class: `unit-${ink(leg.unit)}`, data: { leg: leg.leg } },
    h("span", { class: "number" }, leg.leg),
    h("div", {}, h("a", { href: onBoard(leg.unit, leg.day) }, `${leg.start_name} to ${leg.end_name}`), h("br"),
      h("span", { class: "soft" }, [words.date(leg.day), unitName.get(leg.unit), leg.km === null ? "" : `${leg.km.toLocaleString("en-GB")} km`, leg.travel.length ? `travels ${leg.travel.map(words.day).join(", ")}` : "no travel date"].filter(Boolean).join(" · "))))));
}

/** A journey under the pointer or the keyboard is seen in both places. @param {Event} event */
function light(event) {
  const leg = /** @type {Element} */ (event.target).closest("[data-leg]")?.getAttribute("data-leg") ?? "";
  for (const way of document.querySelectorAll("[data-way]")) way.classList.toggle("lit", way.getAttribute("data-way") === leg);
}

/** @param {string[]} titles @param {any[]} rows @param {string} empty @param {string} label */
const table = (titles, rows, empty, label) =>
  rows.length ? h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label }, h("table", {}, h("thead", {}, h("tr", {}, titles.map((title) => h("th", { scope: "col", class: title.startsWith("#") ? "figure" : "" }, title.replace("#", ""))))), h("tbody", {}, rows))) : h("p", { class: "soft" }, empty);

function tables() {
  const { map, timeline } = news;
  const unitName = new Map(map.units.map((/** @type {any} */ unit) => [unit.id, unit.name]));
  /** @param {number} minor */
  const cash = (minor) => (minor ? words.money(minor, map.currency) : "-");
  fill(at("moves-table"), table(["Leg", "Date", "Unit", "Move", "From", "To", "Travel dates", "#km", "#Company move", "#Travel"], map.moves.map((/** @type {any} */ move) => h("tr", { class: move.leg ? "strong-row" : "" },
    h("td", {}, move.leg || ""), h("td", {}, h("a", { class: "when", href: onBoard(move.unit, move.day) }, words.date(move.day))), h("td", {}, unitName.get(move.unit) ?? move.unit),
    h("td", {}, move.minute === null ? move.kind : `${move.kind}, ${words.clock(move.minute)}`), h("td", {}, move.start_name), h("td", {}, move.end_name), h("td", {}, move.travel.map(words.day).join(", ")),
    h("td", { class: "figure" }, move.km === null ? "" : move.km.toLocaleString("en-GB")), h("td", { class: "figure" }, cash(move.move_cost)), h("td", { class: "figure" }, cash(move.travel_cost)))), "No unit moves: each stays at one location.", "Every move"));
  const film = new Map(timeline.films.map((/** @type {any} */ each) => [each.id, `${each.id} ${each.title}`]));
  fill(at("stays-table"), table(["Film", "Unit", "Base", "From", "To", "#Dates worked"], timeline.lanes.flatMap((/** @type {any} */ lane) => lane.stays.map((/** @type {any} */ stay) => h("tr", {},
    h("td", {}, film.get(lane.film) ?? "Rig and rehearsal"), h("td", {}, lane.name), h("td", {}, stay.name), h("td", {}, h("a", { class: "when", href: onBoard(lane.unit, stay.first) }, words.date(stay.first))), h("td", {}, words.date(stay.last)), h("td", { class: "figure" }, stay.days)))), "No unit works yet.", "Every stay"));
  fill(at("reports-table"), table(["Film", "Date of", "Reported", "Said on", "Source", "How surely", "Known", "The plan"], timeline.films.flatMap((/** @type {any} */ each) => [
    ...each.reports.map((/** @type {any} */ report) => h("tr", { class: report.taken ? "strong-row" : "" }, h("td", {}, each.id), h("td", {}, report.kind), h("td", {}, report.words), h("td", {}, report.as_of ? words.date(report.as_of) : "not known"), h("td", {}, report.cited), h("td", {}, report.hedge), h("td", {}, report.mark), h("td", {}, report.taken ? "goes by this" : "not taken"))),
    ...each.derived.map((/** @type {any} */ one) => h("tr", {}, h("td", {}, each.id), h("td", {}, one.kind), h("td", {}, one.words), h("td", {}, ""), h("td", {}, `follows from ${one.from}`), h("td", {}, ""), h("td", {}, "derived"), h("td", {}, "")))]), "No date of release is reported: put them into milestones.toml.", "Every reported date"));
}

/** @param {string} place @param {"time" | "release"} which @param {number} fitting */
function zoom(place, which, fitting) {
  const now = chosen[which] || fitting;
  /** @param {number} wanted @param {string} said */
  const set = (wanted, said) => {
    chosen[which] = wanted;
    drawTime();
    announce(said);
  };
  fill(at(place),
    h("button", { type: "button", "aria-label": "Dates closer together", onclick: () => set(Math.max(fitting, now / 1.6), "Closer together") }, "−"),
    h("button", { type: "button", "aria-pressed": String(!chosen[which]), onclick: () => set(0, "All of it") }, "All"),
    h("button", { type: "button", "aria-label": "Dates farther apart", onclick: () => set(Math.min(Math.max(60, fitting * 4), now * 1.6), "Farther apart") }, "+"));
}

/** The drawing and, standing still beside it, the names of its rows. @param {string} place @param {any[]} names @param {SVGElement} drawing @param {string} label */
function beside(place, names, drawing, label) {
  const box = /** @type {HTMLElement | null} */ (at(place).querySelector(".time-box"));
  const scrolled = box?.scrollLeft ?? 0;
  fill(at(place), h("div", { class: "time-frame" }, h("div", { class: "time-names", "aria-hidden": "true" }, names), h("div", { class: "time-box", tabindex: "0", role: "region", "aria-label": label }, drawing)));
  at(place).querySelector(".time-box")?.scrollTo(scrolled, 0);
}

function drawTime() {
  drawLanes();
  drawFilms();
}

function drawLanes() {
  const { timeline } = news;
  const room = across("time") - (NAMES.matches && !onPaper ? 96 : 180) - 2;
  const dates = timeline.lanes.flatMap((/** @type {any} */ lane) => [...lane.stays.flatMap((/** @type {any} */ stay) => [stay.first, stay.last]), ...lane.travel]).sort();
  at("time-zoom").hidden = !dates.length;
  if (!dates.length) return fill(at("time"), h("p", { class: "nothing" }, "No unit works on any date yet."));
  const [begin, end] = [dates[0], dates.at(-1)];
  const days = span(begin, end, 1).days;
  const over = span(begin, end, (!onPaper && chosen.time) || room / days);
  zoom("time-zoom", "time", room / days);
  const films = [...timeline.films.map((/** @type {any} */ film) => film.id), ""];
  /** @type {any[]} */
  const names = [h("div", { class: "corner", style: { height: `${HEAD}px` } })];
  /** @type {any[]} */
  const parts = [];
  let top = HEAD;
  for (const id of films) {
    const lanes = timeline.lanes.filter((/** @type {any} */ lane) => lane.film === id);
    if (!lanes.length) continue;
    const title = timeline.films.find((/** @type {any} */ film) => film.id === id);
    names.push(h("div", { class: "film-name", style: { height: "24px" } }, title ? `${title.id} ${title.title}` : "Rig and rehearsal"));
    parts.push(s("rect", { class: "film-band", x: 0, y: top, width: over.width, height: 24 }));
    if (title) parts.push(...title.reports.filter((/** @type {any} */ report) => over.holds(report.first)).map((/** @type {any} */ report) => s("text", { class: report.taken ? "stone taken" : "stone", x: over.x(report.first), y: top + 16 }, `◆ ${report.kind} ${report.words}`)));
    top += 24;
    for (const lane of lanes) {
      names.push(h("div", { class: "lane-name", style: { height: `${LANE}px` } }, h("span", {}, lane.name), h("small", {}, words.count(lane.days, "date"))));
      parts.push(...laneOf(over, lane, top + 7, tint));
      top += LANE;
    }
  }
  const height = top + 18;
  const drawing = s("svg", { class: "time", width: over.width, height, viewBox: `0 0 ${over.width} ${height}`, role: "group", "aria-label": `Units over the dates, ${words.date(begin)} to ${words.date(end)}; the table below says the same` },
    stops(over, timeline, height), axis(over, height), parts, now(over, timeline.today, height));
  beside("time", names, drawing, "Units over the dates; arrow keys scroll");
  const off = over.holds(timeline.today) ? "" : `Today, ${words.date(timeline.today)}, is ${timeline.today < begin ? "before" : "after"} these dates.`;
  const used = new Set(timeline.lanes.flatMap((/** @type {any} */ lane) => lane.stays.map((/** @type {any} */ stay) => stay.base)));
  at("time").append(h("p", { class: "chart-key" }, timeline.bases.filter((/** @type {any} */ base) => used.has(base.id)).map((/** @type {any} */ base) => h("span", {}, h("i", { class: `swatch base-${tint(base.id)}` }), " ", base.name)),
    h("span", {}, h("i", { class: "swatch road" }), " journey"), timeline.holidays.some((/** @type {any} */ each) => over.holds(each.day)) ? h("span", {}, h("i", { class: "swatch feast" }), " holiday") : "", timeline.hiatus.length ? h("span", {}, h("i", { class: "swatch hiatus" }), " hiatus") : "", off ? h("span", {}, off) : ""));
}

function drawFilms() {
  const { timeline } = news;
  fill(at("films"), timeline.films.map((/** @type {any} */ film) => h("div", { class: "card film" },
    h("h3", {}, `${film.id} ${film.title}`),
    h("dl", { class: "facts" },
      film.shoot ? pair("Shot", `${words.date(film.shoot[0])} to ${words.date(film.shoot[1])}`) : pair("Shot", "nothing of it is on the board"),
      film.slack ? [pair("Ready", `${words.date(film.slack.ready)}, after ${film.slack.post_days} days`), pair("Due", film.slack.due), pair("Slack", film.slack.words, film.slack.late ? "alarming" : "saving")] : []),
    film.slack?.late ? h("p", { class: "alarming" }, "Late by this plan.") : null,
    film.disputed.map((/** @type {string} */ said) => h("p", { class: "disputed" }, h("span", { class: "badge careful" }, "Reports differ"), " ", said)))));
  const dates = datesOf(timeline).sort();
  at("release-zoom").hidden = !dates.length;
  if (!dates.length) return fill(at("release"), h("p", { class: "nothing" }, "Nothing is shot and no date is reported yet."));
  const room = across("release") - (NAMES.matches && !onPaper ? 96 : 180) - 2;
  const [begin, end] = [`${dates[0].slice(0, 7)}-01`, words.later(/** @type {string} */ (dates.at(-1)), 25)];
  const fitting = room / span(begin, end, 1).days;
  zoom("release-zoom", "release", fitting);
  const height = HEAD + timeline.films.length * ROW;
  const names = [h("div", { class: "corner", style: { height: `${HEAD}px` } }), timeline.films.map((/** @type {any} */ film) => h("div", { class: "lane-name", style: { height: `${ROW}px` } }, h("span", {}, `${film.id} ${film.title}`)))];
  beside("release", names.flat(), releases(span(begin, end, (!onPaper && chosen.release) || fitting), timeline, height), "Films and their dates; arrow keys scroll");
  at("release").append(h("p", { class: "chart-key" }, [["shoot", "shoot"], ["post", "post-production"], ["due", "due"], ["taken", "the date the plan goes by"], ["reported", "reported before or beside it"]].map(([look, text]) => h("span", {}, h("i", { class: `swatch ${look}` }), " ", text))));
}

/** @param {string} term @param {string} said @param {string} [look] */
const pair = (term, said, look = "") => h("div", {}, h("dt", {}, term), h("dd", { class: look }, said));

/** @param {any} came */
function draw(came) {
  news = came;
  choices();
  drawMap();
  drawTime();
  tables();
}

at("map-choose").addEventListener("change", (event) => {
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (field.name === "unit") field.checked ? chosen.off.delete(field.value) : chosen.off.add(field.value);
  else chosen.people = field.value;
  drawMap();
});
for (const kind of ["pointerover", "focusin"]) at("map-row").addEventListener(kind, light);
for (const [when, paper] of /** @type {[string, boolean][]} */ ([["beforeprint", true], ["afterprint", false]])) {
  addEventListener(when, () => {
    onPaper = paper;
    drawMap();
    drawTime();
  });
}
let wide = 0;
new ResizeObserver(() => {
  if (onPaper || Math.abs(at("map").clientWidth - wide) < 8) return;
  wide = at("map").clientWidth;
  drawMap();
  drawTime();
}).observe(at("map"));
wide = at("map").clientWidth;
follow({
  drawn: news.map.revision,
  ask: async () => {
    const [map, timeline] = await Promise.all([get("/api/map"), get("/api/timeline")]);
    return { map, timeline, revision: Math.min(map.revision, timeline.revision) };
  },
  draw,
});
draw(news);
ready();
