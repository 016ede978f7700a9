/** Cover in view: what is shot instead on each day that weather can stop, and which days have nothing. */

import { get } from "../core/api.js";
import { fill, h, icon } from "../core/dom.js";
import { open as openPanel } from "../core/drawer.js";
import { on, state } from "../core/store.js";
import * as words from "../core/words.js";
import { dayWords, nothing, numberOf, refusals, toDay, toTask } from "../plan/pieces.js";

/** @typedef {{unit: string, date: string, lost: string[], cover: string[], minutes: number, of: number, newly_called: string[], why?: string}} Cover */

/** Cover in a sentence. @param {Cover} one */
export function coverWords(one) {
  if (!one.cover.length) return one.why || "Nothing can be shot instead.";
  const called = one.newly_called.map((each) => state.board?.people[each]?.name || each);
  return `${one.cover.map((each) => numberOf(each)).join(", ")} instead: ${words.hours(one.minutes)} for the ${words.hours(one.of)} that are lost.${called.length ? ` Newly called: ${called.join(", ")}.` : " Nobody is newly called."}`;
}

/** @param {HTMLElement} body */
export function open(body) {
  const said = refusals();
  const list = h("div", {});
  const bare = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", onchange: () => draw() }));
  fill(body, said.node, list);
  /** @type {Cover[] | null} */
  let cover = null;
  /** @type {string[][]} days that there was no time to look at */
  let left = [];
  let stale = false;
  let turn = 0;

  const load = async (since = "") => {
    const mine = (turn += 1);
    list.setAttribute("aria-busy", "true");
    if (!cover) fill(list, h("p", { class: "soft", role: "status" }, "Looking for cover on every day that weather can stop…"), h("progress", { "aria-label": "Looking for cover" }));
    const answer = await said.during(() => get("/api/cover", { since }));
    if (mine !== turn) return;
    list.removeAttribute("aria-busy");
    stale = false;
    if (answer) {
      cover = [...(since && cover ? cover.filter((each) => each.date < since) : []), ...answer.cover];
      left = answer.left;
    }
    draw();
  };

  const draw = () => {
    if (!cover) return fill(list);
    if (!cover.length) return fill(list, nothing(state.board?.days.some((each) => each.strips.length) ? "No day of this board needs cover: weather stops none of them." : "Nothing is on the board yet."));
    const without = cover.filter((each) => !each.cover.length);
    const wanted = bare.checked ? without : cover;
    return fill(list,
      h("p", {}, h("b", {}, `${cover.length - without.length} of ${words.count(cover.length, "day")}`), " that weather can stop have cover."),
      without.length > 0 && without.length < cover.length && h("p", { class: "tick" }, h("label", {}, bare, " Only those without")),
      stale && h("div", { class: "buttons" }, h("span", { class: "soft" }, "The board has changed since."), h("button", { type: "button", onclick: () => load() }, "Look again")),
      left.length > 0 && h("div", { class: "buttons" }, h("span", { class: "soft" }, `${words.count(left.length, "day")} from ${words.day(left[0][1])} on not looked at yet: looking takes its time.`), h("button", { type: "button", onclick: () => load(left[0][1]) }, "Look at the rest")),
      h("ul", { class: "dates" }, wanted.map(row)));
  };

  load();
  const changed = () => {
    // Looking takes its time on a large board: after a change it is asked for, not done behind everybody's back.
    stale = true;
    draw();
  };
  const ends = [on("board", changed), on("days", changed)];
  return () => {
    turn += 1;
    ends.forEach((end) => end());
  };
}

/** @param {Cover} one */
function row(one) {
  const has = one.cover.length > 0;
  return h("li", {},
    h("div", { class: "headline" }, toDay(one.unit, one.date, dayWords(one.date, one.unit)), h("span", { class: `badge ${has ? "saving" : "careful"}` }, icon(has ? "check" : "warn"), has ? " covered" : " no cover")),
    h("p", { class: "ways" }, h("span", { class: "soft" }, "Weather stops "), one.lost.slice(0, 8).map((each) => toTask(each)), one.lost.length > 8 && h("span", { class: "soft" }, `and ${one.lost.length - 8} more`)),
    has && h("p", { class: "ways" }, h("span", { class: "soft" }, "Shot instead "), one.cover.map((each) => toTask(each))),
    h("p", { class: has ? null : "soft" }, has ? coverWords(one).split(": ").slice(1).join(": ") : bareOf(one.why ?? "")),
    h("div", { class: "buttons tight" }, h("button", { type: "button", class: "quiet", onclick: () => openPanel("events", { lost: { unit: one.unit, day: one.date } }) }, icon("lost"), "We lost this day")));
}

/** A reason without the date that stands above it. @param {string} why */
const bareOf = (why) => why.replace(/^\w{3} \d+ \w{3} \d{4}, [^:]+: (.)/, (_, first) => first.toUpperCase());
