/** The stunts: every beat in a line, the worst first in its stunt; one beat opened beside them with all that is asked of it. */

import { get } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { attempt } from "../core/say.js";
import * as words from "../core/words.js";
import { beatOf } from "./beat.js";
import { follow, first, keepInAddress, onBoard, ready } from "./live.js";
import { badge } from "./states.js";

const form = /** @type {HTMLFormElement} */ (document.querySelector("#choose"));
const list = /** @type {HTMLElement} */ (document.querySelector("#stunts"));
const side = /** @type {HTMLElement} */ (document.querySelector("#beat"));
const facts = /** @type {HTMLElement} */ (document.querySelector("#stunt-facts"));
let news = first();
/** The id of the beat that is open, and what of it is drawn. */
let open = new URLSearchParams(location.search).get("beat") ?? "";
/** @type {ReturnType<typeof beatOf> | null} */
let shown = null;

const chosen = () => Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, String(value)]));

/** @param {any} beat @param {string} only */
function wanted(beat, only) {
  if (only === "open") return !["shown", "not applicable"].includes(beat.state);
  if (only === "blocked") return beat.blocked.length > 0;
  if (only === "stale") return beat.stale > 0;
  if (only === "waived") return beat.waived > 0;
  if (only === "week") return beat.next && beat.next.date <= words.later(news.on, 14);
  return true;
}

function draw() {
  const { only } = chosen();
  const beats = news.stunts.flatMap((/** @type {any} */ stunt) => stunt.beats);
  const blocked = beats.filter((/** @type {any} */ beat) => beat.blocked.length).length;
  const stale = beats.filter((/** @type {any} */ beat) => beat.stale).length;
  fill(facts, beats.length
    ? `As of ${words.date(news.on)}, ${news.planned ? "against this board" : "without a plan"}: ${words.count(news.stunts.length, "stunt")}, ${words.count(beats.length, "beat")}, ${blocked} blocked, ${stale} with stale evidence. What is on record, never that anything is safe.`
    : "");
  if (!beats.length) {
    fill(list, h("p", { class: "nothing" }, "This production has no stunts on record. Describe them in stunts.toml (“coverset hazards” says which hazards there are), and they are judged here."));
    return;
  }
  const parts = news.stunts.map((/** @type {any} */ stunt) => {
    const own = stunt.beats.filter((/** @type {any} */ beat) => wanted(beat, only));
    if (!own.length) return null;
    return h("section", { class: "stunt", "aria-label": stunt.name }, h("h3", {}, stunt.name, " ", badge(stunt.state)), stunt.purpose ? h("p", { class: "soft" }, stunt.purpose) : null, h("ul", { class: "beats" }, own.map(line)));
  }).filter(Boolean);
  const said = news.findings.length ? h("details", { class: "card" }, h("summary", {}, `About the record itself: ${words.count(news.findings.length, "sentence")}`), h("ul", { class: "findings" }, news.findings.map((/** @type {string} */ each) => h("li", {}, each)))) : null;
  fill(list, said, parts.length ? parts : h("p", { class: "nothing" }, "No beat is like that. Choose “All” to see every one."));
}

/** @param {any} beat */
function line(beat) {
  const { counts } = beat;
  const missing = counts["not shown"] + counts.contradicted + counts["too late"];
  return h("li", { class: `beat-line${beat.id === open ? " open" : ""}` },
    h("button", { type: "button", class: "quiet beat-name", "aria-expanded": String(beat.id === open), "aria-controls": "beat", data: { beat: beat.id }, onclick: () => show(beat.id) }, h("span", { class: "beat-id" }, beat.id), " ", beat.name),
    h("span", { class: "badges" }, badge(beat.state),
      beat.cut ? h("span", { class: "badge" }, "cut") : null,
      beat.blocked.length ? h("span", { class: "badge alarming", title: beat.blocked.join(" ") }, "blocked") : null,
      beat.stale ? h("span", { class: "badge careful" }, `${beat.stale} stale`) : null,
      beat.waived ? h("span", { class: "badge careful" }, `${beat.waived} waived`) : null),
    h("span", { class: "beat-counts" }, `${counts.shown} shown, ${missing} missing`),
    h("span", { class: "beat-dates" }, beat.dates.length ? beat.dates.map((/** @type {string} */ day, /** @type {number} */ k) => [k ? ", " : "", h("a", { href: onBoard("", day, beat.scenes[0]) }, words.day(day))]) : h("span", { class: "soft" }, beat.scenes.length ? `${beat.scenes.join(", ")}: no date yet` : "no strip")),
    beat.next ? h("span", { class: beat.next.late ? "beat-next alarming" : "beat-next" }, `${beat.next.late ? "Overdue" : "By"} ${words.day(beat.next.date)}, ${beat.next.requirement.replaceAll("_", " ")}: ${beat.next.action}`) : null);
}

/** @param {string} beat @param {boolean} [focus] */
async function show(beat, focus = true) {
  if (shown && !shown.mayClose()) return;
  open = beat === open && focus ? "" : beat;
  keepInAddress({ beat: open });
  for (const each of list.querySelectorAll("[data-beat]")) {
    const its = /** @type {HTMLElement} */ (each).dataset.beat === open;
    each.setAttribute("aria-expanded", String(its));
    each.closest("li")?.classList.toggle("open", its);
  }
  document.body.classList.toggle("with-beat", Boolean(open));
  side.hidden = !open;
  if (!open) {
    shown = null;
    fill(side);
    return;
  }
  const whole = await attempt(() => get("/api/stunts/beat", { beat: open, on: chosen().on }));
  if (!whole) return;
  shown = beatOf(side, whole, news, () => show(open));
  if (focus) /** @type {HTMLElement | null} */ (side.querySelector("h3"))?.focus();
}

const refresh = follow({
  drawn: news.revision,
  ask: () => get("/api/stunts", { on: chosen().on }),
  draw: async (came) => {
    news = came;
    draw();
    if (!open || !shown) return;
    const whole = await attempt(() => get("/api/stunts/beat", { beat: open, on: chosen().on }));
    if (whole) shown.renew(whole, news);
  },
});
form.addEventListener("change", (event) => (/** @type {HTMLElement} */ (event.target).id === "only" ? draw() : refresh("Judged as of that date.")));
form.addEventListener("submit", (event) => event.preventDefault());
draw();
if (open && news.stunts.some((/** @type {any} */ stunt) => stunt.beats.some((/** @type {any} */ beat) => beat.id === open))) await show(open, false);
ready();
