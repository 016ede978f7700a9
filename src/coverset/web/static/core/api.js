/** What is asked of the server, and how its refusals reach the person who asked. */

import { prefs } from "./prefs.js";

/** The server said no, in a sentence. `status` is HTTP's; `answer` the whole of what it said. */
export class Refusal extends Error {
  /** @param {number} status @param {Record<string, any>} answer */
  constructor(status, answer) {
    super(answer.error || "The server refuses.");
    this.status = status;
    this.answer = answer;
  }
}

/**
 * An answer of the server. Throws a Refusal, also when there is no server.
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<any>}
 */
async function ask(path, init) {
  let answer;
  try {
    answer = await fetch(path, init);
  } catch {
    throw new Refusal(0, { error: "The server does not answer. What it acknowledged is kept; start it again with “coverset serve”." });
  }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refusal(answer.status, said);
  return said;
}

/** @param {string} path @param {Record<string, string | number | boolean | null | undefined>} [query] */
export function get(path, query = {}) {
  const wanted = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== null && value !== undefined && value !== "") wanted.set(key, String(value));
  const said = wanted.toString();
  return ask(said ? `${path}?${said}` : path);
}

/** Something that is to happen, in the name of whoever sits here. @param {string} path @param {Record<string, any>} [body] */
export function post(path, body = {}) {
  return ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ who: prefs.who, ...body }) });
}

/** A question that takes a body but changes nothing (no name goes with it). @param {string} path @param {Record<string, any>} body @param {AbortSignal} [signal] */
export function question(path, body, signal) {
  return ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body), signal });
}
