/** The order of the board: where strips stand, what comes after what, and where a strip that is moved would come to stand. */

import { shown, state } from "../core/store.js";

/**
 * Where strips may go: a unit's date in front of a strip ("" is last), or the boneyard (no day). `at` counts from one
 * among the `of` that stand there then.
 * @typedef {{unit: string, day: string | null, before: string, at: number, of: number}} Place
 */

/** Every strip in the order of the board: unit by unit, date by date, then the boneyard. @returns {string[]} */
export function inOrder() {
  const board = shown();
  if (!board) return [];
  const byUnit = board.units.flatMap((unit) => board.days.filter((each) => each.unit === unit.id));
  return [...byUnit.flatMap((each) => each.strips.filter((strip) => typeof strip === "string")), ...board.boneyard];
}

/** Strips sorted as they stand on the board. @param {Iterable<string>} tasks @returns {string[]} */
export function sorted(tasks) {
  const wanted = new Set(tasks);
  return inOrder().filter((task) => wanted.has(task));
}

/** The strips of a unit's date, without those in hand. @param {string} unit @param {string | null} day @param {Iterable<string>} [hand] @returns {string[]} */
export function standing(unit, day, hand = []) {
  const without = new Set(hand);
  const strips = day === null ? state.board?.boneyard : state.days.get(`${unit}|${day}`)?.strips;
  return /** @type {string[]} */ ((strips ?? []).filter((strip) => typeof strip === "string" && !without.has(strip)));
}

/** The place in front of the k-th of those that stand there (from 0; their number is last). @param {string} unit @param {string | null} day @param {number} k @param {string[]} hand @returns {Place} */
export function placeAt(unit, day, k, hand) {
  const others = standing(unit, day, hand);
  const at = Math.max(0, Math.min(k, others.length));
  return { unit, day, before: others[at] ?? "", at: at + 1, of: others.length + hand.length };
}

/** Whether strips would stand there exactly as they do. @param {string[]} tasks @param {Place} place */
export function unchanged(tasks, place) {
  const others = standing(place.unit, place.day, tasks);
  const now = standing(place.unit, place.day);
  if (now.length !== others.length + tasks.length) return false;
  const then = [...others.slice(0, place.at - 1), ...tasks, ...others.slice(place.at - 1)];
  return place.day === null ? true : then.every((task, k) => task === now[k]);
}

/** Why strips may not be moved, "" when they may. @param {string[]} tasks @returns {string} */
export function refusal(tasks) {
  const board = state.board;
  if (!board) return "There is no board yet.";
  if (state.preview) return "This is a preview. Keep it or go back; then strips can be moved.";
  const shot = tasks.filter((task) => board.strips[task]?.settled);
  if (shot.length) return `${list(shot)} ${shot.length === 1 ? "has" : "have"} been shot and ${shot.length === 1 ? "stays" : "stay"} where ${shot.length === 1 ? "it is" : "they are"}.`;
  const pinned = tasks.filter((task) => board.strips[task]?.pinned);
  if (pinned.length) return `${list(pinned)} ${pinned.length === 1 ? "is" : "are"} pinned. Let go of the pin first: right click or M, “Let go of the pin”.`;
  return "";
}

/** @param {string[]} words */
export const list = (words) => (words.length > 3 ? `${words.slice(0, 3).join(", ")} and ${words.length - 3} more` : words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}` : words[0] ?? "");

const ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"];

/** "second of five". @param {number} at @param {number} of @param {number} [several] how many strips are in hand */
export function rank(at, of, several = 1) {
  const from = `${ORDINALS[at - 1] ?? `${at}th`}${several > 1 ? ` to ${ORDINALS[at + several - 2] ?? `${at + several - 1}th`}` : ""}`;
  return of <= several ? (several > 1 ? "alone" : "the only strip") : `${from} of ${NUMBERS[of] ?? of}`;
}

const NUMBERS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
