/** The line to the server: every change is heard here, and after sleep or a restart the page catches up by itself. */

import { get } from "./api.js";
import { alarm } from "./say.js";
import { emit, patch, revision, state, take, takeJob } from "./store.js";

const SOONEST = 250;
const LATEST = 5000;

let wait = SOONEST;
/** @type {WebSocket | null} */
let line = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let again;

/** Open the line, and open it again whenever it breaks. */
export function connect() {
  clearTimeout(again);
  const mine = new WebSocket(`ws://${location.host}/ws`);
  line = mine;
  mine.addEventListener("open", () => {
    wait = SOONEST;
    mine.send(JSON.stringify({ hello: revision() }));
    link(true);
  });
  mine.addEventListener("message", (message) => hear(JSON.parse(message.data)));
  mine.addEventListener("close", () => {
    link(false);
    again = setTimeout(connect, wait);
    wait = Math.min(LATEST, wait * 2);
  });
}

/** A page that wakes up, or is looked at again, tries at once instead of when its timer comes round: one line, never two. */
const awake = () => document.visibilityState === "visible" && line?.readyState === WebSocket.CLOSED && connect();
addEventListener("online", awake);
document.addEventListener("visibilitychange", awake);

/** @param {boolean} linked */
function link(linked) {
  if (state.linked === linked) return;
  state.linked = linked;
  emit("link", linked);
}

/** @param {Record<string, any>} told */
async function hear(told) {
  if (told.job) takeJob(told.job, Boolean(told.gone));
  if (told.story) emit("story", told.story);
  if (told.board) take(told.board);
  else if (told.change) await catchUp(told.change);
  if (told.entry) emit("told", told.entry);
  // The folder cannot be looked at any more: nobody may go on as if it could.
  if (told.error) alarm(told.error);
}

/** Take a change; when it does not follow what this page shows, take the whole board. @param {Record<string, any>} change */
export async function catchUp(change) {
  if (!patch(change)) take(await get("/api/board"));
}
