/** A plan made beside the board: begun, watched, stopped, looked at, kept or let go. */

import { fill, h, icon } from "../core/dom.js";
import { announce } from "../core/say.js";
import { on, state } from "../core/store.js";
import * as words from "../core/words.js";
import { clash, clashPanel } from "./clash.js";
import { curve } from "./curve.js";
import { askedOf, begin, elapsed, keep, latest, letGo, look, outdated } from "./jobs.js";
import { finished, ledgerTable, running } from "./ledger.js";
import { differenceBadge, field, folded, gapWords, money, nothing, number, refill, refusals } from "./pieces.js";
import { progressOf } from "./progress.js";
import { boardOf, lookAway, seeButton } from "./seeing.js";
import { settling } from "./settle.js";

/** @typedef {import("../core/store.js").Job} Job */

const TIMES = [[10, "10 s"], [30, "30 s"], [120, "2 min"], [600, "10 min"]];

/** @param {HTMLElement} body */
export function open(body) {
  const said = refusals();
  const stage = h("div", {});
  const form = orderForm(said);
  fill(body, stage, said.node, form.node);

  /** @type {{key: string, hear: (job: Job) => void, end: () => void}} */
  let now = { key: "", hear: () => {}, end: () => {} };
  const draw = () => {
    const job = latest("plan");
    const key = job ? `${job.job} ${job.state}` : "none";
    if (key === now.key) {
      if (job) now.hear(job);
      return;
    }
    const before = now.key;
    now.end();
    now = { key, ...(job ? (job.state === "running" ? working(stage, job) : ended(stage, job, said)) : idle(stage)) };
    form.follow(job);
    if (job && before === `${job.job} running`) announce(job.state === "done" ? summary(job) : job.error || "Planning has ended.");
  };
  draw();
  const end = on("jobs", draw);
  look().then(draw, said.say);
  return () => {
    end();
    now.end();
  };
}

/** @param {HTMLElement} stage */
function idle(stage) {
  const empty = !state.board?.days.some((each) => each.strips.length);
  refill(stage, nothing(empty
    ? "Nothing is planned yet. A plan places every strip on a date, keeps every rule and pin, and costs as little as it can."
    : "A plan is made beside your board. Nothing on it changes until you keep the plan; pins, shot strips and held days stay as they are."));
  return { hear: () => {}, end: () => {} };
}

/** @param {HTMLElement} stage @param {Job} job */
function working(stage, job) {
  const progress = progressOf(job, "Planning", "Stop and take the best");
  const settle = settling(job);
  const cost = h("dd", { class: "figure" });
  const bound = h("dd", { class: "figure" });
  const against = h("p", { class: "against" });
  const gap = h("p", { class: "gap" });
  const drawn = h("div", {});
  const lines = ledgerTable("Price by ledger line, best so far against the least proved");
  refill(stage, progress.node, settle.node,
    h("dl", { class: "pair" }, h("div", {}, h("dt", {}, "Best so far"), cost), h("div", {}, h("dt", {}, "Proved least"), bound)),
    against, gap, drawn, lines.node);
  let points = -1;
  let shownLines = "";
  const hear = (/** @type {Job} */ told) => {
    progress.hear(told);
    settle.hear(told);
    cost.textContent = told.cost === null ? "-" : money(told.cost);
    bound.textContent = told.bound === null ? "-" : money(told.bound);
    gap.textContent = told.cost === null && told.bound === null ? "" : gapWords(told.cost, told.bound);
    fill(against, told.cost === null ? "" : sinceNow(told.cost));
    const news = JSON.stringify([told.by_line, told.bound_by_line]);
    if (news !== shownLines) lines.show(running(told.by_line, told.bound_by_line));
    shownLines = news;
    const unfolded = drawn.querySelector("details")?.open ?? false;
    if (told.curve.length === points) return;
    points = told.curve.length;
    fill(drawn, curve(told.curve, told.bound, elapsed(told)) ?? "");
    if (unfolded) drawn.querySelector("details")?.setAttribute("open", "");
  };
  hear(job);
  return {
    hear,
    end: () => {
      progress.end();
      settle.end();
    },
  };
}

/** What a plan costs against the board as it is. @param {number} cost @returns {(Node | string)[]} */
function sinceNow(cost) {
  const board = state.board;
  if (!board || !board.days.some((each) => each.strips.length)) return [];
  if (board.boneyard.length) return ["The board now has ", words.count(board.boneyard.length, "strip"), " in the boneyard; this plan places them all."];
  return ["Against your board: ", differenceBadge(cost - board.cost.total)];
}

/** @param {Job} job */
function summary(job) {
  const { result } = job;
  if (!result) return job.error;
  return result.plan ? `A plan for ${money(result.cost)}. ${gapWords(result.cost, result.bound)}` : "There is no plan.";
}

