/** What is in hand, as it is seen: the ghost of the strips, the line where they would go, and a card that says what that does. */

import { fill, h } from "../core/dom.js";
import { date as said } from "../core/words.js";
import { state } from "../core/store.js";
import { rank } from "./order.js";
import { inShort } from "./offers.js";

/** @typedef {import("./order.js").Place} Place */
/** @typedef {import("./offers.js").Offer} Offer */

const MOST_SENTENCES = 3;
const ghost = h("div", { class: "ghost" });
const card = h("div", { class: "offer-card" });
const line = h("div", { class: "drop-line", hidden: true });
const hand = h("div", { class: "hand", hidden: true, "aria-hidden": "true" }, line, ghost, card);
let shownFor = "";
let size = { width: 0, height: 0 };

/** Take strips in hand. @param {HTMLElement | null} strip what the ghost looks like; null for none @param {number} several */
export function takeUp(strip, several) {
  if (!hand.isConnected) document.body.append(hand);
  // What a strip leaves out where there is one film it leaves out in hand as well.
  hand.dataset.films = document.getElementById("main")?.dataset.films;
  const copy = /** @type {HTMLElement | null} */ (strip?.cloneNode(true) ?? null);
  if (copy) {
    for (const name of ["id", "role", "tabindex", "aria-selected", "aria-label", "data-task"]) copy.removeAttribute(name);
    copy.classList.remove("lifted", "dim", "flash");
  }
  fill(ghost, copy, several > 1 && h("span", { class: "several" }, String(several)));
  ghost.hidden = !copy;
  card.hidden = true;
  line.hidden = true;
  shownFor = "";
  hand.hidden = false;
}

/** @param {number} x @param {number} y */
export function moveTo(x, y) {
  ghost.style.transform = `translate3d(${x + 10}px, ${y + 8}px, 0)`;
  const left = x + 28 + size.width > innerWidth - 8 ? x - size.width - 20 : x + 28;
  const top = Math.max(8, Math.min(y + 62, innerHeight - size.height - 8));
  card.style.transform = `translate3d(${Math.max(8, left)}px, ${top}px, 0)`;
}

/** Draw the line where the strips would go. @param {{x: number, y: number, width: number, height: number} | null} where */
export function drawLine(where) {
  line.hidden = !where;
  if (!where) return;
  line.style.transform = `translate3d(${where.x}px, ${where.y}px, 0)`;
  line.classList.toggle("box", where.width > 8 && where.height > 8);
  line.style.width = `${where.width}px`;
  line.style.height = `${where.height}px`;
}

/** Say on the card what a place would come to. @param {Place | null} place @param {Offer | undefined} offer @param {number} several @param {string} [no] why not */
export function tell(place, offer, several, no = "") {
  card.toggleAttribute("data-foreseen", Boolean(offer?.change));
  const key = place ? JSON.stringify([place, offer?.price, offer?.exact, offer?.breaks.length, no]) : "";
  if (key === shownFor) return;
  shownFor = key;
  card.hidden = !place;
  if (!place) return;
  const unit = state.board?.units.find((each) => each.id === place.unit)?.name ?? place.unit;
  const where = place.day ? [h("b", {}, said(place.day)), `, ${unit}, ${rank(place.at, place.of, several)}`] : [h("b", {}, "Boneyard"), ": not placed"];
  const { price, word, kind } = offer ? inShort(offer) : { price: "", word: place.day ? "asking the price…" : "", kind: "same" };
  const sentences = offer?.breaks ?? [];
  fill(card,
    h("p", {}, where),
    (price || word) && h("p", {}, h("span", { class: `offer ${kind}` }, price && h("b", {}, price), " ", word), offer && !offer.exact && h("small", {}, " about; stay for the exact price")),
    no && h("p", { class: "alarming" }, no),
    sentences.length > 0 && h("ul", {}, sentences.slice(0, MOST_SENTENCES).map((each) => h("li", {}, each)), sentences.length > MOST_SENTENCES && h("li", {}, `and ${sentences.length - MOST_SENTENCES} more`)));
  size = { width: card.offsetWidth, height: card.offsetHeight };
}

/** Put the card beside something that is no pointer. @param {DOMRect | {x: number, y: number}} where */
export const placeBeside = (where) => moveTo(where.x, where.y);

export function letGo() {
  hand.hidden = true;
  fill(ghost);
}
