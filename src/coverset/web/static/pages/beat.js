/** One beat of a stunt: what a change would do, what is missing, what is shown and where that is written. */

import { act, undo } from "../core/act.js";
import { fill, h, icon } from "../core/dom.js";
import { note } from "../core/say.js";
import * as words from "../core/words.js";
import { ORDER, badge, mark } from "./states.js";
import { whatIf } from "./what-if.js";

/** How sure a requirement is, from what obliges most. @type {Record<string, string>} */
const TIERS = { law: "law", licence: "licence", agreement: "agreement", contract: "contract", guideline: "guideline", convention: "custom of the trade", assumption: "assumed by Coverset" };

/**
 * @param {HTMLElement} side @param {any} whole the beat @param {any} news the page's data @param {() => void} close
 */
export function beatOf(side, whole, news, close) {
  const head = h("div", {});
  const form = h("div", {});
  const asked = h("div", {});
  const trying = whatIf(form, whole, news, async (facts, why) => {
    const done = await act("/api/stunts/change", { beat: whole.id, facts, why });
    if (done) note(`${whole.id} is changed in stunts.toml.`, { action: { words: "Undo", run: () => undo() } });
    return done;
  });
  /** @param {any} beat @param {any} data */
  const renew = (beat, data) => {
    fill(head, heading(beat, close));
    fill(asked, requirements(beat));
    trying.renew(beat, data);
  };
  fill(side, head, form, asked);
  renew(whole, news);
  return { renew, mayClose: trying.mayClose };
}

/** @param {any} beat @param {() => void} close */
function heading(beat, close) {
  const query = beat.dates.length ? `?day=${beat.dates[0]}` : "";
  return [
    h("div", { class: "beat-head" }, h("h3", { id: "beat-title", tabindex: "-1" }, `${beat.id} ${beat.name}`), h("button", { type: "button", class: "quiet bare", "aria-label": "Close this beat", onclick: close }, icon("close"))),
    h("p", {}, badge(beat.state), " ", beat.shot ? `${beat.shot.charAt(0).toUpperCase()}${beat.shot.slice(1)}.` : "", beat.cut ? ` Cut: ${beat.cut}` : ""),
    h("p", { class: "links" }, "Strips: ", beat.scenes.map((/** @type {string} */ scene) => [h("a", { href: `/?${new URLSearchParams({ task: scene })}` }, scene), " "]), beat.dates.length ? [" Papers of its day: ", h("a", { href: `/papers/stunt-plan.pdf${query}`, target: "_blank" }, "stunt plan"), " ", h("a", { href: `/papers/risk-assessment.pdf${query}`, target: "_blank" }, "risk assessment"), " ", h("a", { href: `/papers/call-sheet.pdf${query}`, target: "_blank" }, "call sheet")] : null),
    beat.planning_figures.figures.length ? h("details", {}, h("summary", {}, `Planning figures (${beat.planning_figures.figures.length})`), h("p", { class: "soft" }, beat.planning_figures.note), h("ul", {}, beat.planning_figures.figures.map((/** @type {string} */ said) => h("li", {}, said)))) : null,
  ];
}

/** What is asked of the beat, the worst first; what is in order stays closed. @param {any} beat */
function requirements(beat) {
  return ORDER.map((state) => {
    const own = beat.requirements.filter((/** @type {any} */ each) => each.state === state);
    if (!own.length) return null;
    const made = h("details", { class: "asked", open: !["shown", "not applicable"].includes(state) }, h("summary", {}, mark(state), ` ${own.length}`), h("ul", { class: "requirements" }, own.map(requirement)));
    return made;
  });
}

/** @param {any} each */
function requirement(each) {
  const { asks } = each;
  return h("li", {},
    h("p", { class: "asks" }, h("strong", {}, asks?.sentence || each.reason), each.stops ? [" ", h("span", { class: "badge alarming" }, "blocks the beat")] : null),
    asks && each.reason && each.state !== "shown" ? h("p", {}, each.reason.replace(`: ${asks.sentence}`, ".")) : null,
    each.state === "shown" && each.evidence.length ? h("p", { class: "soft" }, `Shown by ${each.evidence.join(", ")}.`) : null,
    each.stale.map((/** @type {any} */ one) => h("p", { class: "stale" }, h("span", { class: "badge careful" }, "stale"), ` ${one.evidence}: ${changes(one.changes)}`)),
    each.waived_by ? h("p", {}, h("span", { class: "badge careful" }, "waived"), ` ${each.waived_by}`) : null,
    each.action && each.state !== "shown" ? h("p", {}, each.last_date ? h("strong", {}, `By ${words.date(each.last_date)}: `) : "", each.action, each.owner ? h("span", { class: "soft" }, ` (${each.owner})`) : null) : null,
    asks ? h("p", { class: "source soft" }, h("span", { class: "badge" }, TIERS[asks.tier] ?? asks.tier), ` ${[asks.source, asks.edition].filter(Boolean).join(", ")}${asks.jurisdictions.length ? ` (${asks.jurisdictions.join(", ")})` : ""}${asks.verified ? "" : "; not checked against the original"}${asks.depends_on.length ? `. Rests on: ${asks.depends_on.join(", ").replaceAll("_", " ")}` : ""}`) : null);
}

/** @param {{fact: string, was: string, now: string}[]} found */
export const changes = (found) => found.map(({ fact, was, now }) => `${fact.replaceAll("_", " ")} was ${was || "not known"}, now ${now || "not known"}`).join("; ");
