/** The solver's jobs as the panels see them: ordered, watched, stopped, kept or let go. */

import { act } from "../core/act.js";
import { Refusal, get, post, question } from "../core/api.js";
import { alarm } from "../core/say.js";
import { on, state, takeJob } from "../core/store.js";

/** @typedef {import("../core/store.js").Job} Job */

/** When each job was heard of last, to count its seconds on between two tellings. @type {Map<string, number>} */
const heard = new Map();

on("jobs", (job) => heard.set(job.job, performance.now()));

/** Order work. Throws the server's refusal. @param {Record<string, any>} order @returns {Promise<Job>} */
export async function begin(order) {
  const job = await question("/api/jobs", order);
  takeJob(job);
  return /** @type {Job} */ (state.jobs.get(job.job));
}

/** Ask for the jobs of the server: after a reload, or when its restart has ended them. */
export async function look() {
  const { jobs } = await get("/api/jobs");
  const known = new Set(jobs.map((/** @type {Job} */ job) => job.job));
  for (const old of [...state.jobs.values()]) if (!known.has(old.job)) takeJob(old, true);
  for (const told of jobs) {
    const whole = told.state === "running" || told.result ? told : await get(`/api/jobs/${told.job}`);
    takeJob(whole);
  }
}

/** @param {Job} job */
const place = (job) => Number(job.job.split("-").pop()) || 0;

/** The latest job of some kinds, undefined when there is none. @param {...string} kinds @returns {Job | undefined} */
export const latest = (...kinds) => [...state.jobs.values()].filter((job) => kinds.includes(job.kind)).sort((a, b) => place(b) - place(a))[0];

/** What was asked of a job. @param {Job} job @returns {Record<string, any>} */
export const askedOf = (job) => job.asked ?? {};

/** The seconds that a job has worked, counted on since it was last heard. @param {Job} job */
export const elapsed = (job) => (job.seconds ?? 0) + (job.state === "running" ? (performance.now() - (heard.get(job.job) ?? performance.now())) / 1000 : 0);

/** Let a job end with the best that it has. @param {Job} job */
export const stop = async (job) => takeJob(await post(`/api/jobs/${job.job}/cancel`));

/** End a job and forget it. A server that has begun again since has forgotten it already. @param {Job} job */
export async function letGo(job) {
  try {
    await post(`/api/jobs/${job.job}/discard`);
  } catch (trouble) {
    if (!(trouble instanceof Refusal && trouble.status === 404)) return alarm(trouble);
  }
  takeJob(job, true);
}

/**
 * Put what a job found on the board. Where others changed it since, both sides are shown and the person decides.
 * @param {Job} job @param {{answer?: string, moves?: number[]}} what @param {string} said aloud when it is done
 * @returns {Promise<boolean>}
 */
export const keep = (job, what, said) => act(`/api/jobs/${job.job}/keep`, { base: job.base, ...what }, said);

/** Whether something else than a kept plan is on the board since a job began. @param {Job} job */
export const outdated = (job) => job.state !== "kept" && job.base !== state.board?.revision;
