/** The board settling while a plan is made: the best plan so far, shown as it comes. */

import { h } from "../core/dom.js";
import { state } from "../core/store.js";
import { boardOf, isSeen, lookAway, show } from "./seeing.js";
import { tick } from "./pieces.js";

/** Whether whoever sits here likes to watch, for as long as the page is open. An empty board has nothing better to show. @type {boolean | null} */
let likes = null;

/** @param {import("../core/store.js").Job} job */
export function settling(job) {
  const key = `settle ${job.job}`;
  let now = job;
  let asking = false;
  let again = false;
  let over = false;
  const watches = () => likes ?? !state.board?.days.some((each) => each.strips.length);
  const box = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", checked: watches(), onchange: () => {
    likes = box.checked;
    if (likes) look();
    else lookAway(key);
  } }));

  /** Another board is asked for only when the one before is there: the page goes at the pace of both. */
  async function look() {
    if (now.cost === null) return;
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    again = false;
    try {
      const preview = await boardOf(job.job, "", { title: "The best plan so far. It goes on settling." });
      if (!over && watches() && (isSeen(key) || !state.preview)) show(key, preview);
    } catch {
      // There is no plan yet, or the job has just ended: the next telling shows it.
    }
    asking = false;
    if (again && !over) look();
  }

  let begun = false;
  return {
    node: tick("Watch the board settle", box),
    /** @param {import("../core/store.js").Job} told */
    hear(told) {
      now = told;
      // Who looked back at their own board in the meantime is not taken away from it again.
      if (!told.placed || !watches() || (begun && !isSeen(key))) return;
      begun = true;
      look();
    },
    end() {
      over = true;
      lookAway(key);
    },
  };
}
