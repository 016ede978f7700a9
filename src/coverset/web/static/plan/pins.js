/** What is held: every pin in a sentence with its price, taken out with a button, added with short forms. */

import { act } from "../core/act.js";
import { get } from "../core/api.js";
import { fill, h, icon } from "../core/dom.js";
import { on, state } from "../core/store.js";
import * as words from "../core/words.js";
import { begin, latest, letGo, look } from "./jobs.js";
import { field, folded, nothing, number, refill, refusals, toTask } from "./pieces.js";
import { pinForms } from "./pinforms.js";
import { progressOf } from "./progress.js";

/** @typedef {{number: number, kind: string, sentence: string, strips: string[], broken: string[], price: {words: string} | null}} PinRow */

/** @param {HTMLElement} body @param {{task?: string, unit?: string, day?: string}} [args] */
export function open(body, args = {}) {
  const said = refusals();
  const list = h("div", { "aria-busy": "true" });
  const pricing = h("div", {});
  const forms = pinForms(args ?? {}, said);
  const asked = Boolean(args?.task || args?.day);
  fill(body, said.node, asked && forms.node, list, pricing, !asked && forms.node);
  /** @type {PinRow[]} */
  let pins = [];
  let stale = false;
  let turn = 0;
  let over = false;

  const load = async () => {
    const mine = (turn += 1);
    const answer = await said.during(() => get("/api/pins"));
    if (over || mine !== turn || !answer) return;
    list.removeAttribute("aria-busy");
    ({ pins, stale } = answer);
    draw();
  };

  const seconds = number(10, { min: "0.5", max: "3600", step: "any" });
  /** @type {ReturnType<typeof progressOf> | null} */
  let progress = null;
  const draw = () => {
    refill(list,
      h("h3", {}, pins.length ? words.count(pins.length, "pin") : "Nothing is pinned"),
      !pins.length && nothing("A pin is a decision that every plan keeps: a strip on its date, strips in an order, a day as it is, a call, a person's dates."),
      h("ol", { class: "pins" }, pins.map(row)));
    price(latest("pins"));
  };

  /** @param {import("../core/store.js").Job | undefined} job */
  const price = (job) => {
    if (job?.state === "running") {
      if (progress) return progress.hear(job);
      progress = progressOf(job, "Pricing the pins", "Stop");
      return refill(pricing, progress.node);
    }
    progress?.end();
    progress = null;
    const failed = job && !job.result;
    return refill(pricing,
      failed && h("p", { class: "alarming", role: "alert" }, job.error, " ", h("button", { type: "button", class: "quiet", onclick: () => letGo(job) }, "Dismiss")),
      pins.length > 0 && h("details", {}, h("summary", {}, "How long to price them"), field("Seconds", seconds)),
      pins.length > 0 && h("div", { class: "buttons" }, h("button", { type: "button", onclick: () => said.during(() => begin({ kind: "pins", seconds: Number(seconds.value) })) }, icon("why"), pins.some((each) => each.price) ? "Price them again" : "What does each cost?")));
  };

  /** @param {PinRow} pin */
  const row = (pin) => h("li", { class: "card" },
    h("p", {}, icon(pin.kind === "person" ? "person" : "pin"), " ", pin.sentence),
    pin.broken.length > 0 && h("div", { class: "alarming" }, folded(pin.broken, 2)),
    pin.price && h("p", { class: "soft" }, pin.price.words, stale && " (Priced before the board changed.)"),
    h("div", { class: "buttons tight" },
      pin.strips.slice(0, 5).filter((each) => state.board?.strips[each]).map((each) => toTask(each)),
      h("button", { type: "button", "aria-label": `Take out: ${pin.sentence}`, onclick: () => act("/api/unpin", { number: pin.number }, "Pin taken out") }, icon("close"), "Take out")));

  load();
  const ends = [on("board", load), on("days", load), on("jobs", (job) => job.kind === "pins" && (job.state === "running" ? price(job) : load()))];
  look().then(draw, said.say);
  return () => {
    over = true;
    progress?.end();
    ends.forEach((end) => end());
  };
}
