/** Any two plans beside one another: what stands, what stood, what people named, what a job found. */

import { get } from "../core/api.js";
import { fill, h, icon } from "../core/dom.js";
import { on, shown, state } from "../core/store.js";
import * as words from "../core/words.js";
import { look } from "../plan/jobs.js";
import { ledgerBeside } from "../plan/ledger.js";
import { differenceBadge, field, folded, money, refusals } from "../plan/pieces.js";
import { seeButton } from "../plan/seeing.js";
import { between, fromServer } from "./difference.js";

/** @typedef {import("../core/store.js").Board} Board */
/** @typedef {{key: string, words: string, revision?: number, load: () => Promise<Board>}} Side */

/** @param {HTMLElement} body @param {{a?: number, b?: number}} [args] revisions to begin with */
export function open(body, args = {}) {
  const said = refusals();
  const first = /** @type {HTMLSelectElement} */ (h("select", {}));
  const second = /** @type {HTMLSelectElement} */ (h("select", {}));
  const result = h("div", {});
  const older = h("button", { type: "button", class: "quiet", hidden: true }, "Older revisions");
  const swap = h("button", { type: "button", class: "quiet", onclick: () => {
    [first.value, second.value] = [second.value, first.value];
    chosen = true;
    compare();
  } }, icon("redo"), "The other way round");
  fill(body, h("div", { class: "sides-chosen" }, field("From", first), field("To", second), h("div", { class: "buttons tight" }, swap, older)), said.node, result);
  /** @type {any[]} */
  let entries = [];
  let turn = 0;
  let over = false;
  // Until somebody chooses, it is the last change that is compared.
  let chosen = false;

  /** @returns {{title: string, sides: Side[]}[]} */
  const groups = () => {
    const revision = state.board?.revision ?? 0;
    const at = (/** @type {number} */ number) => () => get("/api/board", { revision: number });
    const named = Object.entries(state.board?.named ?? {}).map(([name, number]) => ({ key: `revision ${number}`, words: `“${name}” (revision ${number})`, revision: number, load: at(number) }));
    const jobs = [...state.jobs.values()].flatMap(found);
    const past = entries.filter((each) => each.revision !== revision).map((each) => ({ key: `revision ${each.revision}`, words: `${each.revision}: ${each.what}${each.who ? `, ${each.who}` : ""}`, revision: each.revision, load: at(each.revision) }));
    return [
      { title: "The board", sides: [{ key: "now", words: `As it is now (revision ${revision})`, revision, load: async () => /** @type {Board} */ (state.board) }] },
      { title: "Found by the solver", sides: jobs },
      { title: "Named versions", sides: named },
      { title: "Revisions", sides: past.filter((each) => !named.some((one) => one.key === each.key)) },
      { title: "Asked for", sides: [args?.a, args?.b].filter((each) => each !== undefined && each !== revision && !named.some((one) => one.revision === each) && !past.some((one) => one.revision === each)).map((each) => ({ key: `revision ${each}`, words: `Revision ${each}`, revision: each, load: at(Number(each)) })) },
    ].filter((each) => each.sides.length);
  };
  const side = (/** @type {HTMLSelectElement} */ of) => groups().flatMap((each) => each.sides).find((each) => each.key === of.value);

  /** The plan before the present one. */
  const before = () => {
    const last = entries.find((each) => each.revision < (state.board?.revision ?? 0));
    return last && `revision ${last.revision}`;
  };

  const offer = () => {
    const all = groups();
    const sides = all.flatMap((each) => each.sides);
    for (const [select, fallback] of /** @type {[HTMLSelectElement, string][]} */ ([[first, wanted(args?.a) ?? before() ?? sides.find((each) => each.key !== "now")?.key ?? "now"], [second, wanted(args?.b) ?? "now"]])) {
      const now = chosen && sides.some((each) => each.key === select.value) ? select.value : fallback;
      fill(select, ...all.map((group) => h("optgroup", { label: group.title }, group.sides.map((each) => h("option", { value: each.key, selected: each.key === now }, each.words)))));
    }
    older.hidden = !entries.length || entries[entries.length - 1].revision <= 1;
  };

  const compare = async () => {
    const mine = (turn += 1);
    const [a, b] = [side(first), side(second)];
    if (!a || !b) return;
    if (a.key === b.key) return fill(result, h("p", { class: "soft" }, groups().flatMap((each) => each.sides).length < 2 ? "There is one plan so far: the board. Change it, or make a plan, and compare." : "Choose two that differ."));
    fill(result, h("p", { class: "soft", role: "status" }, "Comparing…"));
    const made = await said.during(async () => {
      if (a.revision !== undefined && b.revision !== undefined) return fromServer(await get("/api/compare", { a: a.revision, b: b.revision }));
      const [left, right] = await Promise.all([a.load(), b.load()]);
      return between(left, right);
    });
    if (over || mine !== turn) return;
    fill(result, made ? page(made, a, b) : "");
  };

  const load = async (before = /** @type {number | undefined} */ (undefined)) => {
    const answer = await said.during(() => get("/api/history", { before }));
    if (over || !answer) return;
    entries = before === undefined ? answer.entries : [...entries, ...answer.entries];
    offer();
    compare();
  };
  older.addEventListener("click", () => load(entries[entries.length - 1].revision));
  for (const select of [first, second]) {
    select.addEventListener("change", () => {
      chosen = true;
      compare();
    });
  }
  load();
  look().catch(said.say);
  const ends = [on("told", () => load()), on("jobs", (job) => (job.state !== "running" || job.gone) && (offer(), !chosen && compare()))];
  return () => {
    over = true;
    ends.forEach((end) => end());
  };
}

