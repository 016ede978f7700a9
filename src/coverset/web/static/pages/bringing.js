/** Files that are brought: gathered from a drop or a choice, and sent to the server with how far they are. */

import { Refusal } from "../core/api.js";

/** @typedef {{path: string, file: File}} Brought */

/** What the server takes at once; one more than that is gathered, so that it refuses instead of missing something. */
const MOST_FILES = 401;
/** Entries of a folder that are looked at: a production is found in fewer, and a whole disk is not walked through. */
const MOST_SEEN = 20_000;
const DEEPEST = 4;
/** What a production's folder may hold that is worth sending; the server says what it makes of it. */
const WANTED = /\.(fountain|fdx|uss|toml|csv|json|jsonl)$/i;

/**
 * Every file of a drop, folders walked through. The names must be asked for before the event is over.
 * Throws a Refusal where something of it cannot be read.
 * @param {DataTransfer} dropped
 * @returns {Promise<Brought[]>}
 */
export async function gathered(dropped) {
  const entries = [...dropped.items].map((item) => (item.kind === "file" ? item.webkitGetAsEntry?.() : null)).filter((entry) => entry !== null && entry !== undefined);
  const files = [...dropped.files].map((file) => ({ path: file.name, file }));
  /** @type {Walk} */
  const walk = { found: [], seen: 0 };
  // What a page makes itself (a test, another program) has no place on a disk, so no entry: its file is taken as it is.
  if (!entries.length) return files;
  for (const entry of entries) await into(entry, "", 0, walk);
  return walk.found;
}

/** @typedef {{found: Brought[], seen: number}} Walk */

/** @param {any} entry @param {string} under @param {number} depth @param {Walk} walk */
async function into(entry, under, depth, walk) {
  if (entry.name.startsWith(".") || walk.found.length >= MOST_FILES) return;
  walk.seen += 1;
  if (walk.seen > MOST_SEEN) throw new Refusal(0, { error: `There are more than ${MOST_SEEN.toLocaleString("en-GB")} files there. Drop the production's own folder.` });
  const path = `${under}${entry.name}`;
  if (entry.isFile) {
    // Of a folder only what may be of use is opened; a file dropped by itself goes to the server, which says what is wrong with it.
    if (!under || WANTED.test(entry.name)) walk.found.push({ path, file: await readable(path, (got, failed) => entry.file(got, failed)) });
  } else if (depth < DEEPEST) {
    const reader = entry.createReader();
    for (;;) {
      const some = await readable(path, (got, failed) => reader.readEntries(got, failed));
      if (!some.length) return;
      for (const each of some) await into(each, `${path}/`, depth + 1, walk);
    }
  }
}

/** What the browser reads of a disk, or a Refusal that names what it cannot. @param {string} path @param {(got: (what: any) => void, failed: () => void) => void} read @returns {Promise<any>} */
const readable = (path, read) => new Promise((got, failed) => read(got, () => failed(new Refusal(0, { error: `${path} cannot be read. Look at its permissions, or drop what is needed without it.` }))));

/** The files of an input, of a folder too. @param {FileList} list @returns {Brought[]} */
export function listed(list) {
  return [...list].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/**
 * Those worth sending of what was brought: all of a single file (the server says what is wrong with it), else what a
 * production may hold, nothing hidden.
 * @param {Brought[]} brought
 */
export function wanted(brought) {
  if (brought.length === 1) return brought;
  return brought.filter(({ path }) => WANTED.test(path) && !path.split("/").some((part) => part.startsWith("."))).slice(0, MOST_FILES);
}

/**
 * Send a body, and hear how much of it is sent. Throws a Refusal as the server words it.
 * @param {string} path
 * @param {XMLHttpRequestBodyInit} body
 * @param {Record<string, string>} headers
 * @param {(part: number) => void} sent
 * @returns {Promise<any>}
 */
export function send(path, body, headers, sent) {
  return new Promise((done, failed) => {
    const asked = new XMLHttpRequest();
    asked.open("POST", path);
    for (const [name, value] of Object.entries(headers)) asked.setRequestHeader(name, value);
    asked.upload.addEventListener("progress", (event) => event.lengthComputable && sent(event.loaded / event.total));
    asked.addEventListener("error", () => failed(new Refusal(0, { error: "The server does not answer. Start it again with “coverset serve”." })));
    asked.addEventListener("load", () => {
      let said = {};
      try {
        said = JSON.parse(asked.responseText);
      } catch {
        // No JSON: the status says enough.
      }
      if (asked.status >= 200 && asked.status < 300) done(said);
      else failed(new Refusal(asked.status, said));
    });
    asked.send(body);
  });
}

/** To the board, with what is assumed open beside it. The address differs by its end alone, so the page is asked for anew. */
export function toBoard() {
  history.replaceState(null, "", "/#assumptions");
  location.reload();
}
