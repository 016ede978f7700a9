/** One step of the story on its leaf: source, what happened, the answers with their boards, what must hold. */

import { fill, h, icon, s } from "../core/dom.js";
import { count, date, difference, money } from "../core/words.js";
import { axis, picture } from "./picture.js";

/** @typedef {{number: number, of: number, step: any, leaf: any, strips: Record<string, any>, units: any[], currency: string, doing: string}} Leaf */

/** What was looked at last of each step: the telling, and in it the answer. @type {Map<string, {variant: number, board: string}>} */
const looked = new Map();

const MOST_SAID = 8;
const NEARLY_ALL = 0.8;

/** @param {HTMLElement} place @param {Leaf} shown */
export function showStep(place, shown) {
  const { number, of, step, leaf } = shown;
  const held = place.contains(document.activeElement) ? document.activeElement?.id : "";
  fill(place,
    h("p", { class: "kicker" }, `${number} of ${of} · as of ${date(step.date)}`),
    h("h2", { id: "step-title", tabindex: "-1" }, step.title),
    step.text && h("p", { class: "said" }, step.text),
    sources(step),
    leaf ? changed(leaf) : "",
    leaf ? boards(place, shown) : h("p", { class: "card soft pending" }, shown.doing || (step.do === "check" ? "Nothing is planned in this step; what must hold is judged when the story is told." : "The answers and the boards stand here once the story is told.")),
    leaf ? judged(leaf) : expected(step));
  if (held) document.getElementById(held)?.focus();
}

/** @param {any} step */
function sources(step) {
  if (!step.sources.length) return "";
  return h("section", { class: "sources" }, h("h3", {}, step.sources.length === 1 ? "Source" : "Sources"),
    h("ul", {}, step.sources.map((/** @type {any} */ each) => h("li", {},
      h("blockquote", {}, `“${each.quote}”`),
      h("p", { class: "cited" }, h("cite", {}, `Article ${each.article}, at character ${each.offset.toLocaleString("en-GB")}`), each.hedge && h("span", { class: "badge careful" }, each.hedge)),
      each.reading && h("p", { class: "reading" }, each.reading)))));
}

/** @param {any} leaf */
function changed(leaf) {
  if (!leaf.happened.length) return "";
  const said = leaf.happened.map((/** @type {any} */ each) => h("li", {}, each.variant && h("b", {}, `${each.variant}: `), each.sentence));
  return h("section", {}, h("h3", {}, "What changed"), h("ul", { class: "changed" }, said.slice(0, MOST_SAID)), rest(said.slice(MOST_SAID), "changed"));
}

/** @param {HTMLElement} place @param {Leaf} shown */
function boards(place, shown) {
  const { step, leaf } = shown;
  const seen = looked.get(step.id) ?? { variant: 0, board: "" };
  const variant = leaf.variants[seen.variant] ?? leaf.variants[0];
  const again = (/** @type {Partial<typeof seen>} */ wanted) => {
    looked.set(step.id, { ...seen, ...wanted });
    showStep(place, shown);
  };
  const parts = [];
  if (leaf.variants.length > 1) parts.push(tellings(leaf, seen.variant, (k) => again({ variant: k, board: "" })));
  if (!variant.boards.length && !variant.before) return h("section", {}, parts, clash(variant));
  const board = variant.boards.find((/** @type {any} */ each) => each.name === seen.board) ?? variant.boards.find((/** @type {any} */ each) => each.taken) ?? variant.boards[0];
  const along = axis([variant.before, ...variant.boards].filter(Boolean).map((each) => each.days));
  const shot = new Set(variant.shot);
  if (variant.before) parts.push(plan(shown, variant.before, variant.boards.length ? "The board before" : "The board, left as it is", along, new Set(), shot, step.date, beforeWords(variant, shown.currency)));
  if (variant.boards.length > 1) parts.push(answers(shown, variant, board, (name) => again({ board: name })));
  if (board) {
    const strips = board.days.reduce((/** @type {number} */ sum, /** @type {any} */ each) => sum + each.strips.length, 0);
    // Where nearly everything moves, a mark on everything says nothing; the words do.
    const moved = new Set(/** @type {string[]} */ (board.moved.length > NEARLY_ALL * strips ? [] : board.moved));
    const title = variant.before ? `The board after: ${board.name}` : "The board, planned afresh";
    parts.push(plan(shown, board, title, along, moved, shot, variant.before ? step.date : "", afterWords(variant, board, shown.currency)));
    if (variant.before || shot.size) parts.push(key(Boolean(moved.size), Boolean(shot.size), Boolean(variant.before)));
    if (board.felt?.sentences.length) parts.push(forWhom(board.felt));
  }
  parts.push(clash(variant));
  const shownBoards = h("section", { class: "boards" }, parts);
  together([...shownBoards.querySelectorAll(".picture")]);
  return shownBoards;
}

