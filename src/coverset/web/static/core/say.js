/** What the page says aloud: to screen readers, and in notes at the foot of the screen. */

import { h, icon } from "./dom.js";

const heard = h("div", { class: "unseen", role: "status", "aria-live": "polite" });
const notes = h("section", { class: "notes", "aria-label": "Messages" });

addEventListener("DOMContentLoaded", begin, { once: true });
if (document.readyState !== "loading") begin();

function begin() {
  if (!heard.isConnected) document.body.append(heard, notes);
}

/** Say something to those who listen instead of look. @param {string} words */
export function announce(words) {
  heard.textContent = "";
  // Said twice in a row, the same words would not be heard again without a pause between.
  setTimeout(() => (heard.textContent = words), 30);
}

/**
 * A note that goes away by itself, unless it is an alarm: those stay until they are closed.
 * @param {string} words
 * @param {{kind?: "note" | "alarm", action?: {words: string, run: () => void}, seconds?: number}} [how]
 */
export function note(words, { kind = "note", action, seconds = 6 } = {}) {
  const close = () => shown.remove();
  const shown = h(
    "div",
    { class: `note ${kind}`, role: kind === "alarm" ? "alert" : null },
    h("p", {}, words),
    action && h("button", { type: "button", class: "quiet", onclick: () => (close(), action.run()) }, action.words),
    h("button", { type: "button", class: "quiet bare", "aria-label": "Close this message", onclick: close }, icon("close")),
  );
  // The same said again takes the place of what was said: a pile of it says no more.
  for (const each of [...notes.children]) if (each.className === shown.className && each.firstElementChild?.textContent === words) each.remove();
  notes.append(shown);
  while (notes.children.length > 4) notes.firstElementChild?.remove();
  if (kind === "note") {
    announce(words);
    setTimeout(close, seconds * 1000);
  }
}

/** What went wrong, in the server's own sentence. @param {unknown} trouble */
export function alarm(trouble) {
  note(trouble instanceof Error ? trouble.message : String(trouble), { kind: "alarm" });
}

/** Do something of the server's, and say it when it refuses. @template T @param {() => Promise<T>} work @returns {Promise<T | undefined>} */
export async function attempt(work) {
  try {
    return await work();
  } catch (trouble) {
    alarm(trouble);
    return undefined;
  }
}