/** @param {number | undefined} revision */
const wanted = (revision) => (revision === undefined ? null : revision === state.board?.revision ? "now" : `revision ${revision}`);

/** What a job found, as sides. @param {import("../core/store.js").Job} job @returns {Side[]} */
function found(job) {
  const at = (/** @type {string} */ query) => () => get(`/api/jobs/${job.job}/board${query}`);
  if (job.kind === "plan" && (job.result?.plan || (job.state === "running" && job.cost !== null))) return [{ key: job.job, words: `${job.state === "running" ? "The best plan so far" : "The plan found"}: ${money(job.cost)}`, load: at("") }];
  if (job.kind === "improve" && job.result?.moves?.length) return [{ key: job.job, words: `All ${job.result.moves.length} moves that save`, load: at("") }];
  if (job.kind !== "lost" && job.kind !== "replan") return [];
  const answers = job.result ? job.result.answers : (job.answers ?? []).map((each) => ({ name: each.answer, cost: each.cost }));
  return answers.map((/** @type {any} */ each) => ({ key: `${job.job} ${each.name}`, words: `${each.name.replace(/^./, (/** @type {string} */ letter) => letter.toUpperCase())}: ${money(each.cost)}`, load: at(`?answer=${encodeURIComponent(each.name)}`) }));
}

/** @param {import("./difference.js").Difference} made @param {Side} a @param {Side} b */
function page(made, a, b) {
  const { figures, lines, people, strips, calls, more } = made;
  const see = (/** @type {Side} */ side, /** @type {string} */ label) => side.key !== "now" && seeButton(`compare ${side.key}`, label, async () => {
    const board = await side.load();
    const other = between(/** @type {Board} */ (state.board), board);
    return { title: side.words, board, moved: other.moved, diff: [...other.people, ...other.strips] };
  }, { "aria-label": `${label}: ${side.words}` });
  const cost = figures[0].values[1] - figures[0].values[0];
  const value = (/** @type {any} */ each) => (each === null || each === undefined ? "-" : typeof each === "number" ? each.toLocaleString("en-GB") : each);
  const section = (/** @type {string} */ title, /** @type {string[]} */ rows, /** @type {string} */ none) => h("section", {}, h("h3", {}, title, rows.length > 0 && h("span", { class: "soft" }, ` ${rows.length}`)), rows.length ? folded(rows, 12, "changes") : h("p", { class: "soft" }, none));
  return h("div", { class: "compared" },
    h("p", {}, differenceBadge(cost), " ", h("span", { class: "soft" }, "from the first to the second")),
    h("div", { class: "buttons" }, see(a, "Show the first"), see(b, "Show the second")),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Figures of both" }, h("table", { class: "beside" }, h("caption", { class: "unseen" }, "Figures of both"),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Figure"), h("th", { scope: "col", class: "figure" }, "From"), h("th", { scope: "col", class: "figure" }, "To"), h("th", { scope: "col", class: "figure" }, "Difference"))),
      h("tbody", {}, figures.map(({ name, values, kind }) => h("tr", {}, h("th", { scope: "row" }, name),
        values.map((each) => h("td", { class: "figure" }, kind === "money" ? words.short(Number(each), shown()?.currency ?? "") : kind === "date" && each ? words.day(String(each)) : value(each))),
        h("td", { class: "figure" }, difference(values, kind))))))),
    h("h3", {}, "By ledger line"),
    ledgerBeside("Ledger lines of both", ["From", "To"], lines),
    section("People", people, "Nobody works on other dates."),
    calls.length > 0 && section("Calls", calls, ""),
    section("Moved strips", strips, "No strip stands on another date."),
    more.map(({ title, rows }) => rows.length > 0 && section(title, rows, "")));
}

/** @param {any[]} values @param {string} [kind] */
function difference([a, b], kind) {
  if (kind === "date") {
    const days = a && b ? Math.round((Date.parse(b) - Date.parse(a)) / 86_400_000) : 0;
    return days ? `${days > 0 ? "+" : "−"}${words.count(Math.abs(days), "day")}` : "±0";
  }
  const by = Number(b) - Number(a);
  if (!by) return "±0";
  return kind === "money" ? words.difference(by, state.board?.currency ?? "") : `${by > 0 ? "+" : "−"}${Math.abs(by).toLocaleString("en-GB")}`;
}
