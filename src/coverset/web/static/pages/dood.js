/** The day-out-of-days: people down, dates across, the first columns and the head always in sight. */

import { get } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import * as words from "../core/words.js";
import { follow, first, keepInAddress, onBoard, ready } from "./live.js";

/** @typedef {[string, string, string?, string[]?, string[]?]} Cell code, look, and for work: unit, strips, films */

const LOOKS = {
  work: "works", ends: "starts or finishes", hold: "held", travel: "travels", rehearsal: "rehearses, tests or rigs", fitting: "fitting",
  drop: "dropped", holiday: "holiday", off: "company day off", hiatus: "hiatus", unavailable: "away", clash: "called although away", free: "", skipped: "not printed",
};

const form = /** @type {HTMLFormElement} */ (document.querySelector("#choose"));
const place = /** @type {HTMLElement} */ (document.querySelector("#dood"));
/** Where the reader is in a table, so that news leaves them there. @type {{table: number, row: number, column: number}} */
let at = { table: 0, row: 0, column: 0 };

const chosen = () => Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, String(value)]));

/** @param {any} news */
function draw(news) {
  const boxes = [...place.querySelectorAll(".dood-box")];
  const scrolled = boxes.map((box) => [box.scrollLeft, box.scrollTop]);
  const focused = place.contains(document.activeElement) && document.activeElement?.closest("td, th");
  if (!news.tables.length) {
    fill(place, h("p", { class: "nothing" }, news.film || news.unit ? "Nobody is called there: choose another unit or film." : "Nobody is called on this board yet. Put strips on days, or let the board plan, and come back."));
  } else {
    fill(place, news.tables.map((/** @type {any} */ table, /** @type {number} */ k) => matrix(news, table, k)), key(news));
    [...place.querySelectorAll(".dood-box")].forEach((box, k) => scrolled[k] && box.scrollTo(scrolled[k][0], scrolled[k][1]));
    if (focused) cellAt(at)?.focus({ preventScroll: true });
  }
  const query = new URLSearchParams({ unit: news.unit, profile: news.profile });
  if (!news.unit) query.delete("unit");
  for (const medium of ["pdf", "xlsx", "csv"]) document.querySelector(`#as-${medium}`)?.setAttribute("href", `/papers/day-out-of-days.${medium}?${query}`);
}

/** @param {any} news @param {any} table @param {number} number @returns {HTMLElement} */
function matrix(news, table, number) {
  const isCast = table.key === "cast";
  const heads = news.heads.map((/** @type {any} */ head, /** @type {number} */ k) => {
    const last = k === news.heads.length - 1;
    return h("tr", { class: last ? "dates" : "" },
      h("th", { class: "lead name", scope: "row" }, head.label),
      last ? dates(news) : head.cells.map((/** @type {[string, number]} */ [text, span]) => h(text ? "th" : "td", { colspan: span > 1 ? span : null, scope: text ? "colgroup" : null, class: span > 1 ? "span" : "" }, h("span", {}, text))),
      k === 0 ? table.totals.map((/** @type {string} */ title) => h("th", { class: "total", rowspan: news.heads.length, scope: "col" }, title)) : null);
  });
  const rows = table.rows.map((/** @type {any} */ row, /** @type {number} */ k) =>
    h("tr", { data: { person: row.id } },
      h("th", { class: "lead name", scope: "row", title: row.name }, isCast ? [h("span", { class: "no" }, row.number), " "] : null, row.name),
      row.cells.map((/** @type {Cell} */ cell, /** @type {number} */ column) => dated(news, row, cell, column, k)),
      row.totals.map((/** @type {string} */ text) => h("td", { class: "total" }, text))));
  const called = h("tr", { class: "called" },
    h("th", { class: "lead name", scope: "row" }, table.called.name),
    table.called.cells.map((/** @type {string} */ text) => h("td", {}, text)),
    table.called.totals.map((/** @type {string} */ text) => h("td", { class: "total" }, text)));
  const made = h("table", { class: "dood", "aria-label": `${table.title}, ${words.count(table.rows.length, isCast ? "person" : "hire", isCast ? "people" : "hires")}` },
    h("thead", {}, heads), h("tbody", {}, rows), h("tfoot", {}, called));
  made.addEventListener("keydown", (event) => walk(event, number));
  made.addEventListener("focusin", (event) => remember(event, number));
  return h("section", { class: "dood-part" }, h("h3", {}, `${table.title} (${table.rows.length})`),
    h("div", { class: "dood-box", tabindex: "0", role: "region", "aria-label": `${table.title} over the dates; arrow keys walk from day to day` }, made));
}

/** The dates of the last head row: each leads to its day on the board. @param {any} news */
function dates(news) {
  const shown = news.heads.at(-1).cells;
  return news.columns.map((/** @type {any} */ column, /** @type {number} */ k) => {
    const text = shown[k][0];
    const title = column.first === column.last ? words.date(column.first) : `${words.date(column.first)} to ${words.date(column.last)}: nobody is engaged`;
    return h("th", { scope: "col", title, class: column.works ? "" : "idle" }, column.unit ? h("a", { href: onBoard(column.unit, column.first), tabindex: "-1", "aria-label": `${title}, on the board` }, text) : text);
  });
}

