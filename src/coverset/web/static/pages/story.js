/** The story of a production, leafed through: what happened, step by step, what was answered, and what must hold. */

import { get, post } from "../core/api.js";
import { fill, h, icon } from "../core/dom.js";
import { begin } from "../core/frame.js";
import { announce, attempt } from "../core/say.js";
import { connect } from "../core/socket.js";
import { on } from "../core/store.js";
import { count, date, seconds } from "../core/words.js";
import { showStep } from "./story-step.js";
import { happened, howTo, unreadable } from "./story-none.js";

/** @typedef {{step: any, leaf: any, strips: Record<string, any>, units: any[], currency: string}} Told */

/** @type {Promise<any>} */
let asking = Promise.resolve();

const main = /** @type {HTMLElement} */ (document.querySelector("#main"));

const tale = {
  /** @type {any} */ outline: null,
  /** @type {any[]} */ leaves: [],
  /** @type {any} */ telling: null,
  /** @type {Record<string, any>} */ strips: {},
  stale: false,
  at: 0,
};

const head = h("section", { class: "tale-head" });
const elapsed = h("span", { class: "elapsed" });
let began = Date.now();
const rail = h("ol", { class: "rail", "aria-label": "Steps of the story" });
const leaf = h("article", { class: "leaf", "aria-labelledby": "step-title" });
const back = h("button", { type: "button", onclick: () => turn(tale.at - 1) }, icon("left"), "Previous");
const forth = h("button", { type: "button", class: "strong", onclick: () => turn(tale.at + 1) }, "Next", icon("right"));
const where = h("p", { class: "where" });
const ways = h("nav", { class: "ways", "aria-label": "Through the story" }, back, where, forth);

begin();
connect();
await attempt(refresh);
on("story", (telling) => {
  began = Date.now() - telling.seconds * 1000;
  const more = telling.told !== tale.leaves.length || telling.state !== tale.telling?.state;
  tale.telling = telling;
  if (more) attempt(refresh);
  else if (tale.outline) drawHead();
});
on("board", () => attempt(refresh));
addEventListener("hashchange", () => tale.outline && go(wanted()));
addEventListener("keydown", keys);
setInterval(tick, 1000);
document.body.dataset.ready = "";

/** The time goes on between two words of the server. */
function tick() {
  if (tale.telling?.state === "running") elapsed.textContent = seconds((Date.now() - began) / 1000);
}

/** Ask for what the page does not know yet, one question after the other: two at once would count the same leaf twice. */
function refresh() {
  asking = asking.then(load, load);
  return asking;
}

async function load() {
  const again = tale.leaves.length;
  const answer = await get("/api/story", { after: again });
  // Told anew, or not at all after a restart: what the page holds is of an earlier telling.
  if ((answer.telling?.told ?? 0) < again || answer.telling?.base !== tale.telling?.base) {
    const whole = again ? await get("/api/story") : answer;
    tale.leaves = [];
    tale.strips = {};
    answer.leaves = whole.leaves;
    answer.telling = whole.telling;
  }
  tale.leaves.push(...answer.leaves);
  for (const each of answer.leaves) Object.assign(tale.strips, each.strips);
  tale.telling = answer.telling;
  if (answer.telling) began = Date.now() - answer.telling.seconds * 1000;
  tale.stale = answer.stale;
  tale.outline = answer.outline;
  main.classList.toggle("without", !answer.outline);
  if (!answer.there) return fill(main, ...howTo(), await happened());
  if (!answer.outline) return fill(main, unreadable(answer.wrong));
  if (!rail.isConnected) {
    fill(main, head, rail, h("div", { class: "leaf-side" }, leaf, ways));
    tale.at = wanted();
  }
  tale.at = Math.min(tale.at, tale.outline.steps.length - 1);
  draw();
}

