/** What differs between two plans: by the server for revisions, by the boards themselves for what is not on record. */

import { places, state } from "../core/store.js";
import * as words from "../core/words.js";
import { dayWords, stripWords } from "../plan/pieces.js";

/** @typedef {import("../core/store.js").Board} Board */
/**
 * @typedef {{figures: {name: string, values: any[], kind?: string}[], lines: Record<string, number>[], people: string[],
 *   strips: string[], calls: string[], moved: string[], more: {title: string, rows: string[]}[]}} Difference
 */

/** @param {string} id */
const person = (id) => state.board?.people[id]?.name || id;

/** @param {{unit: string, date?: string, day?: string} | null | undefined} at */
const stands = (at) => (at ? dayWords(at.date ?? at.day ?? "", at.unit) : "boneyard");

/** @param {string} id @param {number} worked @param {number} held */
function changed(id, worked, held) {
  const parts = [worked && `works ${words.count(Math.abs(worked), "day")} ${worked > 0 ? "more" : "less"}`, held && `is held ${words.count(Math.abs(held), "day")} ${held > 0 ? "more" : "less"}`].filter(Boolean);
  return `${person(id)} ${parts.join(" and ")}`;
}

/** What the server says of two revisions. @param {any} said @returns {Difference} */
export function fromServer(said) {
  const [a, b] = said.plans;
  const change = said.changes[0];
  const ids = [...new Set([...Object.keys(a.people), ...Object.keys(b.people)])];
  const days = (/** @type {any} */ plan, /** @type {string} */ id) => plan.people[id] ?? { worked: 0, held: 0 };
  const figure = (/** @type {string} */ name, /** @type {string} */ key, kind = "") => ({ name, values: [a[key], b[key]], kind });
  return {
    figures: [figure("Price", "cost", "money"), figure("Conflicts", "conflicts"), figure("Shooting days", "shoot_days"), figure("First day", "first", "date"), figure("Last day", "last", "date"), figure("Work days", "work_days"), figure("Hold days", "hold_days"), figure("Moves", "moves"), figure("Set changes", "set_changes")],
    lines: [a.lines, b.lines],
    people: ids.map((id) => ({ id, worked: days(b, id).worked - days(a, id).worked, held: days(b, id).held - days(a, id).held }))
      .filter((each) => each.worked || each.held).map((each) => changed(each.id, each.worked, each.held)),
    calls: change.calls.map((/** @type {any} */ each) => `${person(each.person)}, ${words.day(each.date)}: ${each.from} → ${each.to}`),
    strips: change.strips.map((/** @type {any} */ each) => `${stripWords(each.strip)}: ${stands(each.from)} → ${stands(each.to)}`),
    moved: change.strips.map((/** @type {any} */ each) => each.strip),
    more: [
      { title: "Days in another order", rows: change.orders.map((/** @type {any} */ each) => dayWords(each.date, each.unit)) },
      { title: "Broken by the second", rows: change.breaks },
      { title: "Mended by the second", rows: change.mends },
    ],
  };
}

/** What two boards say of themselves. @param {Board} a @param {Board} b @returns {Difference} */
export function between(a, b) {
  const [before, after] = [places(a), places(b)];
  const tasks = [...new Set([...Object.keys(a.strips), ...Object.keys(b.strips)])];
  const same = (/** @type {string} */ task) => {
    const [one, other] = [before.get(task), after.get(task)];
    return one?.unit === other?.unit && one?.day === other?.day;
  };
  const moved = tasks.filter((task) => !same(task));
  const [worked, works] = [dates(a), dates(b)];
  const people = [...new Set([...worked.keys(), ...works.keys()])];
  const gone = (/** @type {string} */ id) => [...(worked.get(id) ?? [])].filter((day) => !works.get(id)?.has(day));
  const come = (/** @type {string} */ id) => [...(works.get(id) ?? [])].filter((day) => !worked.get(id)?.has(day));
  const [days, other] = [a, b].map((each) => each.days.filter((day) => day.strips.length && shoots(each, day.unit)));
  const conflicts = (/** @type {Board} */ of) => of.findings.filter((each) => each.severity === "conflict").length;
  return {
    figures: [
      { name: "Price", values: [a.cost.total, b.cost.total], kind: "money" }, { name: "Conflicts", values: [conflicts(a), conflicts(b)] },
      { name: "Shooting days", values: [days.length, other.length] }, { name: "First day", values: [days[0]?.day, other[0]?.day], kind: "date" },
      { name: "Last day", values: [days[days.length - 1]?.day, other[other.length - 1]?.day], kind: "date" }, { name: "Not placed", values: [a.boneyard.length, b.boneyard.length] },
    ],
    lines: [a.cost.lines, b.cost.lines],
    people: people.map((id) => ({ id, by: (works.get(id)?.size ?? 0) - (worked.get(id)?.size ?? 0) })).filter((each) => each.by).map((each) => changed(each.id, each.by, 0)),
    calls: people.flatMap((id) => [...gone(id).map((day) => ({ id, day, said: "no longer called" })), ...come(id).map((day) => ({ id, day, said: "newly called" }))])
      .sort((one, two) => (one.day < two.day ? -1 : one.day > two.day ? 1 : 0)).map((each) => `${person(each.id)}, ${words.day(each.day)}: ${each.said}`),
    strips: moved.map((task) => `${stripWords(task)}: ${stands(before.get(task))} → ${stands(after.get(task))}`),
    moved,
    more: [],
  };
}

/** @param {Board} board @param {string} unit */
const shoots = (board, unit) => board.units.find((each) => each.id === unit)?.kind !== "prep";

/** The dates on which each person works. @param {Board} board @returns {Map<string, Set<string>>} */
function dates(board) {
  const found = new Map();
  for (const each of board.days) {
    for (const strip of each.strips) {
      if (typeof strip !== "string") continue;
      for (const id of board.strips[strip]?.people ?? []) found.set(id, (found.get(id) ?? new Set()).add(each.day));
    }
  }
  return found;
}