/** @param {any} news @param {any} row @param {Cell} cell @param {number} column @param {number} line */
function dated(news, row, cell, column, line) {
  const [code, look, unit, strips, films] = cell;
  const day = news.columns[column].first;
  const elsewhere = Boolean((news.film && films?.length && !films.includes(news.film)) || (news.unit && unit && unit !== news.unit));
  const shown = h("td", { class: `${look}${elsewhere ? " elsewhere" : ""}` });
  if (unit === undefined) {
    shown.append(code);
    return shown;
  }
  const said = `${row.name}, ${words.date(day)}: ${code}, ${LOOKS[/** @type {keyof LOOKS} */ (look)]}${elsewhere ? " (elsewhere)" : ""}; ${strips?.join(", ") || ""}`;
  shown.append(h("a", { href: onBoard(unit, day, strips?.[0] ?? ""), title: said, "aria-label": said, tabindex: line === 0 && isFirst(row, column) ? "0" : "-1" }, code));
  return shown;
}

/** Whether a cell is a row's first that leads somewhere: there Tab comes in. @param {any} row @param {number} column */
const isFirst = (row, column) => row.cells.findIndex((/** @type {Cell} */ cell) => cell[2] !== undefined) === column;

/** @param {any} news */
function key(news) {
  return h("section", { class: "dood-key", "aria-label": "What the codes mean" },
    h("dl", { class: "codes" }, news.legend.map((/** @type {string[]} */ [code, text]) => h("div", {}, h("dt", {}, code), h("dd", {}, text))),
      news.film || news.unit ? h("div", {}, h("dt", {}, h("i", {}, "W")), h("dd", {}, `slanting: for another ${news.film ? "film" : "unit"}`)) : null),
    news.bases.length ? h("p", {}, "Bases: ", news.bases.map((/** @type {string[]} */ [code, text]) => `${code} ${text}`).join(", "), ".") : null,
    news.clashes.length ? h("div", { class: "card" }, h("h3", { class: "alarming" }, "Called although away"), h("ul", {}, news.clashes.map((/** @type {string} */ said) => h("li", {}, said)))) : null,
    h("details", {}, h("summary", {}, "What the codes rest on"), news.remarks.map((/** @type {string} */ said) => h("p", { class: "soft" }, said))));
}

/** A narrowed matrix begins where the unit or the film does. */
function toOwn() {
  if (!chosen().unit && !chosen().film) return;
  for (const box of place.querySelectorAll(".dood-box")) {
    const own = [...box.querySelectorAll("tbody td:not(.elsewhere):has(a)")].map((cell) => /** @type {HTMLElement} */ (cell).offsetLeft);
    const lead = /** @type {HTMLElement | null} */ (box.querySelector(".lead"))?.offsetWidth ?? 0;
    if (own.length) box.scrollLeft = Math.min(...own) - lead - 70;
  }
}

/** @param {{table: number, row: number, column: number}} where @returns {HTMLElement | null} */
function cellAt({ table, row, column }) {
  const rows = place.querySelectorAll("table.dood")[table]?.querySelectorAll("tbody tr");
  const cell = rows?.[row]?.children[column + 1];
  return /** @type {HTMLElement | null} */ (cell?.querySelector("a") ?? cell ?? null);
}

/** Arrows go to the next cell that leads somewhere, Home and End to a row's first and last. @param {KeyboardEvent} event @param {number} table */
function walk(event, table) {
  const cell = /** @type {HTMLElement} */ (event.target).closest("td");
  const line = cell?.closest("tbody tr");
  if (!cell || !line || event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = [...(line.parentElement?.children ?? [])];
  let row = rows.indexOf(line);
  let column = [...line.children].indexOf(cell);
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  /** @type {HTMLElement | null | undefined} */
  let found = null;
  if (event.key === "Home") found = line.querySelector("td a");
  else if (event.key === "End") found = /** @type {HTMLElement} */ ([...line.querySelectorAll("td a")].at(-1));
  else if (step) {
    while (!found) {
      row += step[0];
      column += step[1];
      const next = rows[row]?.children[column];
      if (!next || next.classList.contains("lead")) break;
      found = next.querySelector("a");
    }
  } else return;
  event.preventDefault();
  if (!found) return;
  for (const each of place.querySelectorAll("table.dood")[table].querySelectorAll('td a[tabindex="0"]')) each.setAttribute("tabindex", "-1");
  found.setAttribute("tabindex", "0");
  found.focus();
}

/** @param {FocusEvent} event @param {number} table */
function remember(event, table) {
  const cell = /** @type {HTMLElement} */ (event.target).closest("td");
  const line = cell?.closest("tbody tr");
  if (!cell || !line?.parentElement) return;
  at = { table, row: [...line.parentElement.children].indexOf(line), column: [...line.children].indexOf(cell) - 1 };
}

const came = first();
for (const [name, value] of new URLSearchParams(location.search)) {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLSelectElement && [...field.options].some((option) => option.value === value)) field.value = value;
}
const refresh = follow({ drawn: came.revision, ask: () => get("/api/days", chosen()), draw });
form.addEventListener("change", () => {
  const { unit, film, profile } = chosen();
  keepInAddress({ unit, film, profile: profile === "strip-days" ? "" : profile });
  refresh("The day out of days is shown as chosen.").then(toOwn);
});
form.addEventListener("submit", (event) => event.preventDefault());
const { unit, film, profile } = chosen();
if (unit || film || profile !== "strip-days") {
  await refresh();
  toOwn();
} else draw(came);
ready();
