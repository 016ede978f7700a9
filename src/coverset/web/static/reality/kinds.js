/** The kinds of events in the words of a set, and how each thing that they are told is asked for. */

/** @typedef {{title: string, group: string, plans?: boolean, dated?: boolean, hint?: string}} Kind */

/** What happens to a shoot, the most frequent first; `dated` events take effect on a date of their own, and `plans: false` changes no plan. @type {Record<string, Kind>} */
export const KINDS = {
  weather: { title: "Weather over several days", group: "Days" },
  away: { title: "Somebody is ill or away", group: "People" },
  "rival-hold": { title: "Another project holds somebody", group: "People" },
  blackout: { title: "Nobody works, or some do not", group: "People" },
  "location-lost": { title: "A location is lost", group: "Places and gear", dated: true, hint: "Without dates it is lost from the day on which it happens." },
  "window-moved": { title: "A location is open on other dates", group: "Places and gear" },
  "resource-late": { title: "Something hired comes late", group: "Places and gear" },
  "permission-changed": { title: "A permission has changed", group: "Places and gear", dated: true },
  examined: { title: "Gear was examined", group: "Places and gear", plans: false, dated: true },
  "scene-cut": { title: "Scenes are cut", group: "Script", dated: true },
  "scene-added": { title: "A scene is added", group: "Script", dated: true },
  "scene-rewritten": { title: "A scene is rewritten", group: "Script", dated: true, hint: "Fill in only what is otherwise." },
  shutdown: { title: "The shoot stops", group: "The whole shoot", dated: true, hint: "Without a last date it stops to the end of the calendar." },
  restart: { title: "The shoot goes on again", group: "The whole shoot", dated: true },
  "unit-added": { title: "A unit is added", group: "The whole shoot", dated: true },
  decoupled: { title: "A film is taken apart from the others", group: "The whole shoot", dated: true },
  coupled: { title: "The films share the calendar again", group: "The whole shoot", dated: true },
  "release-moved": { title: "A release moves", group: "The whole shoot", plans: false, dated: true },
};

/** A kind that the server knows and this page does not: its key as words. @param {string} key @returns {Kind} */
export const kindOf = (key) => KINDS[key] ?? { title: plain(key), group: "Other", dated: true };

/** @param {string} key */
const plain = (key) => key.replaceAll(/[-_]/g, " ").replace(/^./, (first) => first.toUpperCase());

/** @type {Record<string, string>} */
const LABELS = {
  illness: "Ill, not only away", all_work: "Nothing is shot at all, interiors neither", left_out: "What is not shot of it leaves the plan", alternative: "Only told: not in force unless asked for",
  int_ext: "INT or EXT", time: "Time of day", eighths: "Pages", minutes: "Shooting time, minutes", day_cost: "Cost of a day", end_date: "New last date of the plan", not_before: "First date of the film",
  until: "Until", open: "Open on", available: "Works on", when: "New date or month", milestone: "Which release", months: "Holds for, months", examiner: "Examined by", expires: "Leave holds until",
  who: "Who says so", why: "Why", source: "How it is known", hedge: "How surely", mark: "Seeded, derived or assumed", id: "Name of the event", recorded: "Entered on", instead_of: "In place of", date: "On",
  like: "Like the unit", set: "Set", resources: "Hires", equipment: "Gear", cast: "Cast", films: "Films", units: "Units",
};

/** What a field is called. @param {string} key */
export const labelOf = (key) => LABELS[key] ?? plain(key);

/** What every event can be told, and is asked for without looking under "more". */
export const USUAL = new Set(["who", "why"]);

/** Names that are new with the event: there is no list to choose them from. */
export const NEW = new Set(["scene-added scene", "unit-added unit"]);
