/** What is wrong, what to be careful of, what to know: grouped, filtered, and each a way to the strip or the day. */

import { fill, h, icon } from "../core/dom.js";
import { open as openPanel } from "../core/drawer.js";
import { on, shown, state } from "../core/store.js";
import * as words from "../core/words.js";
import { dayWords, nothing, numberOf, refill, toDay, toTask } from "./pieces.js";

/** @typedef {import("../core/store.js").Finding} Finding @typedef {import("../core/store.js").Board} Board */

const KINDS = [
  { key: "error", one: "error", many: "errors", badge: "alarming", why: "A plan cannot be read or made with these." },
  { key: "conflict", one: "conflict", many: "conflicts", badge: "alarming", why: "A rule is broken: the day cannot be shot like this." },
  { key: "warning", one: "warning", many: "warnings", badge: "careful", why: "It can be shot; look before you do." },
  { key: "note", one: "note", many: "notes", badge: "", why: "" },
];
/** Of one rule: what is drawn at once, and what is drawn when the rest is asked for. */
const MOST = 12;
const MOST_MORE = 200;
const MOST_CHIPS = 8;

/** What this page left out when the panel was last open. @type {Set<string>} */
const hidden = new Set();

/** @param {HTMLElement} body */
export function open(body) {
  const search = /** @type {HTMLInputElement} */ (h("input", { type: "search", placeholder: "Strip, person, rule…", "aria-label": "Filter by words", oninput: () => list() }));
  const kinds = h("div", { class: "kinds", role: "group", "aria-label": "Show" });
  const groups = h("div", { class: "groups" });
  const heard = h("p", { class: "soft", role: "status" });
  fill(body, h("div", { class: "filter" }, kinds, search), heard, groups);

  const draw = () => {
    const found = shown()?.findings ?? [];
    refill(kinds, ...KINDS.map((kind) => {
      const number = found.filter((each) => each.severity === kind.key).length;
      if (!number) return null;
      const button = h("button", { type: "button", class: "chip", "aria-pressed": String(!hidden.has(kind.key)), onclick: () => {
        if (!hidden.delete(kind.key)) hidden.add(kind.key);
        button.setAttribute("aria-pressed", String(!hidden.has(kind.key)));
        list();
      } }, words.count(number, kind.one, kind.many));
      return button;
    }));
    list();
  };

  const list = () => {
    const board = shown();
    if (!board) return;
    const asked = search.value.trim().toLowerCase();
    const wanted = board.findings.filter((each) => !hidden.has(each.severity) && (!asked || matches(board, each, asked)));
    const open = new Set([...groups.querySelectorAll("details[open]")].map((each) => /** @type {HTMLElement} */ (each).dataset.group));
    search.hidden = board.findings.length < 4 && !asked;
    if (!board.findings.length) {
      heard.textContent = "";
      fill(groups, nothing(h("p", {}, icon("check"), " Nothing is wrong: every rule is kept."), h("p", { class: "soft" }, state.preview ? "On the board that is shown." : "Every change is checked as you make it.")));
      return;
    }
    heard.textContent = wanted.length === board.findings.length ? "" : `${words.count(wanted.length, "finding")} of ${board.findings.length}`;
    fill(groups, ...KINDS.map((kind) => severity(board, kind, wanted.filter((each) => each.severity === kind.key), open)), !wanted.length && nothing("Nothing that fits the filter."));
  };

  draw();
  const ends = [on("board", draw), on("days", draw), on("foreseen", draw), on("preview", draw)];
  return () => ends.forEach((end) => end());
}

/** @param {Board} board @param {Finding} finding @param {string} asked */
const matches = (board, finding, asked) => [finding.sentence, ruleWords(finding.code), ...finding.about, ...finding.about.map((each) => numberOf(each, board))].some((each) => each.toLowerCase().includes(asked));

/** A rule's key as words: "one-unit-a-date" is "One unit a date". @param {string} code */
const ruleWords = (code) => code.replaceAll("-", " ").replace(/^./, (first) => first.toUpperCase());

/** @param {Board} board @param {typeof KINDS[number]} kind @param {Finding[]} found @param {Set<string | undefined>} open */
function severity(board, kind, found, open) {
  if (!found.length) return null;
  /** @type {Map<string, Finding[]>} */
  const rules = new Map();
  for (const each of found) rules.has(each.code) ? rules.get(each.code)?.push(each) : rules.set(each.code, [each]);
  return h("section", { class: "severity" },
    h("h3", {}, h("span", { class: `badge ${kind.badge}` }, words.count(found.length, kind.one, kind.many))),
    kind.why && h("p", { class: "soft" }, kind.why),
    [...rules].sort((a, b) => b[1].length - a[1].length).map(([code, all]) => {
      const name = `${kind.key} ${code}`;
      // What stops the day is in sight; long lists of the rest wait folded.
      const unfold = open.has(name) || kind.badge === "alarming" || rules.size === 1 || all.length <= 3;
      return h("details", { open: unfold, data: { group: name } },
        h("summary", {}, ruleWords(code), " ", h("span", { class: "soft" }, String(all.length))),
        h("ul", { class: "found" }, all.slice(0, MOST).map((each) => row(board, each))),
        all.length > MOST && more(board, all.slice(MOST)));
    }));
}

/** The rest of a rule's findings, drawn when somebody opens it: a board that is far from done has thousands. @param {Board} board @param {Finding[]} rest */
function more(board, rest) {
  const list = h("ul", { class: "found" });
  const left = rest.length - MOST_MORE;
  const draw = () => list.childElementCount || fill(list, ...rest.slice(0, MOST_MORE).map((each) => row(board, each)), left > 0 && h("li", { class: "soft" }, `And ${left.toLocaleString("en-GB")} more like these: words above narrow them down.`));
  return h("details", { ontoggle: draw }, h("summary", {}, `${rest.length.toLocaleString("en-GB")} more`), list);
}

/** @param {Board} board @param {Finding} finding */
function row(board, finding) {
  const tasks = finding.about.filter((each) => each in board.strips);
  const unit = finding.about.find((each) => board.units.some((one) => one.id === each)) ?? "";
  const days = finding.about.filter((each) => /^\d{4}-\d\d-\d\d$/.test(each));
  const people = finding.about.filter((each) => each in board.people);
  const ways = [
    ...days.map((day) => {
      const of = board.days.find((each) => each.day === day && (!unit || each.unit === unit));
      return of ? toDay(of.unit, day, dayWords(day, of.unit)) : null;
    }),
    ...tasks.slice(0, MOST_CHIPS).map((task) => toTask(task)),
    tasks.length > MOST_CHIPS && h("span", { class: "soft" }, `and ${tasks.length - MOST_CHIPS} more`),
    tasks.length > 0 && h("button", { type: "button", class: "quiet bare link", onclick: () => openPanel("why", { task: tasks[0] }) }, icon("why"), "Why here?"),
    ...people.map((person) => h("button", { type: "button", class: "quiet bare link", onclick: () => openPanel("why", { person }) }, icon("person"), board.people[person].name || person)),
  ];
  return h("li", {}, h("p", {}, finding.sentence), h("p", { class: "ways" }, ways));
}
