/** The answers to a day that fell through, side by side: money against disruption, each with what changes and for whom. */

import { fill, h, icon } from "../core/dom.js";
import { announce } from "../core/say.js";
import { on, state } from "../core/store.js";
import * as words from "../core/words.js";
import { clash } from "../plan/clash.js";
import { askedOf, keep, latest, letGo, outdated } from "../plan/jobs.js";
import { ledgerBeside } from "../plan/ledger.js";
import { changesInWords, differenceBadge, folded, gapWords, money, numberOf, refill, refusals } from "../plan/pieces.js";
import { progressOf } from "../plan/progress.js";
import { boardOf, lookAway, see } from "../plan/seeing.js";
import { coverWords } from "./cover.js";

/** @typedef {import("../core/store.js").Job} Job */
/** @typedef {{key: string, names: string[], cost: number, lines: Record<string, number>, counts?: string, whole?: any}} Column */

const ORDER = ["cheapest", "balanced", "fewest changes"];
const MOST_CHANGES = 12;

/** What a job of answers is about: "Lost: Thu 19 Mar". @param {Job} job */
function subject(job) {
  const asked = askedOf(job);
  const day = asked.day ?? asked.as_of ?? job.result?.as_of;
  if (job.kind === "lost") return day ? `Lost: ${words.date(day)}` : "The lost day";
  return day ? `Planned again from ${words.date(day)}` : "Planned again";
}

/** The answers that are there by now. @param {Job} job @returns {Column[]} */
function columns(job) {
  const place = (/** @type {Column} */ each) => ORDER.indexOf(each.names[0]);
  if (job.result) {
    return job.result.answers.map((/** @type {any} */ each) => ({ key: each.name, names: [...each.names].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)), cost: each.cost, lines: each.lines, whole: each })).sort((/** @type {Column} */ a, /** @type {Column} */ b) => place(a) - place(b));
  }
  return (job.answers ?? []).map((each) => ({ key: each.answer, names: [each.answer], cost: each.cost, lines: each.by_line ?? {}, counts: each.changes })).sort((/** @type {Column} */ a, /** @type {Column} */ b) => place(a) - place(b));
}

/** @param {string[]} names */
const titled = (names) => names.join(", ").replace(/, ([^,]*)$/, " and $1").replace(/^./, (first) => first.toUpperCase());

/** @param {Job} job @param {Column} column */
const keyOf = (job, column) => `answer ${job.job} ${column.key}`;

/** In the panel: how the answers stand, and the way to see them side by side. */
export function answersBlock() {
  const node = h("div", {});
  let key = "";
  /** @type {ReturnType<typeof progressOf> | null} */
  let progress = null;
  const draw = () => {
    const job = latest("lost", "replan");
    const next = job ? `${job.job} ${job.state} ${job.answers?.length}` : "";
    if (next === key && key) return progress && job && progress.hear(job);
    key = next;
    progress?.end();
    progress = null;
    if (!job) return fill(node);
    if (job.state === "running") progress = progressOf(job, "Looking for answers", "Stop with these");
    const found = columns(job);
    return refill(node, h("section", { class: "card", "aria-label": "The answers" },
      h("h3", {}, subject(job)),
      progress?.node,
      job.state === "failed" || job.state === "stopped" ? h("p", { class: "alarming", role: "alert" }, job.error) : null,
      job.result && !found.length && clash(job.result),
      h("ul", { class: "plain" }, found.map((each) => h("li", {}, h("b", {}, titled(each.names)), ": ", money(each.cost)))),
      job.state === "kept" && h("p", {}, icon("check"), " One of them was kept. Undo takes it back."),
      h("div", { class: "buttons" },
        (found.length > 0 || job.state === "running") && h("button", { type: "button", class: job.state === "kept" ? null : "strong", onclick: () => openAnswers(job) }, icon("compare"), "Side by side"),
        job.state !== "running" && h("button", { type: "button", onclick: () => (lookAway(`answer ${job.job}`), letGo(job)) }, "Dismiss"))));
  };
  draw();
  const end = on("jobs", draw);
  return {
    node,
    end: () => {
      end();
      progress?.end();
    },
  };
}

