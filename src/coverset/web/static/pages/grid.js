/** A table that is edited like a spreadsheet: arrows walk, Enter and typing edit, Escape leaves the cell as it was. */

import { fill, h } from "../core/dom.js";
import { valueOf, words } from "./pending.js";

/** @typedef {import("./pending.js").Row} Row */
/** @typedef {{key: string, title: string, kind: string, choices: string[], hint: string}} Column */
/** @typedef {{table: string, title: string, file: string, one: boolean, columns: Column[]}} Section */

const RIGHT = new Set(["money", "number", "degrees"]);
const NOUNS = { cast: "person", resources: "hire", bases: "base", locations: "location", units: "unit", holiday: "holiday", travel: "road" };
/** The cell that a row of a list is known by. */
const LEADS = { holiday: "day", travel: "between" };
const HEADS = { holiday: "Date", travel: "Road" };
const IDS = { cast: "an id, as LEAD", holiday: "its date, 2026-04-03", travel: "its ends, venice - rome" };

/**
 * @param {Section} section @param {Row[]} rows @param {import("./pending.js").Pending} pending
 * @param {{changed: () => void, told: (column: Column | null) => void}} page
 */
export function grid(section, rows, pending, page) {
  const lead = LEADS[/** @type {keyof LEADS} */ (section.table)] ?? (section.file.endsWith(".csv") ? (section.columns.find(({ key }) => key === "id") ?? section.columns[0]).key : "");
  const columns = section.columns.filter(({ key }) => key !== lead);
  const noun = NOUNS[/** @type {keyof NOUNS} */ (section.table)] ?? "row";
  const shown = [...rows.filter((row) => row.table === section.table), ...[...pending.added.values()].filter((row) => row.table === section.table)];
  if (section.one && !shown.length) shown.push({ table: section.table, id: section.table, cells: {} });
  const table = h("table", { class: section.one ? "grid one" : "grid", role: "grid", "aria-label": section.title });
  if (section.one) fill(table, h("tbody", {}, columns.map((column) => h("tr", {}, h("th", { scope: "row" }, column.title), cellOf(shown[0], column), h("td", { class: "hint" }, column.hint)))));
  else fill(table,
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, HEADS[/** @type {keyof HEADS} */ (section.table)] ?? "Id"), columns.map((column) => h("th", { scope: "col", class: RIGHT.has(column.kind) ? "figure" : "", title: column.hint || null }, column.title)), h("th", { scope: "col" }, h("span", { class: "unseen" }, "Take out")))),
    h("tbody", {}, shown.map(line)));
  table.querySelector("td[data-key]")?.setAttribute("tabindex", "0");
  table.addEventListener("keydown", keys);
  table.addEventListener("dblclick", (event) => open(cellAt(event)));
  table.addEventListener("click", (event) => touch(cellAt(event)));
  table.addEventListener("focusin", (event) => tell(cellAt(event)));
  table.addEventListener("copy", copy);
  table.addEventListener("paste", paste);

  /** @param {Row} row */
  function line(row) {
    const gone = pending.isGone(row.table, row.id);
    return h("tr", { class: gone ? "gone" : row.isNew ? "new" : "", data: { row: row.id } },
      h("th", { scope: "row" }, row.id, row.isNew ? h("span", { class: "badge careful" }, "new") : null, gone ? h("span", { class: "badge alarming" }, "goes") : null),
      columns.map((column) => cellOf(row, column)),
      h("td", { class: "take-out" }, h("button", { type: "button", class: "quiet bare", "aria-label": gone ? `Keep ${row.id}` : `Take ${row.id} out`, onclick: () => {
        gone ? pending.bringBack(row) : pending.remove(row);
        page.changed();
      } }, gone ? "Keep" : "Take out")));
  }

  /** @param {Row} row @param {Column} column */
  function cellOf(row, column) {
    const cell = h("td", { role: "gridcell", tabindex: "-1", data: { id: row.id, key: column.key } });
    paint(cell, row, column);
    return cell;
  }

  /** @param {HTMLElement} cell @param {Row} row @param {Column} column */
  function paint(cell, row, column) {
    const held = pending.cell(row.table, row.id, column.key);
    const value = held ? held.value : row.cells[column.key];
    cell.className = [RIGHT.has(column.kind) ? "figure" : "", column.kind, held ? "unsaved" : "", held?.theirs !== undefined ? "theirs" : "", held?.wrong ? "wrong" : ""].filter(Boolean).join(" ");
    cell.toggleAttribute("aria-invalid", false);
    if (held?.wrong) cell.setAttribute("aria-invalid", "true");
    cell.title = held?.wrong ?? (held ? `Not saved; it was ${words(held.was) || "empty"}` : "");
    fill(cell, pretty(value, column), held ? h("span", { class: "unseen" }, held.wrong ? " (wrong)" : " (not saved)") : "", held?.theirs !== undefined ? h("small", { class: "theirs-say" }, `theirs now: ${words(held.theirs) || "empty"}`) : "");
  }

  /** @param {Event} event */
  function cellAt(event) {
    return /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("td[data-key]"));
  }

  /** @param {HTMLElement} cell */
  function about(cell) {
    const row = shown.find(({ id }) => id === cell.dataset.id);
    const column = columns.find(({ key }) => key === cell.dataset.key);
    return row && column ? { row, column } : null;
  }

  /** @param {HTMLElement | null} cell */
  function tell(cell) {
    if (!cell) return;
    for (const each of table.querySelectorAll('td[tabindex="0"]')) each.setAttribute("tabindex", "-1");
    cell.setAttribute("tabindex", "0");
    page.told(about(cell)?.column ?? null);
  }

  /** A second touch on the cell that one stands in edits it, as there is no Enter under a finger. @param {HTMLElement | null} cell */
  function touch(cell) {
    if (!cell || cell.querySelector("input, select")) return;
    if (document.activeElement === cell && cell.dataset.touched === "yes") open(cell);
    else cell.focus();
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (table.querySelectorAll("[data-touched]"))) delete each.dataset.touched;
    cell.dataset.touched = "yes";
  }

  /** @param {HTMLElement | null} cell @param {string} [typed] what begins the new value */
  function open(cell, typed) {
    if (!cell || cell.querySelector("input, select")) return;
    const found = about(cell);
    if (!found || pending.isGone(found.row.table, found.row.id)) return;
    const { row, column } = found;
    const held = pending.cell(row.table, row.id, column.key);
    const before = words(held ? held.value : row.cells[column.key]);
    const label = `${column.title} of ${row.id}`;
    const isChoice = ["choice", "yes"].includes(column.kind);
    const field = /** @type {HTMLInputElement | HTMLSelectElement} */ (isChoice
      ? h("select", { "aria-label": label }, [...new Set(["", before, ...column.choices])].map((choice) => h("option", { value: choice, selected: choice === before }, choice || "(nothing)")))
      : h("input", { "aria-label": label, type: "text", value: typed ?? before, maxlength: 400, inputmode: RIGHT.has(column.kind) ? "decimal" : null, placeholder: column.kind === "date" ? "2026-03-16" : null }));
    let done = false;
    /** @param {boolean} keep */
    const close = (keep) => {
      if (done) return;
      done = true;
      const said = field.value;
      if (keep && said.trim() !== before) pending.set(row, column.key, valueOf(said, column, section.file));
      field.remove();
      paint(cell, row, column);
      if (keep && said.trim() !== before) page.changed();
    };
    field.addEventListener("blur", () => close(true));
    field.addEventListener("keydown", (/** @type {any} */ event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        close(false);
        find(cell)?.focus();
      } else if (event.key === "Enter" || event.key === "Tab") {
        event.preventDefault();
        event.stopPropagation();
        const next = event.key === "Enter" ? [event.shiftKey ? -1 : 1, 0] : [0, event.shiftKey ? -1 : 1];
        close(true);
        step(find(cell), next[0], next[1], true);
      } else event.stopPropagation();
    });
    fill(cell, field);
    field.focus();
    if (!(field instanceof HTMLInputElement)) return;
    if (typed === undefined) field.select();
    else field.setSelectionRange(typed.length, typed.length);
  }

  /** @param {ClipboardEvent} event */
  function copy(event) {
    const cell = /** @type {HTMLElement} */ (event.target);
    const found = cell.matches("td[data-key]") ? about(cell) : null;
    if (!found || !event.clipboardData) return;
    const held = pending.cell(found.row.table, found.row.id, found.column.key);
    event.clipboardData.setData("text/plain", words(held ? held.value : found.row.cells[found.column.key]));
    event.preventDefault();
  }

  /** Cells that were copied from a spreadsheet fill as many here, down and to the right. @param {ClipboardEvent} event */
  function paste(event) {
    const cell = /** @type {HTMLElement} */ (event.target);
    const start = cell.matches("td[data-key]") ? about(cell) : null;
    const text = event.clipboardData?.getData("text/plain");
    if (!start || !text) return;
    event.preventDefault();
    const [top, left] = [shown.indexOf(start.row), columns.indexOf(start.column)];
    text.replace(/\r?\n$/, "").split(/\r?\n/).forEach((line, down) => line.split("\t").forEach((said, right) => {
      // Where there is but one row its cells stand below one another.
      const row = section.one ? shown[0] : shown[top + down];
      const column = columns[section.one ? left + down : left + right];
      if (row && column && !(section.one && right) && !pending.isGone(row.table, row.id)) pending.set(row, column.key, valueOf(said, column, section.file));
    }));
    page.changed();
    find(cell)?.focus();
  }

  /** The cell of the same row and column on the page now: a save or news may have drawn it anew. @param {HTMLElement} cell */
  function find(cell) {
    if (cell.isConnected) return cell;
    return /** @type {HTMLElement | null} */ (document.querySelector(`table[aria-label="${CSS.escape(section.title)}"] td[data-id="${CSS.escape(cell.dataset.id ?? "")}"][data-key="${CSS.escape(cell.dataset.key ?? "")}"]`));
  }

  /** @param {HTMLElement | null} cell @param {number} down @param {number} right @param {boolean} [stay] */
  function step(cell, down, right, stay = false) {
    const line = cell?.closest("tr");
    if (!cell || !line) return;
    const at = [...line.children].indexOf(cell);
    const next = down ? (down > 0 ? line.nextElementSibling : line.previousElementSibling)?.children[at] : line.children[at + right];
    const found = /** @type {HTMLElement | null} */ (next?.matches("td[data-key]") ? next : null);
    if (found) found.focus();
    else if (stay) cell.focus();
  }

  /** @param {KeyboardEvent} event */
  function keys(event) {
    const cell = /** @type {HTMLElement} */ (event.target);
    if (!cell.matches("td[data-key]") || event.ctrlKey || event.metaKey || event.altKey) return;
    const way = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (way) step(cell, way[0], way[1]);
    else if (event.key === "Enter" || event.key === "F2") open(cell);
    else if (event.key === "Home") /** @type {HTMLElement | null} */ (cell.closest("tr")?.querySelector("td[data-key]"))?.focus();
    else if (event.key === "End") /** @type {HTMLElement | undefined} */ ([...(cell.closest("tr")?.querySelectorAll("td[data-key]") ?? [])].at(-1))?.focus();
    else if (event.key === "Delete" || event.key === "Backspace") {
      const found = about(cell);
      if (found) pending.set(found.row, found.column.key, null);
      if (found) paint(cell, found.row, found.column);
      page.changed();
      find(cell)?.focus();
    } else if (event.key.length === 1) open(cell, event.key);
    else return;
    event.preventDefault();
  }

  const adder = section.one ? null : h("form", { class: "add-row", onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault();
    const field = /** @type {HTMLInputElement} */ (/** @type {HTMLFormElement} */ (event.target).elements.namedItem("id"));
    const id = field.value.trim();
    if (!id) return;
    field.setCustomValidity(shown.some((row) => row.id === id) ? `${id} is there already.` : "");
    if (!field.reportValidity()) return;
    pending.add(section.table, id);
    field.value = "";
    page.changed();
    const made = document.querySelector(`table[aria-label="${CSS.escape(section.title)}"] td[data-id="${CSS.escape(id)}"]`);
    /** @type {HTMLElement | null} */ (made)?.focus();
  } }, h("label", { for: `new-${section.table}` }, `Add a ${noun}: `), h("input", { id: `new-${section.table}`, name: "id", type: "text", maxlength: 80, placeholder: IDS[/** @type {keyof IDS} */ (section.table)] ?? "an id", oninput: (/** @type {any} */ event) => event.target.setCustomValidity("") }), " ", h("button", { type: "submit" }, "Add"));
  return h("section", { class: "grid-part", "aria-label": section.title },
    h("h3", {}, section.title, section.one ? null : ` (${shown.length})`, " ", h("span", { class: "soft file" }, section.file)),
    h("div", { class: "grid-box" }, table), adder);
}

/** @param {import("./pending.js").Value} value @param {Column} column */
function pretty(value, column) {
  const said = words(value);
  if (column.kind === "money" && /^\d{4,}(\.\d+)?$/.test(said)) return Number(said).toLocaleString("en-GB");
  return said;
}
