/** The line to the server: every change is heard here, and after sleep or a restart the page catches up by itself. */

import { get } from "./api.js";
import { emit, patch, revision, state, take, takeJob } from "./store.js";

const SOONEST = 250;
const LATEST = 5000;

let wait = SOONEST;
/** @type {WebSocket | null} */
let line = null;

/** Open the line, and open it again whenever it breaks. */
export function connect() {
  line = new WebSocket(`ws://${location.host}/ws`);
  line.addEventListener("open", () => {
    wait = SOONEST;
    line?.send(JSON.stringify({ hello: revision() }));
    link(true);
  });
  line.addEventListener("message", (message) => hear(JSON.parse(message.data)));
  line.addEventListener("close", () => {
    link(false);
    setTimeout(connect, wait);
    wait = Math.min(LATEST, wait * 2);
  });
}

/** A page that wakes up looks at once, instead of when its timer comes round. */
addEventListener("online", () => line?.readyState === WebSocket.CLOSED && connect());

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
  if (told.error) emit("told", { error: told.error });
}

/** Take a change; when it does not follow what this page shows, take the whole board. @param {Record<string, any>} change */
export async function catchUp(change) {
  if (!patch(change)) take(await get("/api/board"));
}
