/** Dragging with mouse, pen and finger. A finger holds for a moment first, so that the board can still be scrolled. */

import { note } from "../core/say.js";
import { select, state } from "../core/store.js";
import { hideBadges, showBadges, soon, writeOne } from "./badges.js";
import { boneyard, canvas, cellOf, holdStill } from "./canvas.js";
import { putBack as putBackCarried } from "./carry.js";
import { drop } from "./drop.js";
import { drawLine, letGo, moveTo, takeUp, tell } from "./hand.js";
import { elements, marks, redress } from "./marks.js";
import { Offers } from "./offers.js";
import { refusal, sorted } from "./order.js";
import { choose, meant, taskOf } from "./selecting.js";
import { lookAgain, under } from "./target.js";

const SLACK = 5;
const HOLD = 320;
const EDGE = 56;
const FASTEST = 22;

/** @type {{task: string, x: number, y: number, id: number, timer: number, touch: boolean, refused: boolean} | null} */
let pressed = null;
/** @type {{tasks: string[], x: number, y: number, offers: Offers, target: import("./target.js").Target | null, over: HTMLElement | null, hit: Element | null, due: number} | null} */
let held = null;
/** A click comes after a drag, and is none. */
let dragged = false;

/** Hear of pointers on the board; nothing hangs on the strips themselves. */
export function begin() {
  const main = /** @type {HTMLElement} */ (document.querySelector("#main"));
  main.addEventListener("pointerdown", press);
  addEventListener("pointermove", move);
  addEventListener("pointerup", release);
  addEventListener("pointercancel", abandon);
  main.addEventListener("click", click);
  // A finger that has strips in hand must not scroll the page as well; only a listener that may refuse can say so.
  for (const part of [canvas, boneyard]) part.addEventListener("touchmove", (event) => held && event.cancelable && event.preventDefault(), { passive: false });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !held) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    putBack();
  }, { capture: true });
}

/** Whether strips are in a hand now. */
export const dragging = () => held !== null;

/** @param {PointerEvent} event */
function press(event) {
  putBackCarried();
  // A second finger wants to zoom.
  if (!event.isPrimary) return forget();
  const task = taskOf(event.target);
  dragged = false;
  if (!task || event.button !== 0 || held) return;
  // A pen pans the page as a finger does.
  const touch = event.pointerType !== "mouse";
  pressed = { task, x: event.clientX, y: event.clientY, id: event.pointerId, touch, timer: 0, refused: false };
  if (touch) pressed.timer = window.setTimeout(pickUp, HOLD);
}

/** @param {PointerEvent} event */
function move(event) {
  if (held) {
    held.x = event.clientX;
    held.y = event.clientY;
    // A finger's events go on to name what it first touched.
    held.hit = event.pointerType === "mouse" && event.target instanceof Element && event.target.isConnected ? event.target : null;
    frame();
    return;
  }
  if (!pressed || event.pointerId !== pressed.id) return;
  const far = Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > (pressed.touch ? SLACK * 2 : SLACK);
  if (!far) return;
  if (pressed.touch) return forget();
  pressed.x = event.clientX;
  pressed.y = event.clientY;
  pickUp();
}

function forget() {
  clearTimeout(pressed?.timer);
  pressed = null;
}

function pickUp() {
  if (!pressed || pressed.refused) return;
  const { task, x, y, touch } = pressed;
  const tasks = sorted(meant(task));
  const no = refusal(tasks);
  dragged = true;
  if (no) {
    pressed.refused = true;
    note(no);
    return;
  }
  pressed = null;
  if (!state.selection.has(task)) select([task]);
  getSelection()?.removeAllRanges();
  if (touch) navigator.vibrate?.(15);
  const offers = new Offers(tasks, came);
  held = { tasks, x, y, offers, target: null, over: null, hit: null, due: 0 };
  holdStill(true);
  marks.lifted = new Set(tasks);
  redress(tasks);
  takeUp(elements.get(task) ?? null, tasks.length);
  showBadges(offers);
  lookAgain();
  frame();
}

/** @param {string | null} key */
function came(key) {
  if (key === null) soon();
  else writeOne(key, cellOf(.../** @type {[string, string]} */ (split(key))));
  if (held) frame();
}

/** @param {string} key */
const split = (key) => [key.slice(0, key.lastIndexOf("|")), key.slice(key.lastIndexOf("|") + 1)];

function frame() {
  if (held && !held.due) held.due = requestAnimationFrame(follow);
}

/** Once a frame: the ghost follows, the board scrolls at its edges, the place under the hand is looked up. */
function follow() {
  if (!held) return;
  held.due = 0;
  moveTo(held.x, held.y);
  const scrolled = scrollAtEdges(held.x, held.y);
  if (scrolled) held.hit = null;
  const target = under(held.x, held.y, held.tasks, held.hit ?? undefined);
  if (target?.cell !== held.over) {
    held.over?.classList.remove("over");
    target?.cell.classList.add("over");
    held.over = target?.cell ?? null;
  }
  held.target = target;
  drawLine(target?.line ?? null);
  tell(target?.place ?? null, target ? held.offers.at(target.place) : undefined, held.tasks.length);
  held.offers.hover(target?.place ?? null);
  if (scrolled) frame();
}

/** @param {number} x @param {number} y */
function scrollAtEdges(x, y) {
  const box = canvas.getBoundingClientRect();
  if (y > box.bottom + 2 || y < box.top - EDGE) return false;
  const across = speed(x, box.left, box.right);
  const down = speed(y, box.top, box.bottom);
  if (!across && !down) return false;
  const { scrollLeft, scrollTop } = canvas;
  canvas.scrollBy({ left: across, top: down, behavior: "instant" });
  return canvas.scrollLeft !== scrollLeft || canvas.scrollTop !== scrollTop;
}

/** How fast to scroll at this distance from the edges. @param {number} at @param {number} from @param {number} to */
function speed(at, from, to) {
  const edge = Math.min(EDGE, (to - from) / 5);
  if (at < from + edge) return -Math.round((FASTEST * Math.min(edge, from + edge - at)) / edge);
  if (at > to - edge) return Math.round((FASTEST * Math.min(edge, at - to + edge)) / edge);
  return 0;
}

/** @param {PointerEvent} event */
function release(event) {
  if (!held) return forget();
  held.x = event.clientX;
  held.y = event.clientY;
  const target = under(held.x, held.y, held.tasks);
  const { tasks, offers } = held;
  end();
  if (target) void drop(tasks, target.place, offers.foreseen(target.place));
}

function abandon() {
  forget();
  if (held) putBack();
}

function putBack() {
  end();
  note("Put back where it was.", { seconds: 2 });
}

function end() {
  if (!held) return;
  const { tasks, over, due, offers } = held;
  cancelAnimationFrame(due);
  offers.end();
  over?.classList.remove("over");
  held = null;
  marks.lifted = new Set();
  redress(tasks);
  hideBadges();
  letGo();
  holdStill(false);
}

/** @param {MouseEvent} event */
function click(event) {
  forget();
  if (dragged) {
    dragged = false;
    return;
  }
  const task = taskOf(event.target);
  if (task) choose(task, { add: event.ctrlKey || event.metaKey || /** @type {PointerEvent} */ (event).pointerType === "touch", through: event.shiftKey });
  else if (event.target instanceof Element && event.target.closest(".canvas, .boneyard") && !event.target.closest("button, a") && state.selection.size) select([]);
}
