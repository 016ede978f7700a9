/** Files that are brought: gathered from a drop or a choice, and sent to the server with how far they are. */

import { Refusal } from "../core/api.js";

/** @typedef {{path: string, file: File}} Brought */

const MOST_FILES = 400;
const DEEPEST = 4;
/** What a production's folder may hold that is worth sending; the server says what it makes of it. */
const WANTED = /\.(fountain|fdx|uss|toml|csv|json|jsonl)$/i;

/**
 * Every file of a drop, folders walked through. The names must be asked for before the event is over.
 * @param {DataTransfer} dropped
 * @returns {Promise<Brought[]>}
 */
export async function gathered(dropped) {
  const entries = [...dropped.items].map((item) => (item.kind === "file" ? item.webkitGetAsEntry?.() : null));
  const files = [...dropped.files].map((file) => ({ path: file.name, file }));
  /** @type {Brought[]} */
  const found = [];
  // What a page makes itself (a test, another program) has no place on a disk, so no entry: its file is taken as it is.
  if (!entries.some(Boolean)) return files;
  for (const entry of entries) if (entry) await walk(entry, "", 0, found);
  return found;
}

/** @param {any} entry @param {string} under @param {number} depth @param {Brought[]} found */
async function walk(entry, under, depth, found) {
  if (entry.name.startsWith(".") || found.length >= MOST_FILES) return;
  if (entry.isFile) {
    const file = await new Promise((got, failed) => entry.file(got, failed));
    found.push({ path: under + entry.name, file });
  } else if (depth < DEEPEST) {
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((got, failed) => reader.readEntries(got, failed));
      if (!some.length) return;
      for (const each of some) await walk(each, `${under}${entry.name}/`, depth + 1, found);
    }
  }
}

/** The files of an input, of a folder too. @param {FileList} list @returns {Brought[]} */
export function listed(list) {
  return [...list].slice(0, MOST_FILES).map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/**
 * Those worth sending of what was brought: all of a single file (the server says what is wrong with it), else what a
 * production may hold, nothing hidden.
 * @param {Brought[]} brought
 */
export function wanted(brought) {
  if (brought.length === 1) return brought;
  return brought.filter(({ path }) => WANTED.test(path) && !path.split("/").some((part) => part.startsWith(".")));
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
