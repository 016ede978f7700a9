/** The states of readiness, in words and in a badge. None of them says that anything is safe. */

import { h } from "../core/dom.js";

/** @type {Record<string, string>} */
const LOOKS = { contradicted: "alarming", "too late": "alarming", "not shown": "careful", shown: "saving", "not applicable": "" };
/** @type {Record<string, string>} */
const WORDS = { contradicted: "contradicted", "too late": "too late", "not shown": "not all shown", shown: "all shown", "not applicable": "nothing asked" };

/** The state of a beat or a stunt. @param {string} state */
export const badge = (state) => h("span", { class: `badge ${LOOKS[state] ?? ""}` }, WORDS[state] ?? state);

/** The state of one requirement. @param {string | null} state */
export const mark = (state) => h("span", { class: `badge ${LOOKS[state ?? ""] ?? ""}` }, state ?? "not asked");

export const ORDER = ["contradicted", "too late", "not shown", "shown", "not applicable"];
