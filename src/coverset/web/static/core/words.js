/** Figures as film people write them. */

/** Currencies whose smallest unit is the whole one. */
const WHOLE = new Set(["JPY", "KRW", "ISK", "HUF", "CLP", "VND"]);

/**
 * An amount in minor units, without the cents that nobody reads on a board: "GBP 21,520,400".
 * @param {number} minor
 * @param {string} currency
 */
export function money(minor, currency) {
  const whole = Math.round(minor / (WHOLE.has(currency) ? 1 : 100));
  return `${currency} ${whole.toLocaleString("en-GB")}`.replace("-", "−");
}

/** The same, short, for a day's column: "21.5 m", "340 k". @param {number} minor @param {string} currency */
export function short(minor, currency) {
  const whole = minor / (WHOLE.has(currency) ? 1 : 100);
  const size = Math.abs(whole);
  const sign = whole < 0 ? "−" : "";
  if (size >= 10_000_000) return `${sign}${(size / 1e6).toFixed(1)} m`;
  if (size >= 1_000_000) return `${sign}${(size / 1e6).toFixed(2)} m`;
  if (size >= 10_000) return `${sign}${Math.round(size / 1e3)} k`;
  return `${sign}${Math.round(size).toLocaleString("en-GB")}`;
}

/** A difference: "+340 k", "−1.20 m", "no change". @param {number} minor @param {string} currency */
export function difference(minor, currency) {
  if (!minor) return "±0";
  return `${minor > 0 ? "+" : ""}${short(minor, currency)}`;
}

/** Pages in eighths: "3 2/8". @param {number} eighths */
export function pages(eighths) {
  const whole = Math.floor(eighths / 8);
  const rest = eighths % 8;
  if (!rest) return String(whole);
  return whole ? `${whole} ${rest}/8` : `${rest}/8`;
}

/** Minutes after midnight as a clock; past midnight it goes on: "25:30" is half past one. @param {number} minutes */
export function clock(minutes) {
  const later = minutes >= 1440 ? "+1" : "";
  const of = ((minutes % 1440) + 1440) % 1440;
  return `${String(Math.floor(of / 60)).padStart(2, "0")}:${String(of % 60).padStart(2, "0")}${later}`;
}

/** Minutes as hours: "9 h 40". @param {number} minutes */
export function hours(minutes) {
  const rest = minutes % 60;
  const whole = Math.floor(minutes / 60);
  if (!whole) return `${rest} min`;
  return rest ? `${whole} h ${String(rest).padStart(2, "0")}` : `${whole} h`;
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
export const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "Thu 18 Mar". @param {string} iso */
export function day(iso) {
  const when = new Date(`${iso}T00:00:00Z`);
  return `${WEEKDAYS[when.getUTCDay()]} ${when.getUTCDate()} ${MONTHS[when.getUTCMonth()]}`;
}

/** "Thu 18 Mar 2027". @param {string} iso */
export function date(iso) {
  return `${day(iso)} ${iso.slice(0, 4)}`;
}

/** The date so many days later. @param {string} iso @param {number} days */
export function later(iso, days) {
  const when = new Date(`${iso}T00:00:00Z`);
  when.setUTCDate(when.getUTCDate() + days);
  return when.toISOString().slice(0, 10);
}

/** "1 strip", "4 strips". @param {number} number @param {string} one @param {string} [many] */
export function count(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en-GB")} ${number === 1 ? one : many}`;
}

/** Seconds as people say them: "40 s", "2 min 05". @param {number} seconds */
export function seconds(seconds) {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")}`;
}
