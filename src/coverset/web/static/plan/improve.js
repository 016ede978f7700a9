/** The moves that save the most: each in a sentence with its price, seen on the board, kept one by one or together. */

import { fill, h, icon } from "../core/dom.js";
import { announce } from "../core/say.js";
import { on, state } from "../core/store.js";
import * as words from "../core/words.js";
import { begin, keep, latest, letGo, look } from "./jobs.js";
import { arrows, field, money, nothing, number, refill, refusals, tick } from "./pieces.js";
import { progressOf } from "./progress.js";
import { boardOf, lookAway, seeButton } from "./seeing.js";

/** @typedef {import("../core/store.js").Job} Job */
/** @typedef {{number: number, what: string, price: string, lines: string, people: string, breaks: string[], mends: string[], saving: number, alone: number}} Move */

/** Which moves of a job were kept is remembered for as long as the page's tab is open. */
const KEPT = "coverset-kept-moves";

/** A job's name, and what tells it from one of the same name that another run of the server had. @param {Job} job */
const nameOf = (job) => `${job.job} ${job.base} ${job.result?.cost}`;

/** @param {Job} job @returns {Set<number>} */
function taken(job) {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(KEPT) || "{}")[nameOf(job)] ?? []);
  } catch {
    return new Set();
  }
}

/** @param {Job} job @param {Set<number>} done */
function remember(job, done) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ ...JSON.parse(sessionStorage.getItem(KEPT) || "{}"), [nameOf(job)]: [...done] }));
  } catch {
    // A browser that keeps nothing shows kept moves as open again after a reload.
  }
}

/** @param {HTMLElement} body */
export function open(body) {
  const said = refusals();
  const stage = h("div", {});
  const form = orderForm(said);
  fill(body, stage, said.node, form);
  let key = "";
  /** @type {ReturnType<typeof progressOf> | null} */
  let progress = null;
  const draw = () => {
    const job = latest("improve");
    const next = job ? `${job.job} ${job.state}` : "none";
    if (next === key) return progress && job && progress.hear(job);
    const before = key;
    key = next;
    progress?.end();
    progress = null;
    form.hidden = job?.state === "running";
    if (!job) return refill(stage, intro());
    if (job.state === "running") {
      progress = progressOf(job, "Looking for moves that save", "Stop with what is found");
      return refill(stage, progress.node);
    }
    found(stage, job, said);
    if (before === `${job.job} running`) announce(heading(job));
    return undefined;
  };
  draw();
  const end = on("jobs", draw);
  look().then(draw, said.say);
  return () => {
    end();
    progress?.end();
  };
}

const intro = () => nothing("Your board stays as it is, but for the few moves that save the most: each one with its price, its reason and the people whose calls change. Nothing moves until you keep it.");

/** @param {Job} job */
function heading(job) {
  const moves = job.result?.moves ?? [];
  if (!job.result) return job.error;
  if (!moves.length) return "No move makes this board cheaper.";
  return `${words.count(moves.length, "move")} that together save ${money(job.result.saving)}`;
}

