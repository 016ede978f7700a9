/** What can be done with a strip and with a day: the menus, and who opens them. */

import { act } from "../core/act.js";
import { get } from "../core/api.js";
import { open } from "../core/drawer.js";
import { prefs } from "../core/prefs.js";
import { attempt, note } from "../core/say.js";
import { select, state } from "../core/store.js";
import { day as said } from "../core/words.js";
import { boneyard, canvas } from "./canvas.js";
import { askCall, askExchange, askPull, askWhere } from "./dialogs.js";
import { called } from "./draw.js";
import { toBoneyard } from "./drop.js";
import { elements } from "./marks.js";
import { openMenu } from "./menu.js";
import { list, refusal, sorted } from "./order.js";
import { focusTask, meant, taskOf } from "./selecting.js";

/** @typedef {import("./menu.js").Item} Item */

/** Papers that are of one date. */
const OF_A_DAY = ["call-sheet", "stripboard", "shooting-schedule", "one-liner", "readiness-board"];

/** Open menus on a right click, on a day's own button, and after a long press where that is what a right click is. */
export function begin() {
  for (const part of [canvas, boneyard]) {
    part.addEventListener("contextmenu", (event) => {
      const task = taskOf(event.target);
      const day = event.target instanceof Element && /** @type {HTMLElement | null} */ (event.target.closest(".day.used > .head")?.parentElement);
      if (!task && !day) return;
      event.preventDefault();
      // A finger that rests has taken the strip in hand; its menu is at the foot of the screen.
      if (/** @type {PointerEvent} */ (event).pointerType === "touch") return;
      if (task) stripMenu(task, { x: event.clientX, y: event.clientY });
      else if (day) dayMenu(day, { x: event.clientX, y: event.clientY });
    });
  }
  canvas.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest(".head .name") : null;
    if (!button) return;
    const box = button.getBoundingClientRect();
    dayMenu(/** @type {HTMLElement} */ (button.closest(".day")), { x: box.left, y: box.bottom });
  });
}

/** @param {string} task @param {{x: number, y: number}} [at] */
export function stripMenu(task, at) {
  const board = state.board;
  const strip = board?.strips[task];
  if (!board || state.preview) return note("This is a preview. Keep it or go back; then the strips have their menus.");
  const box = elements.get(task)?.getBoundingClientRect();
  const tasks = sorted(meant(task));
  if (tasks.length === 1) focusTask(task);
  const no = refusal(tasks);
  const several = tasks.length > 1;
  const pinned = tasks.every((each) => board.strips[each]?.pinned);
  const placed = tasks.filter((each) => !board.boneyard.includes(each));
  /** @type {(Item | null)[]} */
  const items = [
    { words: "Why here?", icon: "why", run: () => void open("why", { task }), no: several ? "Ask for one strip at a time." : "" },
    pinned
      ? { words: "Let go of the pin", icon: "pin", run: () => void pin(tasks, false) }
      : { words: "Pin to its date", icon: "pin", run: () => void pin(tasks.filter((each) => !board.strips[each]?.pinned), true), no: placed.length < tasks.length ? "A strip in the boneyard has no date." : "" },
    { words: "Move to…", icon: "right", run: () => askWhere(tasks), no },
    { words: "To the boneyard", icon: "down", run: () => void toBoneyard(tasks), no: no || (placed.length ? "" : "It is there already.") },
    null,
    ...(several ? [] : (strip?.stunts ?? []).slice(0, 3).map((beat) => ({ words: `Stunt ${beat}`, icon: "stunt", href: `/stunts?beat=${encodeURIComponent(beat)}` }))),
    { words: "Select the day’s strips", icon: "rows", run: () => selectDay(task) },
  ];
  openMenu(several ? `${tasks.length} strips` : called(task, strip), items, at ?? { x: (box?.left ?? 0) + 12, y: box?.bottom ?? 0 }, elements.get(task) ?? null);
}

/** @param {string[]} tasks @param {boolean} hold */
export async function pin(tasks, hold) {
  for (const task of tasks) if (!(await act(hold ? "/api/pin" : "/api/unpin", { strip: task }))) return;
  note(hold ? `${list(tasks)} pinned.` : `${list(tasks)}: the pin is let go.`);
}

/** @param {string} task */
function selectDay(task) {
  const day = state.board?.days.find((each) => each.strips.includes(task));
  if (day) select(day.strips.filter((each) => typeof each === "string"));
  focusTask(task);
}

/** @type {Promise<{key: string, title: string}[]> | null} */
let papers = null;

/** @param {HTMLElement} cell @param {{x: number, y: number}} at */
export async function dayMenu(cell, at) {
  const { unit = "", day = "" } = cell.dataset;
  if (state.preview) return note("This is a preview. Keep it or go back; then the days have their menus.");
  const here = state.days.get(`${unit}|${day}`);
  const name = state.board?.units.find((each) => each.id === unit)?.name ?? unit;
  if (!here) return;
  papers ??= get("/api/papers").then((known) => known.papers);
  const known = (await attempt(() => /** @type {any} */ (papers))) ?? [];
  const where = new URLSearchParams({ day, unit }).toString();
  const wait = here.past ? "It is on record as shot." : "";
  /** @type {(Item | null)[]} */
  const items = [
    { words: "We lost this day", icon: "lost", run: () => void open("events", { lost: { unit, day } }) },
    { words: "Call sheet, PDF", icon: "paper", href: `/papers/call-sheet.pdf?${where}` },
    { words: "Call sheet, page", icon: "paper", href: `/papers/call-sheet.html?${where}` },
    { words: "Other papers…", icon: "paper", run: () => otherPapers(known, where, at, cell, said(day)) },
    null,
    here.pinned
      ? { words: "Let go of this day", icon: "lock", run: () => void act("/api/unpin", { unit, day }, `${said(day)} let go.`) }
      : { words: "Hold this day", icon: "lock", run: () => void act("/api/pin", { unit, day }, `${said(day)} held.`) },
    here.call_pinned
      ? { words: "Let go of the call", icon: "pin", run: () => void act("/api/unpin", { unit, day, call: here.totals.call ?? 0 }, `The call of ${said(day)} let go.`) }
      : { words: "Hold the call…", icon: "pin", run: () => askCall(said(day), here.totals.call, (call) => act("/api/pin", { unit, day, call }, `The call of ${said(day)} held.`)) },
    { words: "Exchange with…", icon: "compare", run: () => askExchange(unit, day), no: wait },
    { words: "Pull to…", icon: "left", run: () => askPull(unit, day), no: wait },
    null,
    { words: "Select its strips", icon: "rows", run: () => select(here.strips.filter((each) => typeof each === "string")) },
  ];
  openMenu(`${said(day)}, ${name}`, items, at, cell.querySelector(".name"));
}

/** @param {{key: string, title: string}[]} known @param {string} where @param {{x: number, y: number}} at @param {HTMLElement} cell @param {string} words */
function otherPapers(known, where, at, cell, words) {
  const first = OF_A_DAY.map((key) => known.find((each) => each.key === key)).filter((each) => each !== undefined);
  const rest = known.filter((each) => !OF_A_DAY.includes(each.key));
  const palette = `&palette=${encodeURIComponent(prefs.palette)}`;
  openMenu(`Papers, ${words}`, [...first, null, ...rest].map((each) => each && { words: each.title, icon: "paper", href: `/papers/${each.key}.pdf?${where}${palette}` }).concat([null, { words: "All papers of the day", icon: "paper", href: `/papers?${where}` }]), at, cell.querySelector(".name"));
}
