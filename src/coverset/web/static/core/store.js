/** The one state of a page: the board as the server last told it, and what this page alone has on it. */

/**
 * @typedef {{eighths: number, minutes: number, cost: number, call: number | null, wrap: number | null,
 *   sunrise: number | null, sunset: number | null, overtime: number}} Totals
 * @typedef {{unit: string, day: string, strips: (string | {banner: string, minutes: number})[], totals: Totals,
 *   base: string, move: boolean, moves: string[], weather: boolean, pinned: boolean, call_pinned?: boolean, lost: boolean, past: boolean}} Day
 * @typedef {{number: string, film: string, int_ext: string, time: string, set: string, location: string,
 *   eighths: number, minutes: number, cast: string[], people: string[], elements: string[], stunts: string[],
 *   pinned: boolean, settled: boolean, colour: string, synopsis: string}} Strip
 * @typedef {{code: string, severity: "error" | "conflict" | "warning" | "note", sentence: string, about: string[]}} Finding
 * @typedef {{revision: number, title: string, currency: string, units: {id: string, name: string, kind: string}[],
 *   days: Day[], boneyard: string[], strips: Record<string, Strip>, cost: {total: number, lines: Record<string, number>},
 *   findings: Finding[], undo: any, redo: any, named: Record<string, number>,
 *   people: Record<string, {number: string, name: string}>,
 *   dates: {first: string | null, last: string | null, off: string[], holidays: string[]},
 *   assumptions: {subject: string, sentence: string, change: string}[]}} Board
 * @typedef {{title: string, board: Board, moved: string[], diff?: string[], keep?: (() => Promise<void>) | null,
 *   keepWords?: string}} Preview
 * @typedef {Record<string, any> & {job: string, kind: string, state: string}} Job
 */

/** @typedef {"board" | "days" | "foreseen" | "selection" | "preview" | "jobs" | "link" | "told" | "story"} Topic */

/** @type {Map<Topic, Set<(what: any) => void>>} */
const listeners = new Map();

/**
 * Hear of something: "board" (all of it is new), "days" (some of them differ; totals and findings too),
 * "foreseen" (the same, shown but not acknowledged, or no more), "selection", "preview", "jobs" (the job), "link" (whether the server is heard), "told" (what somebody did).
 * @param {Topic} topic
 * @param {(what: any) => void} hear
 * @returns {() => void} call it to hear no more
 */
export function on(topic, hear) {
  const heard = listeners.get(topic) ?? new Set();
  listeners.set(topic, heard.add(hear));
  return () => heard.delete(hear);
}

/** @param {Topic} topic @param {any} [what] */
export function emit(topic, what) {
  for (const hear of [...(listeners.get(topic) ?? [])]) hear(what);
}

/** @param {string} unit @param {string} day */
export const keyOf = (unit, day) => `${unit}|${day}`;

export const state = {
  /** @type {Board | null} */ board: null,
  /** @type {Map<string, Day>} */ days: new Map(),
  /** @type {Set<string>} */ selection: new Set(),
  /** @type {Preview | null} */ preview: null,
  /** @type {Map<string, Job>} */ jobs: new Map(),
  linked: false,
};

/** The board that is on the screen: a preview while there is one. @returns {Board | null} */
export const shown = () => state.preview?.board ?? state.board;

/** The revision that this page has seen. */
export const revision = () => state.board?.revision ?? 0;

/** Where each strip of a board stands. @param {Board} board @returns {Map<string, {unit: string, day: string, at: number}>} */
export function places(board) {
  const found = new Map();
  for (const each of board.days) each.strips.forEach((strip, at) => typeof strip === "string" && found.set(strip, { unit: each.unit, day: each.day, at }));
  return found;
}

/** The board as the server acknowledged it last, while the page shows what it has foreseen. @type {Partial<Board> | null} */
let acknowledged = null;

/**
 * Show at once what the server has said that a change will make otherwise; what is acknowledged takes its place.
 * @param {Record<string, any>} change
 */
export function foresee(change) {
  const board = state.board;
  if (!board || change.reload || change.since !== board.revision || acknowledged) return;
  const { days, boneyard, cost, findings } = board;
  acknowledged = { days, boneyard, cost, findings };
  adopt(board, change);
  emit("foreseen");
}

/** Show what is acknowledged, and no more. */
export function unforesee() {
  if (recall()) emit("foreseen");
}

/** Go back to what is acknowledged, without a word. */
function recall() {
  if (!acknowledged || !state.board) return false;
  Object.assign(state.board, acknowledged);
  state.days = new Map(state.board.days.map((each) => [keyOf(each.unit, each.day), each]));
  acknowledged = null;
  return true;
}

/** Take a whole board. @param {Board} board */
export function take(board) {
  acknowledged = null;
  state.board = board;
  state.days = new Map(board.days.map((each) => [keyOf(each.unit, each.day), each]));
  for (const task of [...state.selection]) if (!(task in board.strips)) state.selection.delete(task);
  emit("board", board);
}

/**
 * Take what a change says is otherwise. False when it does not follow what this page has seen: then ask for the whole.
 * @param {Record<string, any>} change
 * @returns {boolean}
 */
export function patch(change) {
  const board = state.board;
  if (!board || change.revision <= board.revision) return true;
  if (change.reload && change.board) {
    take(change.board);
    return true;
  }
  if (change.since !== board.revision || change.reload) return false;
  recall();
  const { revision: now, undo, redo, named } = change;
  Object.assign(board, { revision: now, undo, redo, named });
  adopt(board, change);
  emit("days");
  return true;
}

/** Put into a board what a change makes otherwise. @param {Board} board @param {Record<string, any>} change */
function adopt(board, change) {
  for (const [unit, day] of change.gone) state.days.delete(keyOf(unit, day));
  for (const each of change.days) state.days.set(keyOf(each.unit, each.day), each);
  const gone = new Set(change.findings.gone);
  const findings = board.findings.filter((_, k) => !gone.has(k));
  for (const [place, finding] of change.findings.came) findings.splice(place, 0, finding);
  Object.assign(board, { boneyard: change.boneyard, cost: change.cost, findings });
  board.days = [...state.days.values()].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.unit < b.unit ? -1 : 1));
}

/** @param {Iterable<string>} tasks */
export function select(tasks) {
  state.selection = new Set(tasks);
  emit("selection", state.selection);
}

/** Show another board in the place of the present one, or the present one again (null). @param {Preview | null} preview */
export function showPreview(preview) {
  state.preview = preview;
  emit("preview", preview);
}

/** @param {Job} job @param {boolean} [gone] */
export function takeJob(job, gone = false) {
  const known = state.jobs.get(job.job);
  // A short telling leaves out the curve so far and what came of it; what is known of them stays.
  const curve = known && job.curve && job.curve.length < 2 ? [...known.curve, ...job.curve].filter((point, k, all) => !k || point[0] !== all[k - 1][0]) : job.curve;
  const whole = { ...known, ...job, curve: curve ?? [], result: job.result ?? known?.result ?? null };
  if (gone) state.jobs.delete(job.job);
  else state.jobs.set(job.job, whole);
  emit("jobs", { ...whole, gone });
}