/** @param {HTMLElement} stage @param {Job} job @param {ReturnType<typeof refusals>} said */
function found(stage, job, said) {
  /** @type {Move[]} */
  const moves = job.result?.moves ?? [];
  const dismiss = h("button", { type: "button", onclick: () => (lookAway(`improve ${job.job}`), letGo(job)) }, "Dismiss");
  if (!moves.length) {
    const why = job.result ? "Tried were moves of strips, swaps and moves of whole days that break no rule. A plan made anew may still find something cheaper." : "";
    refill(stage, h("section", { class: "outcome" }, h("h3", {}, heading(job)), why && h("p", { class: "soft" }, why), h("div", { class: "buttons" }, dismiss)));
    return;
  }
  const done = taken(job);
  /** @type {Map<number, HTMLInputElement>} */
  const boxes = new Map();
  const chosen = () => moves.map((each) => each.number).filter((each) => !done.has(each) && boxes.get(each)?.checked);
  const open = () => moves.map((each) => each.number).filter((each) => !done.has(each));
  const query = (/** @type {number[]} */ numbers) => numbers.map((each) => `move=${each}`).join("&");

  const take = async (/** @type {number[]} */ numbers) => {
    lookAway(`improve ${job.job}`);
    if (!(await keep(job, { moves: numbers }, `${words.count(numbers.length, "move")} kept`))) return;
    remember(job, new Set([...taken(job), ...numbers]));
    found(stage, job, said);
  };
  const see = (/** @type {number[]} */ numbers, /** @type {string} */ title) =>
    boardOf(job.job, query(numbers), { title, keep: () => take(numbers), keepWords: numbers.length === 1 ? "Keep this move" : `Keep these ${numbers.length}` });

  const some = h("button", { type: "button", class: "strong", onclick: () => said.during(() => take(chosen())) });
  const together = h("div", {});
  const follow = () => {
    const numbers = chosen();
    const saving = moves.filter((each) => numbers.includes(each.number)).reduce((sum, each) => sum + each.saving, 0);
    const all = numbers.length === open().length;
    fill(some, icon("check"), all ? (numbers.length === 1 ? "Keep the move" : `Keep all ${numbers.length}`) : `Keep the ${numbers.length} ticked`);
    some.toggleAttribute("disabled", !numbers.length);
    fill(together, numbers.length ? seeButton(`improve ${job.job} ${numbers}`, "Preview the ticked", () => see(numbers, `${words.count(numbers.length, "move")} that together save about ${money(saving)}`)) : "");
  };

  const rows = moves.map((move) => {
    const kept = done.has(move.number);
    const box = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", checked: !kept, disabled: kept, "aria-label": `Move ${move.number}`, onchange: follow }));
    boxes.set(move.number, box);
    return h("li", { class: kept ? "card move kept" : "card move" },
      h("div", { class: "headline" }, h("label", {}, box, " ", h("span", { class: "badge saving" }, move.price || `saves ${money(move.saving)}`)), kept && h("span", { class: "badge" }, icon("check"), " on the board")),
      h("p", {}, arrows(move.what)),
      move.people && h("p", { class: "soft" }, sentence(move.people)),
      (move.breaks ?? []).map((each) => h("p", { class: "alarming" }, icon("warn"), " ", each)),
      (move.mends ?? []).map((each) => h("p", { class: "saving" }, icon("check"), " Mends: ", each)),
      h("details", {}, h("summary", {}, "By ledger line"), h("p", { class: "soft" }, move.lines),
        move.alone !== move.saving && h("p", { class: "soft" }, `Alone, without the moves above: ${move.alone > 0 ? `saves ${money(move.alone)}` : "saves nothing"}.`)),
      !kept && h("div", { class: "buttons" },
        seeButton(`improve ${job.job} ${move.number} alone`, "Preview", () => see([move.number], `Move ${move.number}: ${arrows(move.what)}`), { "aria-label": `Preview move ${move.number} on the board` }),
        h("button", { type: "button", "aria-label": `Keep move ${move.number}`, onclick: () => said.during(() => take([move.number])) }, icon("check"), "Keep")));
  });
  refill(stage, h("section", { class: "outcome" },
    h("h3", {}, heading(job)),
    state.board && h("p", { class: "soft" }, `From ${money(job.result.cost)} to ${money(job.result.cost - job.result.saving)}. Each is priced with those above it on the board.`),
    h("ol", { class: "moves" }, rows),
    h("div", { class: "buttons" }, open().length > 0 && some, open().length > 1 && together, dismiss)));
  follow();
}

/** @param {string} said */
const sentence = (said) => said.replace(/^./, (first) => first.toUpperCase());

/** @param {ReturnType<typeof refusals>} said */
function orderForm(said) {
  const moves = number(5, { min: "1", max: "20", step: "1", required: true });
  const seconds = number(20, { min: "0.5", max: "3600", step: "any", required: true });
  const mend = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", checked: state.board?.findings.some((each) => each.severity === "conflict") ?? false }));
  const node = h("form", { class: "order" },
    h("h3", {}, "Find the moves that save the most"),
    field("How many moves", moves),
    tick("Mend conflicts first, even where that costs", mend),
    h("details", {}, h("summary", {}, "More"), field("Seconds to look for", seconds)),
    h("div", { class: "buttons" }, h("button", { type: "submit", class: "strong" }, icon("play"), "Find moves")));
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    said.during(() => begin({ kind: "improve", moves: Number(moves.value), mend: mend.checked, seconds: Number(seconds.value) }));
  });
  return node;
}