/** Pictures with the same dates are scrolled as one: what stands under one another is the same date. @param {Element[]} pictures */
function together(pictures) {
  for (const each of pictures) each.addEventListener("scroll", () => pictures.forEach((other) => other !== each && other.scrollLeft !== each.scrollLeft && (other.scrollLeft = each.scrollLeft)), { passive: true });
}

/** @param {any} leaf @param {number} now @param {(k: number) => void} choose */
function tellings(leaf, now, choose) {
  return h("fieldset", { class: "tellings" }, h("legend", {}, `This step is told in ${leaf.variants.length} ways`),
    leaf.variants.map((/** @type {any} */ each, /** @type {number} */ k) => h("label", {}, h("input", { type: "radio", name: "telling", id: `telling-${k}`, checked: k === now, onchange: () => choose(k) }), ` ${each.title}`, k === 0 && h("span", { class: "badge" }, "the story goes on from it"))));
}

/** @param {Leaf} shown @param {any} board @param {string} title @param {any} along @param {Set<string>} moved @param {Set<string>} shot @param {string} asOf @param {any[]} words */
function plan(shown, board, title, along, moved, shot, asOf, words) {
  return h("figure", { class: "board" },
    h("figcaption", {}, h("h3", {}, `${title.slice(0, 1).toUpperCase()}${title.slice(1)}`), h("p", { class: "facts" }, words)),
    picture({ days: board.days, strips: shown.strips, units: shown.units, along, marked: moved, shot, asOf, label: title }));
}

/** @param {any} variant @param {string} currency */
function beforeWords(variant, currency) {
  const { before } = variant;
  const said = [h("span", {}, `${count(before.days.length, "unit-day")}${before.first ? `, ${date(before.first)} to ${date(before.last)}` : ""}`)];
  if (before.broken) said.push(h("span", { class: "badge alarming" }, `cannot be shot now: ${count(before.broken, "rule broken", "rules broken")}`));
  else if (before.cost !== null) said.push(h("b", {}, money(before.cost, currency)));
  return said;
}

/** @param {any} variant @param {any} board @param {string} currency */
function afterWords(variant, board, currency) {
  const said = [h("span", {}, `${count(board.days.length, "unit-day")}${board.first ? `, ${date(board.first)} to ${date(board.last)}` : ""}`), h("b", {}, money(board.cost, currency))];
  if (variant.bound !== null) said.push(h("span", { class: "soft" }, `proved not under ${money(variant.bound, currency)}`));
  if (board.moved.length) said.push(h("span", {}, `${count(board.moved.length, "strip")} on another date`));
  return said;
}

const FELT = [["calls", "Changed calls"], ["strips", "Moved strips"], ["days", "Shooting days ±"], ["journeys", "Journeys"], ["hires", "Hire days"], ["rehearsals", "Rehearsals"]];