/** @param {HTMLElement} stage @param {Job} job @param {ReturnType<typeof refusals>} said */
function ended(stage, job, said) {
  const { result } = job;
  const key = `plan ${job.job}`;
  if (!result?.plan) {
    const explained = clashPanel(job);
    refill(stage, h("section", { class: "outcome" },
      h("h3", { class: "alarming" }, result ? "There is no plan" : job.state === "stopped" ? "Stopped" : "No plan was made"),
      h("p", {}, job.error || (result ? "" : "Nothing was found by then.")),
      result && clash(result), (result || job.state === "failed") && explained.node,
      h("div", { class: "buttons" }, h("button", { type: "button", onclick: () => letGo(job) }, "Dismiss"))));
    return { hear: () => {}, end: explained.end };
  }
  const kept = job.state === "kept";
  const take = async () => {
    lookAway(key);
    await keep(job, {}, "The plan is on the board");
  };
  const load = () => boardOf(job.job, "", { title: `The plan that was found: ${money(result.cost)}`, keep: kept ? null : take, keepWords: "Keep this plan" });
  const lines = ledgerTable("Price by ledger line against the least proved");
  lines.show(finished(result.proved));
  const late = h("p", { class: "careful-note" });
  const isLate = () => fill(late, outdated(job) ? [icon("warn"), " The board has changed since this plan began; keeping it takes those changes off the board (undo brings them back)."] : "");
  isLate();
  refill(stage, h("section", { class: "outcome" },
    h("h3", {}, kept ? "This plan was kept" : "A plan is found"),
    h("dl", { class: "pair" }, h("div", {}, h("dt", {}, "Price"), h("dd", { class: "figure" }, money(result.cost))), h("div", {}, h("dt", {}, "Proved least"), h("dd", { class: "figure" }, money(result.bound)))),
    h("p", { class: "against" }, kept ? "Undo takes it back." : sinceNow(result.cost)),
    h("p", { class: "gap" }, gapWords(result.cost, result.bound)),
    h("p", { class: "soft" }, [words.count(result.shoot_days, "shooting day"), words.count(result.moves, "move"), words.count(result.set_changes, "set change"), words.count(result.hold_days, "hold day")].join(" · ")),
    result.findings?.length > 0 && folded(result.findings.map((/** @type {any} */ each) => each.sentence), 4, "found"),
    kept ? null : late,
    h("div", { class: "buttons" },
      !kept && h("button", { type: "button", class: "strong", onclick: () => said.during(take) }, icon("check"), "Keep"),
      !kept && seeButton(key, "Preview on the board", load),
      h("button", { type: "button", onclick: () => (lookAway(key), letGo(job)) }, kept ? "Dismiss" : "Discard")),
    curve(job.curve, result.bound, result.seconds ?? job.seconds),
    lines.node, reasons(result.proved)));
  const ends = [on("board", isLate), on("days", isLate)];
  return { hear: () => {}, end: () => ends.forEach((end) => end()) };
}

/** What the least of each line rests on. @param {Record<string, {reason: string}>} proved */
function reasons(proved) {
  const told = Object.entries(proved ?? {}).filter(([, said]) => said.reason);
  return told.length > 0 && h("details", {}, h("summary", {}, "What is proved, and why"),
    h("ul", { class: "found" }, told.map(([name, said]) => h("li", {}, h("b", {}, name), ": ", said.reason, "."))));
}

/** The order: how long, and under "more" how many workers and which seed. @param {ReturnType<typeof refusals>} said */
function orderForm(said) {
  const seconds = number(30, { min: "0.5", max: "3600", step: "any", required: true });
  const workers = number(1, { min: "1", max: "64", step: "1" });
  const seed = number(1, { min: "0", max: "2147483648", step: "1" });
  const go = h("button", { type: "submit", class: "strong" }, icon("play"), "Plan");
  const quick = h("div", { class: "quick", role: "group", "aria-label": "Usual times" }, TIMES.map(([value, name]) =>
    h("button", { type: "button", class: "chip", onclick: () => { seconds.value = String(value); } }, name)));
  const node = h("form", { class: "order" },
    h("h3", {}, "Make a plan"),
    field("Seconds to look for", seconds, "More time finds cheaper plans; you can stop at any moment."), quick,
    h("details", {}, h("summary", {}, "More"),
      field("Workers", workers, "Searches at once; more need more of the machine."),
      field("Seed", seed, "Another number looks another way; the same number the same.")),
    h("div", { class: "buttons" }, go));
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    said.during(() => begin({ kind: "plan", seconds: Number(seconds.value), workers: Number(workers.value), seed: Number(seed.value) }));
  });
  return {
    node,
    /** A plan that runs or waits to be kept is alone: the form comes back after it. @param {Job | undefined} job */
    follow(job) {
      node.hidden = job?.state === "running";
      const again = Boolean(job && job.state !== "running");
      /** @type {HTMLElement} */ (node.querySelector("h3")).textContent = again ? "Plan again" : "Make a plan";
      go.classList.toggle("strong", !(job?.state === "done" && job.result?.plan));
      const asked = job && askedOf(job).seconds;
      if (asked) seconds.value = String(asked);
    },
  };
}
