/** Everything that was done, the latest first: looked at, compared, restored, named, taken back. */

import { act, redo, undo } from "../core/act.js";
import { get } from "../core/api.js";
import { fill, h, icon } from "../core/dom.js";
import { open as openPanel } from "../core/drawer.js";
import { announce, attempt, note } from "../core/say.js";
import { on, places, revision, showPreview, state } from "../core/store.js";
import { count, day } from "../core/words.js";

/**
 * @typedef {{revision: number, at: string, who: string, kind: string, what: string, why: string,
 *   undoes: number | null, redoes: number | null, of: number | null}} Deed
 */

/** A revision of somebody who gave no name. */
const NOBODY = "Somebody";

/** @param {HTMLElement} body */
export async function open(body) {
  /** @type {Deed[]} */
  let deeds = [];
  let more = false;
  let next = "";
  let chosen = 0;
  /** @type {Record<string, number>} */
  let named = {};

  const turns = h("div", { class: "turns" });
  const naming = h("form", { class: "naming" });
  const versions = h("section", { class: "versions" });
  const list = h("ol", { class: "deeds", "aria-label": "Revisions, the latest first" });
  const earlier = h("button", { type: "button", onclick: () => attempt(older) }, "Earlier revisions");
  fill(body, turns, naming, versions, list, earlier);

  const draw = () => {
    fill(turns, ...turnButtons());
    drawVersions();
    const back = takenBack(deeds);
    const names = byRevision(named);
    const held = /** @type {HTMLElement | null} */ (list.contains(document.activeElement) ? document.activeElement : null);
    const key = held?.dataset.key;
    let last = "";
    fill(list, ...deeds.flatMap((deed) => {
      const when = new Date(deed.at);
      const row = shownDeed(deed, back.has(deed.revision), names.get(deed.revision) ?? []);
      if (dayOf(when) === last) return [row];
      last = dayOf(when);
      return [h("li", { class: "date" }, h("h3", {}, last)), row];
    }));
    if (key) /** @type {HTMLElement | null} */ (list.querySelector(`[data-key="${key}"]`))?.focus();
    earlier.hidden = !more;
  };

  /** @param {Deed} deed @param {boolean} back @param {string[]} names */
  const shownDeed = (deed, back, names) => {
    const now = deed.revision === (deeds[0]?.revision ?? 0);
    const openNow = chosen === deed.revision;
    const head = h("button", { type: "button", class: "quiet deed", data: { key: `deed-${deed.revision}` }, "aria-expanded": String(openNow), onclick: () => ((chosen = openNow ? 0 : deed.revision), draw()) },
      h("span", { class: "rev" }, `${deed.revision}`),
      h("span", { class: "what" }, h("span", { class: "said" }, sentence(deed.what)), reason(deed) && h("span", { class: "why" }, reason(deed)),
        h("span", { class: "by" }, deed.who || NOBODY, " · ", timeOf(deed.at))),
      h("span", { class: "marks" }, names.map((name) => h("span", { class: "badge name" }, icon("tag"), name)), now && h("span", { class: "badge saving" }, "now"), back && h("span", { class: "badge careful" }, "taken back")));
    return h("li", { class: back ? "back" : "", data: { revision: String(deed.revision) } }, head, openNow && actions(deed.revision, now, deed.at));
  };

  /** @param {number} number @param {boolean} now @param {string} [at] */
  const actions = (number, now, at = "") => h("div", { class: "actions" },
    at && h("p", { class: "soft" }, exact(at)),
    h("div", { class: "buttons" },
      h("button", { type: "button", data: { key: `look-${number}` }, onclick: () => attempt(() => look(number)) }, icon("search"), "Look at it"),
      !now && h("button", { type: "button", data: { key: `compare-${number}` }, onclick: () => openPanel("compare", { a: number, b: revision() }) }, icon("compare"), "Compare with now"),
      !now && h("button", { type: "button", data: { key: `restore-${number}` }, onclick: () => restore(number) }, icon("history"), "Restore")));

  /** Why, in the words of whoever did it; or what was taken back or brought back. @param {Deed} deed */
  const reason = (deed) => {
    const about = deeds.find((each) => each.revision === (deed.undoes ?? deed.redoes));
    return about ? sentence(about.what) : deed.why !== deed.what ? deed.why : "";
  };

  const turnButtons = () => {
    const { undo: back, redo: again } = state.board ?? { undo: null, redo: null };
    return [
      h("button", { type: "button", disabled: !back, onclick: () => undo() }, icon("undo"), back ? `Undo: ${clipped(back.what)}` : "Nothing to undo"),
      h("button", { type: "button", disabled: !again, onclick: () => redo() }, icon("redo"), again ? `Redo: ${clipped(again.what)}` : "Nothing to redo"),
    ];
  };

  const drawVersions = () => {
    const every = Object.entries(named).sort((a, b) => b[1] - a[1]);
    fill(versions, ...(every.length ? [h("h3", {}, "Named versions"), h("ul", { class: "names" }, every.map(([name, number]) =>
      h("li", {}, h("span", { class: "badge name" }, icon("tag"), name), h("span", { class: "soft" }, `revision ${number}`),
        h("button", { type: "button", class: "quiet bare", "aria-label": `Look at ${name}`, title: "Look at it", onclick: () => attempt(() => look(number, name)) }, icon("search")),
        h("button", { type: "button", class: "quiet bare", "aria-label": `Compare ${name} with now`, title: "Compare with now", onclick: () => openPanel("compare", { a: number, b: revision() }) }, icon("compare")),
        h("button", { type: "button", class: "quiet bare", "aria-label": `Restore ${name}`, title: "Restore", onclick: () => restore(number, name) }, icon("history")))))] : []));
  };

  const drawNaming = () => {
    const input = /** @type {HTMLInputElement} */ (h("input", { id: "version-name", type: "text", maxlength: 80, required: true, autocomplete: "off", value: next }));
    fill(naming, h("label", { for: "version-name" }, "Name the board as it is now"), h("div", { class: "put" }, input, h("button", { type: "submit" }, icon("tag"), "Name it")));
    naming.onsubmit = async (event) => {
      event.preventDefault();
      const name = input.value.trim();
      const other = named[name];
      if (other && other !== revision() && !confirm(`${name} is the name of revision ${other}. Give it to the board as it is now instead?`)) return;
      if (name && (await act("/api/name", { name, base: undefined }, `Named ${name}`))) await attempt(latest);
    };
  };

  async function latest() {
    const answer = await get("/api/history");
    deeds = answer.entries;
    more = (deeds[deeds.length - 1]?.revision ?? 1) > 1;
    named = answer.named;
    if (answer.next_name !== null && answer.next_name !== next) {
      next = answer.next_name;
      drawNaming();
    } else if (!naming.hasChildNodes()) drawNaming();
    draw();
  }

  async function older() {
    const answer = await get("/api/history", { before: deeds[deeds.length - 1].revision });
    deeds = [...deeds, ...answer.entries];
    more = Boolean(answer.entries.length) && deeds[deeds.length - 1].revision > 1;
    draw();
    announce(`${count(answer.entries.length, "earlier revision")} more`);
  }

  await latest();
  const lets = [
    on("told", (deed) => {
      if (!deed.revision || deed.revision <= (deeds[0]?.revision ?? 0)) return;
      // One that follows is put on top; after a gap, or a name, all that is new is asked for.
      if (deed.revision === deeds[0]?.revision + 1 && deed.kind !== "name") {
        deeds = [deed, ...deeds];
        draw();
      } else attempt(latest);
    }),
    on("days", () => fill(turns, ...turnButtons())),
    on("board", () => attempt(latest)),
  ];
  const ticking = setInterval(draw, 30_000);
  return () => {
    clearInterval(ticking);
    lets.forEach((let_) => let_());
  };
}

