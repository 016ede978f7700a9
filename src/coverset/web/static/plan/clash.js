/** Why there is no plan: the sentences that clash, and what would be the cheapest to give way. */

import { fill, h, icon } from "../core/dom.js";
import { attempt } from "../core/say.js";
import { on, state } from "../core/store.js";
import { begin } from "./jobs.js";
import { folded, money, refill } from "./pieces.js";
import { progressOf } from "./progress.js";

/** @typedef {import("../core/store.js").Job} Job */

/**
 * The clash of a result in sentences, with the relaxations where they are known.
 * @param {{clash?: string[], clash_minimal?: boolean, relaxations?: any[], findings?: any[]}} result
 */
export function clash(result) {
  const sentences = result.clash ?? [];
  // The cheapest first; those with which no plan was found last.
  const relaxed = [...(result.relaxations ?? [])].sort((a, b) => (a.cost ?? Infinity) - (b.cost ?? Infinity) || 0);
  const wrong = (result.findings ?? []).filter((each) => each.severity === "error" || each.severity === "conflict").map((each) => each.sentence);
  return h("div", { class: "clash" },
    sentences.length > 0 && [h("p", {}, sentences.length === 1 ? "This cannot hold:" : result.clash_minimal ? "These cannot all hold; without any one of them the others can:" : "These cannot all hold:"), folded(sentences, 6, "found")],
    !sentences.length && wrong.length > 0 && folded(wrong, 6, "found"),
    relaxed.length > 0 && [
      h("h4", {}, "What would make a plan possible"),
      h("ul", { class: "found" }, relaxed.map(relaxation)),
    ]);
}

/** One sentence that gives way, what a plan costs then, and what it breaks. @param {{without?: string, sentence?: string, cost: number | null, breaks?: any[]}} one */
function relaxation(one) {
  const broken = (one.breaks ?? []).map((each) => each.sentence ?? String(each));
  return h("li", {},
    h("p", {}, `Without “${one.without ?? one.sentence}” `, h("span", { class: `badge ${one.cost === null ? "" : "saving"}` }, one.cost === null ? "no plan found in the time" : `a plan for ${money(one.cost)}`)),
    broken.length > 0 && h("p", { class: "soft" }, "Broken then:"), broken.length > 0 && folded(broken, 3));
}

/**
 * A button that asks for the clash and what would give way, and shows them beside the job that found no plan.
 * @param {Job} of @param {number} [seconds]
 */
export function clashPanel(of, seconds = 20) {
  const node = h("div", {});
  if (of.result?.relaxations?.length) return { node, end: () => {} };
  /** @type {ReturnType<typeof progressOf> | null} */
  let progress = null;
  let mine = "";
  const draw = () => {
    const job = mine ? state.jobs.get(mine) : undefined;
    if (job && job.state === "running") {
      if (progress) return progress.hear(job);
      progress = progressOf(job, "Looking for what clashes", "Stop");
      return refill(node, progress.node);
    }
    progress?.end();
    progress = null;
    if (!job) {
      return fill(node, h("div", { class: "buttons" }, h("button", { type: "button", onclick: () => attempt(ask) }, icon("why"), "Why is there no plan?")));
    }
    const { result } = job;
    refill(node, result?.clash?.length || result?.relaxations?.length ? clash(result)
      : h("p", {}, job.error || (result?.status === "feasible" ? `There is a plan after all, for ${money(result.cost)}: plan again, with more time.` : "No clash was found in the time. Plan again with more time.")));
  };
  const ask = async () => {
    mine = (await begin({ kind: "explain", seconds })).job;
    draw();
  };
  const end = on("jobs", draw);
  draw();
  return {
    node,
    end: () => {
      end();
      progress?.end();
    },
  };
}
