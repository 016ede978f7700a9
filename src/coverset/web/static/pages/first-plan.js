/** The first plan of what was dropped: how it settles, what it costs so far; then the board. */

import { get, post, Refusal } from "../core/api.js";
import { fill, h, icon } from "../core/dom.js";
import { alarm, announce } from "../core/say.js";
import { on, state, takeJob } from "../core/store.js";
import { count, money } from "../core/words.js";
import { show as showAssumptions } from "./assumptions.js";
import { toBoard } from "./bringing.js";
import { axis, picture } from "./picture.js";

/** Seconds that the server gives a first plan. */
const GIVEN = 30;

/**
 * Show the job until its plan is on the board.
 * @param {HTMLElement} place
 * @param {string} job
 */
export function firstPlan(place, job) {
  const bar = /** @type {HTMLProgressElement} */ (h("progress", { max: GIVEN, value: 0, "aria-label": "Time of the search" }));
  const figures = h("dl", { class: "figures" });
  const words = h("p", { class: "phase", role: "status" }, "Reading the pages…");
  const settling = h("div", { class: "settling" });
  const assumed = h("div", { class: "assumed" });
  const stop = h("button", { type: "button", onclick: () => post(`/api/jobs/${job}/cancel`).catch(alarm) }, icon("stop"), "Take what it has now");
  const buttons = h("div", { class: "buttons" }, stop, h("a", { class: "button", href: "/?look=true" }, "Look at the empty board"));
  fill(place,
    h("div", { class: "card going" }, words, bar, figures, settling, buttons),
    h("section", { class: "beside", "aria-labelledby": "assumed-title" }, h("h2", { id: "assumed-title" }, "Assumed for now"), assumed));
  const leaving = showAssumptions(assumed, false);
  /** @type {Record<string, string[]>} */
  let placed = {};
  let ended = false;

  /** @param {any} told */
  const draw = (told) => {
    if (told.placed) placed = told.placed;
    const board = state.board;
    const strips = board ? Object.keys(board.strips).length : 0;
    const standing = Object.values(placed).reduce((sum, each) => sum + each.length, 0);
    bar.value = Math.min(GIVEN, told.seconds ?? 0);
    if (!board) return;
    fill(figures, ...facts([
      ["Strips placed", strips ? `${standing} of ${strips}` : ""],
      ["Shooting days", String(Object.keys(placed).length || "")],
      ["Price so far", told.cost ? money(told.cost, board.currency) : ""],
      ["Proved not under", told.bound ? money(told.bound, board.currency) : ""],
    ]));
    const days = Object.entries(placed).map(([key, tasks]) => ({ unit: key.split("|")[0], day: key.split("|")[1], strips: tasks }));
    fill(settling, days.length ? picture({ days, strips: board.strips, units: board.units, along: axis([days]), label: "The plan as it settles" }) : h("p", { class: "soft" }, "The board settles here."));
    if (!ended) words.textContent = standing ? "Planning. The board settles while the search looks for a cheaper order." : `Planning ${count(strips, "strip")}.`;
  };

  const hear = async (/** @type {any} */ told) => {
    if (told.job !== job || ended) return;
    draw(told);
    if (told.state === "running") return;
    ended = true;
    stop.hidden = true;
    leaving.then((leave) => leave());
    if (told.state === "kept") toBoard();
    else if (told.result?.plan) await keep(job, words);
    else failed(told, words, place);
  };
  on("jobs", hear);
  on("board", () => draw(state.jobs.get(job) ?? {}));
  // After a reload only what is new is told: all that is known so far is asked for. A server that was stopped meanwhile
  // knows of no such plan any more, and its first page says how to go on.
  const know = () => get(`/api/jobs/${job}`).then((told) => takeJob(told), (trouble) => trouble instanceof Refusal && trouble.status === 404 && !ended && location.replace("/"));
  on("link", (linked) => linked && know());
  know();
}

/** @param {[string, string][]} every */
const facts = (every) => every.filter(([, said]) => said).map(([term, said]) => h("div", {}, h("dt", {}, term), h("dd", {}, said)));

/** Put the plan on the board, and go there. @param {string} job @param {HTMLElement} words */
async function keep(job, words) {
  words.textContent = "Found. To the board…";
  announce("The first plan is found");
  try {
    await post(`/api/jobs/${job}/keep`);
  } catch (trouble) {
    // Another page with the same plan in sight was first: it stands on the board.
    if (!(trouble instanceof Refusal && trouble.status === 409)) return alarm(trouble);
  }
  toBoard();
}

/** No plan: what clashes, in the rules' own sentences. @param {any} told @param {HTMLElement} words @param {HTMLElement} place */
function failed(told, words, place) {
  const clash = told.result?.clash ?? [];
  words.textContent = clash.length ? "No plan keeps all of this:" : told.error || "The search ended before it had a plan.";
  words.after(
    clash.length ? h("ul", { class: "findings" }, clash.map((/** @type {string} */ each) => h("li", { class: "conflict" }, each))) : "",
    h("p", {}, "Every strip is in the boneyard. Change what is assumed beside the board, then plan again; or lay it out by hand."),
    h("div", { class: "buttons" }, h("a", { class: "button", href: "/?look=true#assumptions" }, "To the board")));
  place.querySelector(".buttons:last-child")?.remove();
}
