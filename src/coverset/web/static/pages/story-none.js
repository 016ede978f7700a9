/** A production without a story: what one is, how it is written, and what happened here so far. */

import { get } from "../core/api.js";
import { h } from "../core/dom.js";
import { date } from "../core/words.js";

const SAMPLE = `title = "A short story"

[[step]]
id = "plan"
title = "The plan before anything happened"
day = 2026-03-02
do = "plan"

[[step.expect]]
kind = "planned-and-verified"

[[step]]
id = "gale"
title = "A gale on the Thursday"
day = 2026-03-05
do = "replan"
choose = "fewest changes"
events = ["gale"]`;

/** @returns {HTMLElement[]} */
export function howTo() {
  return [
    h("section", { class: "card how" }, h("h2", {}, "No story is written here yet"),
      h("p", {}, "A story tells a shoot again: event by event, with the plan before and after, the answers with their prices, and what must hold then. It is a way to try a plan against what may come, and to show afterwards why it became what it is."),
      h("p", {}, "It stands in ", h("code", {}, "replay.toml"), " beside the production's other files. Its events stand in ", h("code", {}, "events.toml"), ". Save one there and this page shows it:"),
      h("pre", { tabindex: "0", "aria-label": "A short replay.toml" }, SAMPLE),
      h("p", { class: "soft" }, "The how-to “Tell a production's story again” in the documentation (docs/how-to/replay.md) has every key, and what may be expected.")),
  ];
}

/** @param {string[]} wrong */
export function unreadable(wrong) {
  return h("section", { class: "card how" }, h("h2", {}, "The story cannot be read yet"), h("p", {}, "Mend this in the files. The story appears here by itself as soon as they can be read."), h("ul", { class: "findings" }, wrong.map((each) => h("li", { class: "error" }, each))));
}

/** What happened to the production, as events.toml has it, on one line of time. @returns {Promise<HTMLElement>} */
export async function happened() {
  const { events } = await get("/api/events");
  const shown = h("section", { class: "card how" }, h("h2", {}, "What happened so far"));
  if (!events.length) {
    shown.append(h("p", {}, "Nothing yet. What happens is entered on the board, under “It happened”: a day lost, somebody ill, a permission that comes late."));
    return shown;
  }
  const dated = [...events].sort((a, b) => ((a.date ?? "9999") < (b.date ?? "9999") ? -1 : 1));
  shown.append(h("ol", { class: "line" }, dated.map((each) => h("li", { class: each.in_force ? "" : "told-only" },
    h("span", { class: "when" }, each.date ? h("time", { datetime: each.date }, date(each.date)) : "No date"),
    h("div", {}, h("p", {}, each.sentence), h("p", { class: "soft" }, [each.kind.replaceAll("-", " "), each.known, each.in_force ? "" : "told, not in force"].filter(Boolean).join(" · ")))))));
  return shown;
}