/** Open the comparison over the whole page. @param {Job} begun */
export function openAnswers(begun) {
  const dialog = /** @type {HTMLDialogElement} */ (h("dialog", { class: "answers", "aria-labelledby": "answers-title" }));
  const said = refusals();
  const place = h("div", {});
  const title = h("h2", { id: "answers-title", tabindex: "-1" }, subject(begun));
  fill(dialog,
    h("div", { class: "answers-head" }, title, h("button", { type: "button", class: "quiet bare", "aria-label": "Close the comparison", onclick: () => dialog.close() }, icon("close"))),
    said.node, place);
  const from = /** @type {HTMLElement | null} */ (document.activeElement);
  let key = "";
  /** @type {ReturnType<typeof progressOf> | null} */
  let progress = null;
  const draw = (/** @type {any} */ told) => {
    const job = state.jobs.get(begun.job);
    if (told?.gone && told.job === begun.job) return dialog.close();
    if (!job) return undefined;
    const next = `${job.state} ${job.answers?.length}`;
    if (next === key) return progress?.hear(job);
    const grown = key && columns(job).length;
    key = next;
    progress?.end();
    progress = job.state === "running" ? progressOf(job, "Looking for answers", "Stop with these") : null;
    title.textContent = subject(job);
    const inside = place.contains(document.activeElement);
    fill(place, progress?.node ?? "", page(job, { see: show, keep: take }));
    if (inside) title.focus();
    if (grown) announce(job.state === "running" ? `${words.count(columns(job).length, "answer")} so far` : heard(job));
    return undefined;
  };

  const take = async (/** @type {Job} */ job, /** @type {Column} */ column) => {
    lookAway(`answer ${job.job}`);
    dialog.close();
    await keep(job, { answer: column.key }, `${titled(column.names)} is on the board`);
  };
  const show = (/** @type {Job} */ job, /** @type {Column} */ column) => said.during(async () => {
    const kept = job.state !== "done";
    const preview = await boardOf(job.job, `answer=${encodeURIComponent(column.key)}`, { title: `${titled(column.names)}: ${money(column.cost)}`, keep: kept ? null : () => take(job, column), keepWords: "Keep this answer" });
    dialog.close();
    await see(keyOf(job, column), async () => preview);
    comeBack(job);
  });

  draw(null);
  const end = on("jobs", draw);
  dialog.addEventListener("close", () => {
    end();
    progress?.end();
    dialog.remove();
    if (from?.isConnected) from.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  title.focus();
}

/** Whoever looked at one answer and goes back has not decided yet: the comparison comes again. @param {Job} job */
function comeBack(job) {
  const end = on("preview", (preview) => {
    if (preview) return;
    end();
    const now = state.jobs.get(job.job);
    if (now && (now.state === "done" || now.state === "running") && !document.querySelector("dialog[open]")) openAnswers(now);
  });
}

/** @param {Job} job */
const heard = (job) => (job.result?.answers.length ? `All answers are there: ${columns(job).map((each) => `${titled(each.names)} ${money(each.cost)}`).join("; ")}` : job.error || "There is no answer.");

/** @param {Job} job @param {{see: (job: Job, column: Column) => any, keep: (job: Job, column: Column) => any}} can @returns {Node} */
function page(job, can) {
  const found = columns(job);
  const { result } = job;
  const waiting = job.state === "running" ? ORDER.filter((name) => !found.some((each) => each.names.includes(name))) : [];
  const now = result?.in_force?.cost ?? state.board?.cost.total ?? 0;
  return h("div", {},
    result?.events?.map((/** @type {any} */ each) => h("p", {}, each.sentence)),
    (job.state === "failed" || job.state === "stopped") && h("p", { class: "alarming" }, job.error),
    result && !found.length && [h("h3", { class: "alarming" }, "No plan can keep what is left"), clash(result)],
    outdated(job) && job.state === "done" && h("p", { class: "careful-note" }, icon("warn"), " The board has changed since; keeping an answer takes those changes off the board (undo brings them back)."),
    result?.cover?.length > 0 && h("section", { class: "card" }, h("h3", {}, "Cover for the day"), result.cover.map((/** @type {any} */ each) => h("p", {}, coverWords(each)))),
    h("div", { class: "columns" },
      found.map((each) => column(job, each, now, can)),
      waiting.map((name) => h("section", { class: "card waiting" }, h("h3", {}, titled([name])), h("p", { class: "soft" }, "Still looking…")))),
    result && found.length > 0 && found.length < 3 && h("p", { class: "soft" }, found.length === 1 ? "One answer was found to be the best on every count." : "No other answer was found between these."),
    found.length > 0 && h("details", { class: "lines-beside" }, h("summary", {}, "By ledger line"), ledgerBeside("Ledger lines of the answers", ["Now", ...found.map((each) => titled(each.names))], [state.board?.cost.lines ?? {}, ...found.map((each) => each.lines)])));
}

/** @param {Job} job @param {Column} one @param {number} now what the plan in force costs @param {{see: (job: Job, column: Column) => any, keep: (job: Job, column: Column) => any}} can */
function column(job, one, now, can) {
  const { whole } = one;
  const title = titled(one.names);
  const figure = (/** @type {string} */ name, /** @type {string | number} */ value) => h("div", {}, h("dt", {}, name), h("dd", { class: "figure" }, value));
  const shot = whole ? coverShot(job, whole.plan) : [];
  const left = whole?.cover_left ?? [];
  const without = left.filter((/** @type {any} */ each) => !each.cover.length);
  return h("section", { class: "card answer", "aria-label": title },
    h("h3", {}, title),
    h("p", { class: "price" }, money(one.cost)), h("p", {}, differenceBadge(one.cost - now), h("span", { class: "soft" }, " against the plan in force")),
    whole ? h("dl", { class: "pairs" },
      figure("Changed calls", whole.changed_calls), figure("Moved strips", whole.moved_strips),
      figure("Shooting days gained or lost", whole.shooting_days), figure("Hire days changed", whole.hires),
      whole.stunt_strips > 0 && figure("Stunt strips moved", whole.stunt_strips),
      whole.rehearsals > 0 && figure("Rehearsals moved", whole.rehearsals), whole.journeys > 0 && figure("Journeys changed", whole.journeys))
      : h("p", {}, sentence(one.counts ?? "")),
    shot.length > 0 && h("p", {}, icon("check"), " Cover is shot that day: ", shot.map((each) => numberOf(each)).join(", "), "."),
    whole && h("p", { class: "gap soft" }, gapWords(one.cost, job.result?.bound)),
    whole?.conflicts?.length > 0 && h("div", { class: "alarming" }, folded(whole.conflicts.map((/** @type {any} */ each) => each.sentence ?? String(each)), 3)),
    h("div", { class: "buttons" },
      h("button", { type: "button", onclick: () => can.see(job, one), "aria-label": `Show on the board: ${title}` }, icon("columns"), "Show on the board"),
      job.state === "done" && h("button", { type: "button", class: "strong", onclick: () => can.keep(job, one), "aria-label": `Keep this one: ${title}` }, icon("check"), "Keep this one")),
    whole && (whole.changes.length ? h("div", {}, h("h4", {}, "What changes"), folded(changesInWords(whole.changes), MOST_CHANGES, "changes")) : h("p", {}, "Nothing changes.")),
    left.length > 0 && h("details", {}, h("summary", {}, `Cover left: ${left.length - without.length} of ${words.count(left.length, "weather day")}`),
      folded(left.map((/** @type {any} */ each) => [h("b", {}, words.day(each.date)), " ", each.cover.length ? each.cover.map((/** @type {string} */ task) => numberOf(task)).join(", ") : h("span", { class: "soft" }, "none")]), MOST_CHANGES)));
}

/** The cover that a plan shoots on the day that is lost. @param {Job} job @param {any} plan @returns {string[]} */
function coverShot(job, plan) {
  return (job.result?.cover ?? []).flatMap((/** @type {any} */ each) => {
    const day = plan?.days?.find((/** @type {any} */ one) => one.unit === each.unit && one.day === each.date);
    return each.cover.filter((/** @type {string} */ task) => (day?.strips ?? []).some((/** @type {any} */ strip) => (strip.task ?? strip) === task));
  });
}

/** @param {string} said */
const sentence = (said) => said.replace(/^./, (first) => first.toUpperCase());