/** The alternatives, one of them on the board below. @param {Leaf} shown @param {any} variant @param {any} now @param {(name: string) => void} choose */
function answers(shown, variant, now, choose) {
  const least = Math.min(...variant.boards.map((/** @type {any} */ each) => each.cost));
  return h("div", { class: "answers" }, h("h3", { id: "answers-title" }, "The alternatives"),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": "answers-title" }, h("table", {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Answer"), h("th", { scope: "col", class: "figure" }, "Price"), h("th", { scope: "col", class: "figure" }, "Dearer by"), FELT.map(([, words]) => h("th", { scope: "col", class: "figure" }, words)), h("th", { scope: "col", class: "figure" }, "Last date"))),
      h("tbody", {}, variant.boards.map((/** @type {any} */ each, /** @type {number} */ k) => h("tr", { class: each === now ? "shown" : "" },
        h("th", { scope: "row" }, h("label", {}, h("input", { type: "radio", name: "answer", id: `answer-${k}`, checked: each === now, onchange: () => choose(each.name) }), ` ${each.name}`), each.taken && h("span", { class: "badge saving" }, "taken")),
        h("td", { class: "figure" }, money(each.cost, shown.currency)),
        h("td", { class: "figure" }, each.cost === least ? "cheapest" : difference(each.cost - least, shown.currency)),
        FELT.map(([name]) => h("td", { class: "figure" }, String(each.felt?.[name] ?? ""))),
        h("td", { class: "figure" }, each.last ? date(each.last) : "")))))));
}

/** @param {boolean} moves @param {boolean} shot @param {boolean} line */
function key(moves, shot, line) {
  return h("p", { class: "key" },
    moves && h("span", {}, h("span", { class: "sample moved" }), "on another date than before"),
    shot && h("span", {}, h("span", { class: "sample shot" }), "shot"),
    line && h("span", {}, s("svg", { class: "sample-line", viewBox: "0 0 4 14", "aria-hidden": "true" }, s("path", { d: "M2 0V14" })), "the date of this step"));
}

/** @param {any} felt */
function forWhom(felt) {
  const said = felt.sentences.map((/** @type {string} */ each) => h("li", {}, each.replace(" -> ", " → ")));
  return h("section", {}, h("h3", {}, "What changes for whom"), h("ul", { class: "felt" }, said.slice(0, MOST_SAID)), rest(said.slice(MOST_SAID), "felt", felt.more));
}

/** What nobody reads at first, behind a line that says how much it is. @param {HTMLElement[]} said @param {string} kind @param {number} [more] beyond those */
function rest(said, kind, more = 0) {
  if (!said.length) return "";
  return h("details", {}, h("summary", {}, `${count(said.length + more, "change")} more`), h("ul", { class: kind }, said), more ? h("p", { class: "soft" }, `And ${more.toLocaleString("en-GB")} more in the plan.`) : "");
}

/** @param {any} variant */
const clash = (variant) => (variant.clash.length ? h("div", { class: "card" }, h("h3", {}, "No plan: these clash"), h("ul", { class: "findings" }, variant.clash.map((/** @type {string} */ each) => h("li", { class: "conflict" }, each)))) : "");

/** @param {any} leaf */
function judged(leaf) {
  if (!leaf.expected.length) return h("p", { class: "soft" }, "Nothing is asserted of this step.");
  return h("section", { class: "holds" }, h("h3", {}, "What must hold"), h("ul", {}, leaf.expected.map((/** @type {any} */ each) => h("li", { class: each.holds ? "good" : "bad" },
    h("span", { class: `badge ${each.holds ? "saving" : "alarming"}` }, icon(each.holds ? "check" : "warn"), each.holds ? " holds" : " fails"),
    h("div", {}, h("p", {}, each.words), h("p", { class: "found" }, each.found))))));
}

/** @param {any} step */
function expected(step) {
  if (!step.expects.length) return "";
  return h("section", { class: "holds" }, h("h3", {}, "What must hold"), h("ul", {}, step.expects.map((/** @type {string} */ each) => h("li", {}, h("span", { class: "badge" }, "not judged yet"), h("div", {}, h("p", {}, each))))));
}
