/** "It happened": a lost day first, then whatever else befalls a shoot; what happened so far; and the way to the answers. */

import { act } from "../core/act.js";
import { get } from "../core/api.js";
import { fill, h, icon } from "../core/dom.js";
import { on, state } from "../core/store.js";
import * as words from "../core/words.js";
import { dateInput, likelyDay, likelyUnit } from "../plan/dates.js";
import { begin, look } from "../plan/jobs.js";
import { arrows, choice, field, number, refill, refusals, shooting } from "../plan/pieces.js";
import { answersBlock, openAnswers } from "./answers.js";
import { eventForm } from "./eventform.js";
import { KINDS, kindOf, labelOf } from "./kinds.js";

/** @typedef {{id: string, kind: string, date: string | null, sentence: string, in_force: boolean, known: string, findings: {sentence: string}[]}} Told */

/** @param {HTMLElement} body @param {{lost?: {unit: string, day: string}}} [args] */
export function open(body, args = {}) {
  const said = refusals();
  const answers = answersBlock();
  const lost = lostForm(args?.lost, said);
  const other = otherForm(args?.lost ?? {});
  const sofar = soFar();
  fill(body, answers.node, lost, said.node, other.node, sofar.node);
  if (args?.lost) /** @type {HTMLElement | null} */ (lost.querySelector("input[type=text]"))?.focus();
  look().catch(said.say);
  const ends = [on("told", sofar.load), on("board", sofar.load)];
  return () => {
    answers.end();
    ends.forEach((end) => end());
    sofar.end();
    other.end();
  };
}

/** The day is lost: the shortest form, since it is filled in with the telephone at the ear. @param {{unit: string, day: string} | undefined} given @param {ReturnType<typeof refusals>} said */
function lostForm(given, said) {
  const unit = choice(shooting().map((each) => /** @type {[string, string]} */ ([each.id, each.name || each.id])), likelyUnit(given?.unit));
  const day = dateInput(likelyDay(given?.day), { required: true });
  const why = h("input", { type: "text", maxlength: 200, placeholder: "weather", autocomplete: "off" });
  const seconds = number(15, { min: "0.5", max: "3600", step: "any" });
  const part = (/** @type {string} */ value, /** @type {string} */ label, /** @type {boolean} */ checked) => h("label", {}, h("input", { type: "radio", name: "lost-what", value, checked }), " ", label);
  const what = h("fieldset", { class: "field many" }, h("legend", {}, "What is lost"), h("div", { class: "ticks" },
    part("weather", "What weather stops: the exteriors", !strict(given)), part("all", "The whole day", strict(given))));
  const node = h("form", { class: "card lost-form" },
    h("h3", {}, icon("lost"), " We lost this day"),
    h("div", { class: "row" }, field("Day", day), shooting().length > 1 && field("Unit", unit)),
    field("Why", why), what,
    h("details", {}, h("summary", {}, "More"), field("Seconds to look for", seconds, "Three answers come one by one; more time finds cheaper ones.")),
    h("div", { class: "buttons" }, h("button", { type: "submit", class: "strong" }, icon("play"), "Find the three answers")));
  node.addEventListener("submit", async (event) => {
    event.preventDefault();
    const job = await said.during(() => begin({
      kind: "lost", day: day.value, unit: unit.value, seconds: Number(seconds.value),
      why: /** @type {HTMLInputElement} */ (why).value.trim(), all_work: /** @type {HTMLInputElement | null} */ (node.querySelector("input[name=lost-what]:checked"))?.value === "all",
    }));
    if (job) openAnswers(job);
  });
  return node;
}

/** A day without weather work can be lost only whole. @param {{unit: string, day: string} | undefined} given */
function strict(given) {
  const of = given && state.board?.days.find((each) => each.unit === given.unit && each.day === given.day);
  return Boolean(of && !of.weather);
}