/** Which revisions stand taken back: the last word said of each counts. @param {Deed[]} deeds the latest first */
function takenBack(deeds) {
  const heard = new Set();
  const back = new Set();
  for (const { undoes, redoes } of deeds) {
    const about = undoes ?? redoes;
    if (about === null || about === undefined || heard.has(about)) continue;
    heard.add(about);
    if (undoes) back.add(about);
  }
  return back;
}

/** @param {Record<string, number>} named */
function byRevision(named) {
  /** @type {Map<number, string[]>} */
  const found = new Map();
  for (const [name, number] of Object.entries(named)) found.set(number, [...(found.get(number) ?? []), name]);
  return found;
}

/** A revision on the board, with the strips marked that stand elsewhere now. @param {number} number @param {string} [name] */
async function look(number, name = "") {
  const then = await get("/api/board", { revision: number });
  const board = state.board;
  const here = board ? places(board) : new Map();
  const there = places(then);
  const moved = [...new Set([...here.keys(), ...there.keys()])].filter((task) => stood(here.get(task)) !== stood(there.get(task)));
  const diff = moved.map((task) => `${task}: ${stood(there.get(task))} then, ${stood(here.get(task))} now`);
  const keep = number === revision() ? null : async () => {
    await restore(number, name);
  };
  showPreview({ title: name ? `${name} (revision ${number})` : `Revision ${number}`, board: then, moved, diff: diff.length ? diff : ["Every strip stood on the same date as now."], keep, keepWords: "Restore" });
}

/** @param {number} number @param {string} [name] */
async function restore(number, name = "") {
  const words = name ? `${name} restored` : `Revision ${number} restored`;
  if (!(await act("/api/restore", { revision: number, base: undefined }, words))) return;
  showPreview(null);
  note(`${words}. What came after it stays in the history.`, { action: { words: "Undo", run: () => undo() } });
}

/** Where a strip stands, in words. @param {{unit: string, day: string} | undefined} place */
const stood = (place) => (place ? `${day(place.day)}, ${place.unit}` : "in the boneyard");

/** What was done as people say it, its dates too. @param {string} words */
const sentence = (words) => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`.replace(/\b\d{4}-\d\d-\d\d\b/g, day);

/** @param {string} words */
const clipped = (words) => (words.length > 60 ? `${sentence(words).slice(0, 59)}…` : sentence(words));

const DATES = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const EXACT = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short" });

/** @param {Date} when */
function dayOf(when) {
  const said = DATES.format(when).replace(",", "");
  return said === DATES.format(new Date()).replace(",", "") ? `Today, ${said}` : said;
}

/** @param {string} at */
const exact = (at) => EXACT.format(new Date(at)).replace(",", "");

/** When, as people say it; the exact time is in the title. @param {string} at */
function timeOf(at) {
  const when = new Date(at);
  const minutes = Math.round((Date.now() - when.getTime()) / 60_000);
  const ago = minutes < 1 ? "just now" : minutes < 60 ? `${minutes} min ago` : minutes < 720 ? `${Math.round(minutes / 60)} h ago` : "";
  return h("time", { datetime: at, title: exact(at) }, ago ? `${CLOCK.format(when)}, ${ago}` : CLOCK.format(when));
}
