/** The bar at the foot of the board while strips are selected: what can be done with them, for fingers above all. */

import { open } from "../core/drawer.js";
import { fill, h, icon } from "../core/dom.js";
import { note } from "../core/say.js";
import { on, select, state } from "../core/store.js";
import { count, hours, pages } from "../core/words.js";
import { askWhere } from "./dialogs.js";
import { toBoneyard } from "./drop.js";
import { pin, stripMenu } from "./menus.js";
import { refusal, sorted } from "./order.js";
import { refill } from "./refill.js";

const bar = h("section", { class: "chosen", hidden: true, "aria-label": "Selected strips" });

/** What the bar says now. */
let written = "";

export function begin() {
  document.querySelector("#boneyard")?.before(bar);
  for (const topic of /** @type {const} */ (["selection", "board", "days", "preview"])) on(topic, write);
}

function write() {
  const board = state.board;
  const tasks = board && !state.preview ? [...state.selection].filter((task) => task in board.strips) : [];
  bar.hidden = !tasks.length;
  if (!board || !tasks.length) {
    fill(bar);
    written = "";
    return;
  }
  const strips = tasks.map((task) => board.strips[task]);
  const eighths = strips.reduce((sum, strip) => sum + strip.eighths, 0);
  const minutes = strips.reduce((sum, strip) => sum + strip.minutes, 0);
  const pinned = strips.every((strip) => strip.pinned);
  const now = [tasks, eighths, minutes, pinned].join(" ");
  if (now === written) return;
  written = now;
  refill(bar,
    h("p", {}, h("b", {}, count(tasks.length, "strip")), " ", h("span", { class: "soft" }, `${pages(eighths)} pp, ${hours(minutes)}`)),
    action("right", "Move to…", () => guarded(askWhere)),
    action("pin", pinned ? "Let go" : "Pin", () => void pin(tasks.filter((task) => pinned || !state.board?.strips[task]?.pinned), !pinned)),
    action("down", "Boneyard", () => guarded(toBoneyard)),
    tasks.length === 1 && action("why", "Why here?", () => void open("why", { task: tasks[0] })),
    action("more", "More", (event) => stripMenu(tasks[0], { x: event.clientX, y: event.clientY })),
    h("button", { type: "button", class: "quiet bare", "aria-label": "Select nothing", onclick: () => select([]) }, icon("close")));
}

/** @param {any} sign @param {string} words @param {(event: MouseEvent) => void} run */
const action = (sign, words, run) => h("button", { type: "button", onclick: run }, icon(sign), h("span", {}, words));

/** @param {(tasks: string[]) => unknown} deed */
function guarded(deed) {
  const tasks = sorted(state.selection);
  const no = refusal(tasks);
  if (no) note(no);
  else deed(tasks);
}