/** Every other kind of event. @param {{unit?: string, day?: string}} given */
function otherForm(given) {
  const said = refusals();
  const place = h("div", {});
  const kind = h("select", {});
  const again = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", checked: true }));
  const from = dateInput(likelyDay(given.day));
  const from_ = field("From", from, "Everything before it stays as it is.");
  const seconds = number(15, { min: "0.5", max: "3600", step: "any" });
  const replan = h("div", { class: "replan" }, h("p", { class: "tick" }, h("label", {}, again, " Then plan again: three answers")), from_, h("details", {}, h("summary", {}, "How long"), field("Seconds to look for", seconds)));
  const go = h("button", { type: "submit", class: "strong" }, icon("check"), "It happened");
  const form = h("form", { class: "order other", hidden: true }, h("h3", {}, "Something else happened"), field("What", kind), place, said.node, replan, h("div", { class: "buttons" }, go));
  const node = h("div", {}, form);
  /** @type {import("./eventform.js").Told} */
  let told = { kinds: {}, sentences: {}, choices: {} };
  let over = false;
  /** @type {ReturnType<typeof eventForm> | null} */
  let now = null;

  const follow = () => {
    const key = /** @type {HTMLSelectElement} */ (kind).value;
    said.clear();
    if (!key) {
      now = null;
      fill(place);
    } else {
      now = eventForm(key, told, given);
      fill(place, now.node);
      again.checked = kindOf(key).plans !== false;
    }
    replan.hidden = go.hidden = !key;
    from_.hidden = !again.checked;
  };
  kind.addEventListener("change", follow);
  again.addEventListener("change", () => (from_.hidden = !again.checked));
  form.addEventListener("change", () => {
    const dates = now?.read();
    const first = (dates?.dates ?? dates?.date ?? dates?.open ?? "").slice(0, 10);
    if (first) from.value = first;
  });

  (async () => {
    told = await get("/api/events/kinds");
    if (over) return;
    const known = [...Object.keys(KINDS).filter((each) => each in told.kinds), ...Object.keys(told.kinds).filter((each) => !(each in KINDS))];
    const groups = [...new Set(known.map((each) => kindOf(each).group))];
    fill(kind, h("option", { value: "" }, "Choose…"), ...groups.map((group) => h("optgroup", { label: group }, known.filter((each) => kindOf(each).group === group).map((each) => h("option", { value: each }, kindOf(each).title)))));
    follow();
    form.hidden = false;
  })().catch(said.say);

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!now) return;
    const key = /** @type {HTMLSelectElement} */ (kind).value;
    const missing = now.missing();
    if (missing) {
      said.say(`Fill in “${labelOf(missing)}”: this event needs it.`);
      now.focus(missing);
      return;
    }
    said.clear();
    const title = kindOf(key).title;
    const fields = now.read();
    if (!(await act("/api/events", { kind: key, fields }, `${title}: written down`))) return;
    // An alternative is only told, so there is nothing to plan again for.
    const wanted = again.checked && from.value && fields.alternative !== "yes";
    /** @type {HTMLSelectElement} */ (kind).value = "";
    follow();
    if (!wanted) return;
    const job = await said.during(() => begin({ kind: "replan", as_of: from.value, seconds: Number(seconds.value) }));
    if (job) openAnswers(job);
  });
  return { node, end: () => { over = true; } };
}

/** What happened so far, and the last of it taken back. */
function soFar() {
  const said = refusals();
  const list = h("div", {});
  const node = h("section", { class: "so-far" }, h("h3", {}, "So far"), list, said.node);
  let over = false;
  let turn = 0;
  const load = async () => {
    const mine = (turn += 1);
    const answer = await said.during(() => get("/api/events"));
    if (over || mine !== turn || !answer) return;
    /** @type {Told[]} */
    const events = answer.events;
    const wrong = answer.findings.filter((/** @type {any} */ each) => each.severity === "error");
    refill(list,
      !events.length && h("p", { class: "soft" }, "Nothing has happened yet."),
      wrong.map((/** @type {any} */ each) => h("p", { class: "alarming" }, each.sentence)),
      h("ol", { class: "told" }, events.map((each, k) => h("li", { class: each.in_force ? null : "soft" },
        h("div", {}, each.date && h("b", {}, words.day(each.date), " "), arrows(each.sentence)),
        h("div", { class: "soft" }, [each.in_force ? "" : "not in force", each.known].filter(Boolean).join(" · ")),
        each.findings.map((one) => h("p", { class: "alarming" }, one.sentence)),
        (each.in_force || k === events.length - 1) && h("button", { type: "button", class: "quiet", onclick: () => act("/api/events/undo", { id: each.id }, "The event is taken back") }, icon("undo"), "Take this back")))));
  };
  load();
  return { node, load, end: () => { over = true; } };
}
