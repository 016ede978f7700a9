/** What the pages around the board share: their first data, how they follow changes, and the ways to the board. */

import { begin } from "../core/frame.js";
import { announce, attempt } from "../core/say.js";
import { connect } from "../core/socket.js";
import { on, state } from "../core/store.js";

const PAUSE = 350;

/** The data that came with the page. @returns {any} */
export function first() {
  const held = document.querySelector("#first");
  return held?.textContent ? JSON.parse(held.textContent) : null;
}

/**
 * Begin a page: draw what came with it, and ask again after every change, once nobody changes anything for a moment
 * and somebody looks. `ask` is called for news; what it answers is drawn.
 * @template T
 * @param {{drawn: number, ask: () => Promise<T>, draw: (news: T) => void}} page `drawn` is the revision on the page
 * @returns {(words?: string) => Promise<void>} asks at once, for a choice of the reader
 */
export function follow({ drawn, ask, draw }) {
  let shown = drawn;
  let behind = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let patience;
  let turn = 0;
  const refresh = async (words = "") => {
    const mine = ++turn;
    clearTimeout(patience);
    behind = false;
    const news = await attempt(ask);
    // A slow answer to an earlier question must not replace a later one.
    if (news === undefined || mine !== turn) return;
    shown = /** @type {any} */ (news).revision ?? shown;
    draw(news);
    if (words) announce(words);
  };
  const changed = () => {
    if ((state.board?.revision ?? 0) === shown) return;
    behind = true;
    if (document.visibilityState !== "visible") return;
    clearTimeout(patience);
    // What is asked for meanwhile by a choice of the reader may have brought it already.
    patience = setTimeout(() => (state.board?.revision ?? 0) !== shown && refresh(), PAUSE);
  };
  on("board", changed);
  on("days", changed);
  document.addEventListener("visibilitychange", () => behind && changed());
  begin();
  connect();
  return refresh;
}

/** On paper there is nothing to open: it is all there. */
addEventListener("beforeprint", () => {
  for (const each of document.querySelectorAll(".page details:not([open])")) each.setAttribute("open", "");
});

/** The page can be used. */
export function ready() {
  document.body.dataset.ready = "";
}

/** Where a unit's date is on the board. @param {string} unit @param {string} day @param {string} [task] */
export function onBoard(unit, day, task = "") {
  const query = new URLSearchParams(Object.entries({ day, unit, task }).filter(([, value]) => value));
  return `/?${query}`;
}

/** Keep a choice of the reader in the address, so that it can be sent to somebody. @param {Record<string, string>} chosen */
export function keepInAddress(chosen) {
  const query = new URLSearchParams(location.search);
  for (const [key, value] of Object.entries(chosen)) value ? query.set(key, value) : query.delete(key);
  const said = query.toString();
  history.replaceState(null, "", `${location.pathname}${said ? `?${said}` : ""}${location.hash}`);
}
