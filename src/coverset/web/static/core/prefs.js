/** What this browser remembers of its user: name, colours, zoom. Nothing of it belongs to the production. */

const KEY = "coverset";

/** @type {{who: string, theme: "system" | "light" | "dark", palette: string, zoom: number, view: "columns" | "strips", drawer: string, width: number}} */
const DEFAULTS = { who: "", theme: "system", palette: "singleton", zoom: 1, view: "columns", drawer: "", width: 400 };

function read() {
  try {
    const said = JSON.parse(localStorage.getItem(KEY) || "{}");
    const known = Object.entries(DEFAULTS).filter(([key, value]) => typeof said[key] === typeof value);
    return { ...DEFAULTS, ...Object.fromEntries(known.map(([key]) => [key, said[key]])) };
  } catch {
    return { ...DEFAULTS };
  }
}

export const prefs = read();

/** Remember something. A browser that keeps nothing forgets it with the page. @param {Partial<typeof DEFAULTS>} wanted */
export function remember(wanted) {
  Object.assign(prefs, wanted);
  try {
    localStorage.setItem(KEY, JSON.stringify(prefs));
  } catch {
    // Private windows may refuse; the page works all the same.
  }
}
