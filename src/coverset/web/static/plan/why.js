/** "Why here?": where a strip stands, what its other dates would cost, and what forbids the rest. Also why somebody is held. */

import { editAll } from "../core/act.js";
import { get, question } from "../core/api.js";
import { fill, h, icon } from "../core/dom.js";
import { keyOf, on, places, select, shown, state } from "../core/store.js";
import * as words from "../core/words.js";
import { changesInWords, dayWords, differenceBadge, nothing, numberOf, refill, refusals, shooting, stripWords, toDay, unitName } from "./pieces.js";
import { personPicker, showPerson } from "./held.js";
import { lookAway, seeButton } from "./seeing.js";

/** @typedef {{unit: string, day: string, price: number, breaks: string[], exact: boolean, edit?: any}} Offer */

const MOST_DATES = 6;
const MOST_REASONS = 12;

/** @param {HTMLElement} body @param {{task?: string, person?: string}} [args] */
export function open(body, args = {}) {
  const said = refusals();
  const stage = h("div", { class: "why" });
  fill(body, said.node, stage);
  let turn = 0;
  let task = args?.task ?? [...state.selection][0] ?? "";
  let person = args?.person ?? "";
  if (args?.task) select([args.task]);

  const draw = async () => {
    const mine = (turn += 1);
    const fresh = () => mine === turn;
    said.clear();
    if (person) return showPerson(stage, person, { fresh, said, back: task ? () => ((person = ""), draw()) : null, backWords: numberOf(task) });
    if (!task || !state.board?.strips[task]) {
      return fill(stage, nothing("Select a strip on the board: here you see what its other dates would cost, and which sentence forbids the rest."), personPicker((id) => ((person = id), draw())));
    }
    return strip(stage, task, { fresh, said, held: (id) => ((person = id), draw()), again: draw });
  };
  draw();

  const ends = [
    on("selection", () => {
      const [first] = state.selection;
      if (!first || (first === task && !person)) return;
      task = first;
      person = "";
      draw();
    }),
    on("board", draw),
    on("days", draw),
  ];
  return () => {
    turn += 1;
    ends.forEach((end) => end());
  };
}

/**
 * @param {HTMLElement} stage @param {string} task
 * @param {{fresh: () => boolean, said: ReturnType<typeof refusals>, held: (id: string) => void, again: () => void}} how
 */
async function strip(stage, task, { fresh, said, held, again }) {
  const board = /** @type {import("../core/store.js").Board} */ (state.board);
  const one = board.strips[task];
  const at = places(board).get(task);
  const head = h("section", { class: `card ${one.settled ? "settled" : ""}` },
    h("h3", {}, stripWords(task), " ", one.time && h("span", { class: "soft" }, one.time)),
    h("p", {}, at ? ["Stands on ", toDay(at.unit, at.day)] : "Is in the boneyard."),
    one.settled && h("p", {}, icon("lock"), " Shot: it stays where it was shot."),
    one.pinned && h("p", {}, icon("pin"), " Pinned."),
    one.people.length > 0 && h("p", { class: "ways" }, h("span", { class: "soft" }, "Why held? "), one.people.map((id) => h("button", { type: "button", class: "quiet bare link", onclick: () => held(id) }, icon("person"), board.people[id]?.name || id))),
    alsoSelected(task));
  const list = h("div", { "aria-busy": "true" }, h("p", { class: "soft" }, "Trying every date…"));
  refill(stage, head, list);
  if (one.settled) return fill(list);
  const answer = await said.during(() => question("/api/tryout", { tasks: [task] }));
  if (!fresh()) return undefined;
  list.removeAttribute("aria-busy");
  if (!answer) return fill(list);
  /** @type {Offer[]} */
  const offers = Object.entries(answer.days).map(([key, offer]) => ({ ...offer, unit: key.slice(0, key.lastIndexOf("|")), day: key.slice(key.lastIndexOf("|") + 1) }));
  const elsewhere = offers.filter((each) => !at || each.unit !== at.unit || each.day !== at.day);
  const allowed = elsewhere.filter((each) => !each.breaks.length).sort((a, b) => a.price - b.price || (a.day < b.day ? -1 : 1));
  const forbidden = elsewhere.filter((each) => each.breaks.length);
  const least = allowed[0];
  const rest = allowed.slice(MOST_DATES);
  const dearer = h("ul", { class: "dates" });
  const row = (/** @type {Offer} */ each) => date(task, each, said, again);
  fill(list,
    h("p", {}, !allowed.length ? "Every other date is forbidden while the rest of the board stands as it does."
      : at && least.price >= 0 ? `No other date is cheaper. ${words.count(allowed.length, "other date is", "other dates are")} open to it, ${forbidden.length} forbidden.`
        : `${words.count(allowed.length, "date is", "dates are")} open to it, ${forbidden.length} forbidden.`),
    allowed.length > 0 && h("h4", {}, "Best other dates"),
    h("ul", { class: "dates" }, allowed.slice(0, MOST_DATES).map(row)),
    rest.length > 0 && h("details", { ontoggle: once(() => fill(dearer, ...rest.map(row))) }, h("summary", {}, `${words.count(rest.length, "more date")}, dearer`), dearer),
    forbidden.length > 0 && [h("h4", {}, "What forbids the others"), reasons(forbidden)],
    account(task, said, fresh));
  return undefined;
}

/** @param {string} task */
function alsoSelected(task) {
  const others = [...state.selection].filter((each) => each !== task);
  return others.length > 0 && h("p", { class: "ways" }, h("span", { class: "soft" }, "Also selected: "), others.slice(0, 6).map((each) => h("button", { type: "button", class: "quiet bare link", onclick: () => select([each, ...others.filter((other) => other !== each), task]) }, numberOf(each))));
}

