/** What is typed into the tables and not saved yet: cells, rows that are new, rows that go. */

/** @typedef {string | number | boolean | string[] | null | undefined} Value */
/** @typedef {{table: string, id: string, key: string, value: Value, was: Value, theirs?: Value, wrong?: string}} Cell */
/** @typedef {{table: string, id: string, cells: Record<string, Value>, isNew?: boolean}} Row */

/** @param {string} table @param {string} id @param {string} key */
const name = (table, id, key) => JSON.stringify([table, id, key]);
/** @param {Value} one @param {Value} other */
const same = (one, other) => words(one) === words(other);

/** A value as it is typed. @param {Value} value */
export function words(value) {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.join("; ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}

/**
 * What was typed, as the file keeps it: numbers as numbers where the table is TOML, lists as lists; anything that is
 * none of that stays as it was typed, and the server says what is wrong with it.
 * @param {string} text @param {{kind: string}} column @param {string} file
 * @returns {Value}
 */
export function valueOf(text, column, file) {
  const said = text.trim();
  if (!said) return null;
  if (file.endsWith(".csv")) return said;
  if (["money", "degrees"].includes(column.kind)) return /^-?\d+(\.\d+)?$/.test(said) ? Number(said) : said;
  if (column.kind === "number") return /^-?\d+$/.test(said) ? Number(said) : said;
  if (column.kind === "yes") return { yes: true, no: false }[said] ?? said;
  if (["list", "dates"].includes(column.kind)) return said.split(";").map((each) => each.trim()).filter(Boolean);
  return said;
}

export class Pending {
  /** @type {Map<string, Cell>} */ cells = new Map();
  /** @type {Map<string, Row>} */ added = new Map();
  /** @type {Map<string, {table: string, id: string}>} */ gone = new Map();

  get size() {
    return this.cells.size + this.added.size + this.gone.size;
  }

  get conflicts() {
    return [...this.cells.values()].filter((cell) => cell.theirs !== undefined);
  }

  /** @param {string} table @param {string} id @param {string} key */
  cell(table, id, key) {
    return this.cells.get(name(table, id, key));
  }

  /** @param {Row} row @param {string} key @param {Value} value */
  set(row, key, value) {
    const known = this.cell(row.table, row.id, key);
    const was = known ? known.was : row.cells[key];
    if (same(value, was) && known?.theirs === undefined) this.cells.delete(name(row.table, row.id, key));
    else this.cells.set(name(row.table, row.id, key), { table: row.table, id: row.id, key, value, was, theirs: known?.theirs });
  }

  /** @param {string} table @param {string} id */
  add(table, id) {
    this.added.set(name(table, id, ""), { table, id, cells: {}, isNew: true });
    this.gone.delete(name(table, id, ""));
  }

  /** A row that was there goes; one that was only typed is forgotten. @param {Row} row */
  remove(row) {
    if (!this.added.delete(name(row.table, row.id, ""))) this.gone.set(name(row.table, row.id, ""), { table: row.table, id: row.id });
    for (const [key, cell] of this.cells) if (cell.table === row.table && cell.id === row.id) this.cells.delete(key);
  }

  /** @param {Row} row */
  bringBack(row) {
    this.gone.delete(name(row.table, row.id, ""));
  }

  /** @param {string} table @param {string} id */
  isGone(table, id) {
    return this.gone.has(name(table, id, ""));
  }

  clear() {
    this.cells.clear();
    this.added.clear();
    this.gone.clear();
  }

  /** Others have changed the tables: what they changed of the same cells is kept beside. @param {Row[]} rows */
  meet(rows) {
    const known = new Map(rows.map((row) => [name(row.table, row.id, ""), row]));
    for (const [key, cell] of this.cells) {
      const row = known.get(name(cell.table, cell.id, ""));
      if (!row && !this.added.has(name(cell.table, cell.id, ""))) this.cells.delete(key);
      else if (row && same(row.cells[cell.key], cell.value)) this.cells.delete(key);
      else if (row && !same(row.cells[cell.key], cell.was)) cell.theirs = row.cells[cell.key] ?? "";
    }
    for (const key of this.added.keys()) if (known.has(key)) this.added.delete(key);
    for (const key of this.gone.keys()) if (!known.has(key)) this.gone.delete(key);
  }

  /** What is to be done, row by row, as the server takes it. */
  changes() {
    /** @type {Map<string, {table: string, id: string, cells: Record<string, Value>, gone: boolean}>} */
    const rows = new Map();
    for (const { table, id } of this.added.values()) rows.set(name(table, id, ""), { table, id, cells: {}, gone: false });
    for (const cell of this.cells.values()) {
      const row = rows.get(name(cell.table, cell.id, "")) ?? { table: cell.table, id: cell.id, cells: {}, gone: false };
      row.cells[cell.key] = cell.value ?? null;
      rows.set(name(cell.table, cell.id, ""), row);
    }
    for (const { table, id } of this.gone.values()) rows.set(name(table, id, ""), { table, id, cells: {}, gone: true });
    return [...rows.values()];
  }

  /** What the server finds wrong, at its cells. @param {{sentence: string, table: string, id: string, key: string}[]} mistakes */
  blame(mistakes) {
    for (const cell of this.cells.values()) {
      const found = mistakes.find((each) => each.table === cell.table && each.id === cell.id && (each.key === cell.key || !each.key));
      cell.wrong = found?.sentence;
    }
  }
}