/** The step that the address names. */
function wanted() {
  const said = Number(/^#step-(\d+)$/.exec(location.hash)?.[1] ?? 1);
  return Math.max(0, Math.min(tale.outline.steps.length, said) - 1);
}

/** @param {number} at */
function turn(at) {
  if (at < 0 || at >= tale.outline.steps.length || at === tale.at) return;
  history.pushState(null, "", `#step-${at + 1}`);
  go(at);
}

/** @param {number} at */
function go(at) {
  tale.at = at;
  draw();
  scrollTo({ top: 0 });
  announce(`Step ${at + 1} of ${tale.outline.steps.length}: ${tale.outline.steps[at].title}`);
}

/** @param {KeyboardEvent} event */
function keys(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (!tale.outline || event.altKey || event.ctrlKey || event.metaKey || target.closest("input, select, textarea, [role=radiogroup], summary, .picture, .scroll")) return;
  const to = { ArrowLeft: tale.at - 1, ArrowRight: tale.at + 1, Home: 0, End: tale.outline.steps.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  turn(to);
}

function draw() {
  drawHead();
  drawRail();
  const { steps, units, currency } = tale.outline;
  const step = steps[tale.at];
  const told = tale.leaves[tale.at]?.id === step.id ? tale.leaves[tale.at] : null;
  showStep(leaf, { number: tale.at + 1, of: steps.length, step, leaf: told, strips: tale.strips, units, currency, doing: doing(step.id) });
  // A button that is turned off lets the keyboard's place go: the other one takes it.
  const held = document.activeElement;
  /** @type {HTMLButtonElement} */ (back).disabled = tale.at === 0;
  /** @type {HTMLButtonElement} */ (forth).disabled = tale.at === steps.length - 1;
  if (held === back && tale.at === 0) forth.focus();
  if (held === forth && tale.at === steps.length - 1) back.focus();
  where.textContent = `Step ${tale.at + 1} of ${steps.length}`;
}

/** What is being done of a step, in words; "" for any other. @param {string} step */
function doing(step) {
  return tale.telling?.state === "running" && tale.telling.doing.step === step ? "Being told now…" : "";
}

function drawHead() {
  const { title, text, steps } = tale.outline;
  const telling = tale.telling;
  const judged = tale.leaves.flatMap((each) => each.expected);
  const failed = judged.filter((each) => !each.holds).length;
  const running = telling?.state === "running";
  const state = [];
  if (running) {
    tick();
    const now = steps.findIndex((/** @type {any} */ each) => each.id === telling.doing.step);
    state.push(
      h("p", { role: "status" }, now < 0 ? "Opening the story…" : `Telling step ${now + 1} of ${steps.length}: ${telling.doing.words}`),
      h("progress", { max: steps.length, value: tale.leaves.length, "aria-label": "Steps told" }),
      h("div", { class: "buttons" }, h("button", { type: "button", onclick: () => attempt(() => post("/api/story/stop")) }, icon("stop"), "Stop telling"), h("span", { class: "soft" }, elapsed, `; the searches have ${seconds(telling.of)} together. What is told can be read already.`)));
  } else {
    const words = judged.length ? [h("span", { class: failed ? "badge alarming" : "badge saving" }, failed ? `${failed} of ${judged.length} do not hold` : `all ${judged.length} hold`), ` ${count(tale.leaves.length, "step")} of ${steps.length} told${telling?.state === "stopped" ? ", then stopped" : telling?.result ? ` in ${seconds(telling.result.seconds)}` : ""}. `] : ["Not told yet: here is what the files say. Telling it plans every step anew, which takes a minute or two. "];
    state.push(
      h("p", { role: "status" }, words, tale.stale && judged.length ? h("b", {}, "The files have changed since: tell it again.") : ""),
      telling?.error && h("p", { class: "alarming" }, telling.error),
      h("div", { class: "buttons" }, h("button", { type: "button", class: judged.length ? "" : "strong", onclick: tell }, icon("play"), judged.length ? "Tell it again" : "Tell the story")));
  }
  const held = head.contains(document.activeElement);
  fill(head, h("div", { class: "opening" }, h("h2", {}, title), text && h("p", {}, text)), h("div", { class: "state card" }, state));
  if (held) /** @type {HTMLElement | null} */ (head.querySelector("button"))?.focus();
}

async function tell() {
  await attempt(async () => {
    tale.telling = await post("/api/story");
    began = Date.now();
    tale.leaves = [];
    tale.strips = {};
    tale.stale = false;
    draw();
  });
}

function drawRail() {
  const held = /** @type {HTMLElement | null} */ (document.activeElement)?.closest?.(".rail a")?.getAttribute("href");
  fill(rail, ...tale.outline.steps.map((/** @type {any} */ step, /** @type {number} */ k) => {
    const told = tale.leaves[k]?.id === step.id ? tale.leaves[k] : null;
    const now = doing(step.id);
    const mark = told ? (told.holds ? ["saving", "check", "all holds"] : ["alarming", "warn", "does not hold"]) : now ? ["careful", "play", "being told"] : ["", "", ""];
    return h("li", { class: told ? "told" : now ? "going" : "" },
      h("a", { href: `#step-${k + 1}`, "aria-current": k === tale.at ? "step" : null },
        h("span", { class: `dot ${mark[0]}` }, mark[1] ? icon(/** @type {any} */ (mark[1]), mark[2]) : `${k + 1}`),
        h("span", { class: "rail-words" }, h("span", { class: "rail-date" }, date(step.date)), h("span", {}, step.short || step.title))));
  }));
  if (held) /** @type {HTMLElement | null} */ (rail.querySelector(`a[href="${held}"]`))?.focus();
  const here = rail.querySelector("[aria-current]");
  if (here && rail.scrollWidth > rail.clientWidth) here.scrollIntoView({ block: "nearest", inline: "center" });
}
