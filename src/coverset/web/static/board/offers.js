/** What a drop would come to, asked of the server before anything is dropped. */

import { question } from "../core/api.js";
import { difference } from "../core/words.js";
import { keyOf, state } from "../core/store.js";

/** @typedef {{price: number, breaks: string[], exact: boolean, change?: Record<string, any>}} Offer */
/** @typedef {import("./order.js").Place} Place */

/** More strips than this the server does not try out together. */
export const MOST = 60;
const PAUSE = 70;

/** One pick-up's questions. `came` is called whenever an answer does. */
export class Offers {
  /** @param {string[]} tasks @param {(key: string | null) => void} came the unit-day that the answer is of; null for all */
  constructor(tasks, came) {
    this.tasks = tasks;
    this.came = came;
    /** @type {Map<string, Offer>} */
    this.days = new Map();
    /** @type {Map<string, Offer>} */
    this.places = new Map();
    this.whole = false;
    this.over = new AbortController();
    this.timer = 0;
    this.asked = "";
    if (tasks.length <= MOST) this.all();
  }

  async all() {
    try {
      const said = await question("/api/tryout", { tasks: this.tasks }, this.over.signal);
      for (const [key, offer] of Object.entries(said.days)) this.days.set(key, /** @type {Offer} */ (offer));
      this.whole = true;
      this.came(null);
    } catch {
      // No price is shown then; the drop itself says what is the matter.
    }
  }

  /** What is known of a place: exactly where that has been asked, else of its day. @param {Place} place @returns {Offer | undefined} */
  at(place) {
    return this.places.get(`${keyOf(place.unit, place.day ?? "")}|${place.before}`) ?? this.days.get(keyOf(place.unit, place.day ?? ""));
  }

  /** What the page shows once they are dropped at a place, where that was asked for exactly. @param {Place} place */
  foreseen(place) {
    return this.places.get(`${keyOf(place.unit, place.day ?? "")}|${place.before}`)?.change;
  }

  /** Ask exactly for the place that the hand is at, once it has come to rest there. @param {Place | null} place */
  hover(place) {
    const key = place?.day ? `${keyOf(place.unit, place.day)}|${place.before}` : "";
    if (key === this.asked) return;
    this.asked = key;
    clearTimeout(this.timer);
    if (!key || !place || this.places.has(key) || this.tasks.length > MOST) return;
    this.timer = window.setTimeout(() => this.exactly(place, key), PAUSE);
  }

  /** @param {Place} place @param {string} key */
  async exactly(place, key) {
    try {
      const said = await question("/api/tryout", { tasks: this.tasks, unit: place.unit, day: place.day, before: place.before }, this.over.signal);
      const offer = /** @type {Offer} */ (Object.values(said.days)[0]);
      this.places.set(key, offer);
      this.days.set(keyOf(place.unit, place.day ?? ""), offer);
      this.came(keyOf(place.unit, place.day ?? ""));
    } catch {
      // As above.
    }
  }

  end() {
    clearTimeout(this.timer);
    this.over.abort();
  }
}

/** An offer in the fewest words: its price with its sign, a word for it, and the class of its colour. @param {Offer} offer */
export function inShort(offer) {
  const currency = state.board?.currency ?? "";
  const price = `${offer.exact ? "" : "≈ "}${difference(offer.price, currency)}`;
  if (offer.breaks.length) return { price, word: `breaks ${offer.breaks.length}`, kind: "breaks" };
  if (offer.price > 0) return { price, word: "dearer", kind: "dearer" };
  if (offer.price < 0) return { price, word: "cheaper", kind: "cheaper" };
  return { price, word: "same price", kind: "same" };
}

/** An offer read out: "plus 12 k, breaks two rules: …". @param {Offer} offer */
export function spoken(offer) {
  const said = difference(Math.abs(offer.price), state.board?.currency ?? "");
  const price = offer.price > 0 ? `plus ${said.slice(1)}` : offer.price < 0 ? `minus ${said.slice(1)}` : "the same price";
  const more = offer.breaks.length > 2 ? ` And ${offer.breaks.length - 2} more.` : "";
  return offer.breaks.length ? `${price}, breaks: ${offer.breaks.slice(0, 2).join(" ")}${more}` : `${price}, breaks nothing`;
}
