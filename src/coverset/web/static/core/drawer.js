/** The drawer at the side of the board: one panel at a time, each loaded when it is first opened. */

import { fill, h, icon } from "./dom.js";
import { prefs, remember } from "./prefs.js";
import { alarm } from "./say.js";

/**
 * A panel's module exports `open(body, args)`: it fills the body and may return a function to call when it is left.
 * @typedef {{open: (body: HTMLElement, args: any) => void | (() => void) | Promise<void | (() => void)>}} Panel
 * @typedef {{key: string, title: string, icon: any, load: () => Promise<Panel>}} Entry
 */

/** @type {Map<string, Entry>} */
const entries = new Map();
/** @type {void | (() => void)} */
let leave;
let opened = "";
/** @type {HTMLElement | null} */
let from = null;
let turn = 0;

const title = h("h2", { id: "drawer-title", tabindex: "-1" });
const body = h("div", { class: "drawer-body" });
const closer = h("button", { type: "button", class: "quiet bare", "aria-label": "Close the panel", onclick: () => close() }, icon("close"));
const drawer = h("aside", { class: "drawer", hidden: true, "aria-labelledby": "drawer-title" }, h("div", { class: "drawer-head" }, title, closer), body);

/** Put the drawer on the page, with a button for each panel. @param {HTMLElement} beside @param {HTMLElement} bar @param {Entry[]} panels */
export function furnish(beside, bar, panels) {
  beside.append(drawer);
  for (const entry of panels) {
    entries.set(entry.key, entry);
    const button = h("button", { type: "button", class: "tab", title: entry.title, "aria-expanded": "false", data: { panel: entry.key }, onclick: () => (opened === entry.key ? close() : open(entry.key)) }, icon(entry.icon), h("span", {}, entry.title));
    bar.append(button);
  }
  drawer.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && close());
  const wanted = location.hash.slice(1) || prefs.drawer;
  if (entries.has(wanted)) open(wanted, undefined, false);
}

/**
 * Open a panel, closing the one that is open.
 * @param {string} key
 * @param {any} [args] what the panel is told
 * @param {boolean} [focus] whether the reader is taken there
 */
export async function open(key, args, focus = true) {
  const entry = entries.get(key);
  if (!entry) throw new Error(`there is no panel ${key}`);
  const mine = ++turn;
  if (!opened) from = /** @type {HTMLElement | null} */ (document.activeElement);
  shut();
  opened = key;
  remember({ drawer: key });
  title.textContent = entry.title;
  fill(body);
  drawer.hidden = false;
  drawer.dataset.panel = key;
  document.body.classList.add("with-drawer");
  mark();
  if (focus) title.focus();
  let panel;
  try {
    panel = await entry.load();
  } catch {
    if (mine === turn) fill(body, h("p", {}, `“${entry.title}” cannot be shown: its part of the page is missing or did not arrive. Reload the page.`));
    return;
  }
  if (mine !== turn) return;
  try {
    const left = await panel.open(body, args);
    if (mine === turn) leave = left;
    else left?.();
  } catch (trouble) {
    alarm(trouble);
  }
}

/** Close the drawer; whoever opened it is where they were. */
export function close() {
  turn += 1;
  shut();
  opened = "";
  remember({ drawer: "" });
  drawer.hidden = true;
  document.body.classList.remove("with-drawer");
  mark();
  if (from?.isConnected) from.focus();
  from = null;
}

/** The panel that is open, "" when none is. */
export const isOpen = () => opened;

function shut() {
  leave?.();
  leave = undefined;
}

function mark() {
  for (const each of document.querySelectorAll("[data-panel][aria-expanded]")) each.setAttribute("aria-expanded", String(/** @type {HTMLElement} */ (each).dataset.panel === opened));
}