/** A date that is open: its price, and the move seen first or done at once. @param {string} task @param {Offer} offer @param {ReturnType<typeof refusals>} said @param {() => void} again */
function date(task, offer, said, again) {
  const key = `why ${task} ${keyOf(offer.unit, offer.day)}`;
  const name = dayWords(offer.day, offer.unit);
  const price = h("span", {}, differenceBadge(offer.price));
  const sentences = h("div", {});
  /** What was priced roughly is read exactly before it is shown or done, at the place of the day where it is best. */
  const exactly = async () => {
    const at = (/** @type {string | null} */ before) => question("/api/tryout", { tasks: [task], unit: offer.unit, day: offer.day, before }).then((answer) => /** @type {Offer} */ (Object.values(answer.days)[0]));
    const best = await at(null);
    Object.assign(offer, best);
    fill(price, differenceBadge(offer.price));
    fill(sentences, ...offer.breaks.map((each) => h("p", { class: "alarming" }, icon("warn"), " ", each)));
    if (offer.edit) return offer.edit;
    const stand = (state.board?.days.find((each) => each.unit === offer.unit && each.day === offer.day)?.strips ?? []).filter((each) => typeof each === "string" && each !== task);
    for (const before of /** @type {string[]} */ (stand)) {
      const here = await at(before);
      if (here.price === best.price && here.breaks.join() === best.breaks.join()) return { edit: "move", task, unit: offer.unit, day: offer.day, before };
    }
    return { edit: "move", task, unit: offer.unit, day: offer.day, before: "" };
  };
  const go = async () => {
    const made = await exactly();
    lookAway(key);
    if (await editAll([made], `${numberOf(task)} moved to ${name}`)) select([task]);
    else again();
  };
  const load = async () => {
    const made = await exactly();
    const board = await question("/api/preview", { edit: made });
    return { title: `${stripWords(task)} on ${name}: ${board.cost_change ? words.difference(board.cost_change, board.currency) : "same price"}`, board, moved: board.moved, diff: changesInWords(board.diff), keep: go, keepWords: "Move it there" };
  };
  return h("li", {},
    h("div", { class: "headline" }, toDay(offer.unit, offer.day, name), price),
    sentences,
    h("div", { class: "buttons tight" },
      seeButton(key, "Preview", load, { "aria-label": `Preview it on ${name}` }),
      h("button", { type: "button", "aria-label": `Move it to ${name}`, onclick: () => said.during(go) }, icon("right"), "Move it")));
}

/** The forbidden dates by the sentences that forbid them, the most frequent first. @param {Offer[]} forbidden */
function reasons(forbidden) {
  /** @type {Map<string, Offer[]>} */
  const by = new Map();
  for (const each of forbidden) by.set(each.breaks.join("\n"), [...(by.get(each.breaks.join("\n")) ?? []), each]);
  const rows = [...by].sort((a, b) => b[1].length - a[1].length).map(([why, dates]) => h("li", {}, h("p", {}, h("b", {}, stretches(dates)), " ", why.split("\n").slice(0, 2).join(" "), why.split("\n").length > 2 && h("span", { class: "soft" }, ` And ${why.split("\n").length - 2} more.`))));
  return h("div", {}, h("ul", { class: "found" }, rows.slice(0, MOST_REASONS)), rows.length > MOST_REASONS && h("details", {}, h("summary", {}, `${rows.length - MOST_REASONS} more`), h("ul", { class: "found" }, rows.slice(MOST_REASONS))));
}

/** Dates in a row in few words, unit by unit. @param {Offer[]} dates */
function stretches(dates) {
  const several = shooting().length > 1;
  return [...new Set(dates.map((each) => each.unit))].map((unit) => {
    const days = dates.filter((each) => each.unit === unit).map((each) => each.day).sort();
    /** @type {string[][]} */
    const runs = [];
    for (const day of days) {
      const last = runs[runs.length - 1];
      if (last && words.later(last[last.length - 1], 1) === day) last.push(day);
      else runs.push([day]);
    }
    const said = runs.slice(0, 4).map((run) => (run.length === 1 ? words.day(run[0]) : `${words.day(run[0])} to ${words.day(run[run.length - 1])}`));
    const more = runs.slice(4).reduce((sum, run) => sum + run.length, 0);
    return `${said.join(", ")}${more ? ` and ${words.count(more, "date")} more` : ""}${several ? ` (${unitName(unit)})` : ""}`;
  }).join("; ") + ":";
}

/** The full account reads every date by the whole ledger, which takes its time on a large board. @param {string} task @param {ReturnType<typeof refusals>} said @param {() => boolean} fresh */
function account(task, said, fresh) {
  const place = h("div", {});
  const button = h("button", { type: "button", onclick: () => said.during(ask) }, icon("paper"), "Every date by ledger line and person");
  const ask = async () => {
    button.setAttribute("disabled", "");
    fill(place, h("p", { class: "soft", role: "status" }, "Reading the board with it on every date. On a large board this takes some seconds."), h("progress", { "aria-label": "Reading every date" }));
    try {
      const answer = await get("/api/why", { task });
      if (!fresh()) return;
      fill(place, h("ul", { class: "found account" }, answer.words.prices.map((/** @type {string} */ each) => h("li", {}, each))));
      button.remove();
    } catch (trouble) {
      fill(place);
      button.removeAttribute("disabled");
      if (fresh()) throw trouble;
    }
  };
  return h("div", {}, h("div", { class: "buttons" }, button), place);
}

/** @param {() => void} work */
function once(work) {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
}
