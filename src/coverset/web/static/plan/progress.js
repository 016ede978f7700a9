/** A job at work: what it does, how long it has worked, and the way to stop it. */

import { h, icon } from "../core/dom.js";
import * as words from "../core/words.js";
import { askedOf, elapsed, stop } from "./jobs.js";
import { attempt } from "../core/say.js";

/** @typedef {import("../core/store.js").Job} Job */

/** The solver's own words for what it does. @type {Record<string, string>} */
const PHASES = { compile: "Reading the production", search: "Searching", bound: "Proving the bound", cpsat: "Searching", verify: "Checking what was found" };

/**
 * A block that shows a running job; its seconds count on by themselves until `end` is called.
 * @param {Job} job @param {string} title @param {string} stopWords
 */
export function progressOf(job, title, stopWords) {
  const bar = /** @type {HTMLProgressElement} */ (h("progress", { "aria-label": title }));
  const time = h("span", { class: "figure" });
  const phase = h("span", {});
  let now = job;
  let asked = false;
  const stopper = h("button", {
    type: "button",
    onclick: () => {
      asked = true;
      stopper.setAttribute("disabled", "");
      phase.textContent = "Stopping: it finishes what it is at…";
      attempt(() => stop(now));
    },
  }, icon("stop"), stopWords);
  const node = h("section", { class: "working", "aria-label": title }, h("p", { class: "state" }, phase, time), bar, h("div", { class: "buttons" }, stopper));

  const tickOn = () => {
    const limit = askedOf(now).seconds;
    const spent = elapsed(now);
    time.textContent = limit ? `${words.seconds(Math.min(spent, limit))} of ${words.seconds(limit)}` : words.seconds(spent);
    if (limit && spent < limit) {
      bar.max = limit;
      bar.value = spent;
    } else bar.removeAttribute("value");
  };
  const clock = setInterval(tickOn, 500);
  const hear = (/** @type {Job} */ told) => {
    now = told;
    if (!asked) phase.textContent = `${PHASES[told.phase] ?? (told.phase || title)}…`;
    tickOn();
  };
  hear(job);
  return { node, hear, end: () => clearInterval(clock) };
}
