/** What people do to the board: each deed goes to the server, and what comes back is what everybody sees. */

import { Refusal, post } from "./api.js";
import { fill, h } from "./dom.js";
import { alarm, announce, note } from "./say.js";
import { revision, unforesee } from "./store.js";
import { catchUp } from "./socket.js";

/** Deeds take their turn: the next one knows the revision that the one before it made. */
let turn = Promise.resolve();
let waiting = 0;

/** Do something when everything before it is done; at once when nothing is. @param {() => Promise<boolean>} deed @returns {Promise<boolean>} */
function inTurn(deed) {
  const done = waiting ? turn.then(deed) : deed();
  wait(1);
  turn = done.then(() => wait(-1));
  return done;
}

/** Whether something is not acknowledged yet. */
export const pending = () => waiting > 0;

/** The page says of itself whether something is not acknowledged yet. @param {number} more */
function wait(more) {
  waiting += more;
  document.body.toggleAttribute("data-pending", waiting > 0);
}

/**
 * Do something that changes the board. True when it was done; a refusal is told to the person.
 * @param {string} path
 * @param {Record<string, any>} body the revision is added to it
 * @param {string} [words] what is said aloud when it is done
 * @returns {Promise<boolean>}
 */
export const act = (path, body, words = "") => inTurn(() => attempt(path, body, words));

/** @param {string} path @param {Record<string, any>} body @param {string} words @returns {Promise<boolean>} */
async function attempt(path, body, words) {
  try {
    await catchUp(await post(path, { base: revision(), ...body }));
    if (words) announce(words);
    return true;
  } catch (trouble) {
    if (trouble instanceof Refusal && trouble.status === 409 && trouble.answer.theirs) return bothSides(path, body, words, trouble);
    alarm(trouble);
    return false;
  }
}

/** An edit of the board in the form that the history keeps. @param {Record<string, any>} made @param {string} [words] @param {string} [why] */
export const edit = (made, words = "", why = "") => act("/api/edit", { edit: made, why }, words);

/** Several edits that are one, and one to undo. @param {Record<string, any>[]} edits @param {string} [words] */
export const editAll = (edits, words = "") => edit(edits.length === 1 ? edits[0] : { edit: "several", edits }, words);

/** Take the last change back. */
export const undo = () => turnOf("/api/undo", "Taken back");

/** Bring back what was taken back. */
export const redo = () => turnOf("/api/redo", "Brought back");

/** @param {string} path @param {string} words */
const turnOf = (path, words) => inTurn(async () => {
  try {
    await catchUp(await post(path));
    announce(words);
    return true;
  } catch (trouble) {
    // Nothing left to take back is no accident: it is said, and goes away by itself.
    if (trouble instanceof Refusal && trouble.status === 422) note(trouble.message);
    else alarm(trouble);
    return false;
  }
});

/**
 * Somebody else has changed the same: both sides are shown, and whoever sits here decides.
 * @param {string} path @param {Record<string, any>} body @param {string} words @param {Refusal} no
 * @returns {Promise<boolean>}
 */
function bothSides(path, body, words, no) {
  const { theirs, revision: now } = no.answer;
  unforesee();
  return new Promise((decided) => {
    const dialog = /** @type {HTMLDialogElement} */ (h("dialog", { class: "both", "aria-labelledby": "both-title" }));
    const end = (/** @type {boolean} */ mine) => {
      dialog.close();
      dialog.remove();
      decided(mine ? attempt(path, { ...body, base: now }, words) : false);
    };
    fill(
      dialog,
      h("h2", { id: "both-title" }, "Somebody changed the same"),
      h("p", {}, no.message),
      h("div", { class: "sides" },
        h("section", {}, h("h3", {}, "Theirs, on the board now"), h("ul", {}, theirs.map((/** @type {any} */ deed) => h("li", {}, `${deed.who || "Somebody"}: ${deed.what}`)))),
        h("section", {}, h("h3", {}, "Yours, not done"), h("p", {}, inWords(body.edit) || "What you asked for."))),
      h("div", { class: "buttons" },
        h("button", { type: "button", autofocus: true, onclick: () => end(false) }, "Leave theirs"),
        h("button", { type: "button", class: "strong", onclick: () => end(true) }, "Do mine as well")),
    );
    dialog.addEventListener("cancel", (event) => (event.preventDefault(), end(false)));
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** @param {any} made @returns {string} */
function inWords(made) {
  if (!made) return "";
  if (made.edit === "several") return made.edits.map(inWords).filter(Boolean).join("; ");
  if (made.edit === "move") return `${made.task} ${made.day ? `to ${made.day}, ${made.unit}` : "to the boneyard"}`;
  if (made.edit === "swap") return `${made.first} and ${made.second} of ${made.unit} exchanged`;
  if (made.edit === "pull") return `${made.day} of ${made.unit} pulled to ${made.to}`;
  if (made.edit === "order") return `${made.day} of ${made.unit} in another order`;
  return "";
}
