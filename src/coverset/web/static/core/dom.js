/** Elements made in one line, and the icons of the house. */

/**
 * An element: `h("button", {class: "quiet", onclick: go}, "Go")`. Keys that begin with "on" are listeners, `data` is a
 * record of data attributes, `style` a record of CSS properties, booleans are attributes that are there or not.
 * @param {string} tag
 * @param {Record<string, any>} [props]
 * @param {...(Node | string | number | null | undefined | false | Array<any>)} children
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "data") Object.assign(made.dataset, value);
    else if (key === "style") for (const [name, said] of Object.entries(value)) made.style.setProperty(name, said);
    else if (value === true) made.setAttribute(key, "");
    else made.setAttribute(key, String(value));
  }
  made.append(...children.flat(4).filter((child) => child !== null && child !== undefined && child !== false).map((child) => (child instanceof Node ? child : String(child))));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element of a drawing.
 * @param {string} tag
 * @param {Record<string, any>} [props]
 * @param {...(Node | string | Array<any>)} children
 * @returns {SVGElement}
 */
export function s(tag, props = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "data") for (const [name, said] of Object.entries(value)) made.setAttribute(`data-${name}`, String(said));
    else made.setAttribute(key, String(value));
  }
  made.append(...children.flat(4));
  return made;
}

/** Each icon is drawn in a square of sixteen, in strokes of the text's own colour. */
const ICONS = {
  undo: "M6 4 2.5 7.5 6 11 M3 7.5h6.5a3.5 3.5 0 0 1 0 7H7",
  redo: "M10 4l3.5 3.5L10 11 M13 7.5H6.5a3.5 3.5 0 0 0 0 7H9",
  search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Z M10.5 10.5 14 14",
  close: "M3.5 3.5l9 9 M12.5 3.5l-9 9",
  menu: "M2.5 4.5h11 M2.5 8h11 M2.5 11.5h11",
  more: "M3.5 8h.01 M8 8h.01 M12.5 8h.01",
  pin: "M8 9.5V14 M5 2.5h6 M6 2.5v4L4.5 9.5h7L10 6.5v-4",
  lock: "M4 7.5h8v6H4Z M5.5 7.5V5.5a2.5 2.5 0 0 1 5 0v2",
  plan: "M2.5 13.5h11 M2.5 11c3-1 3-6 5.5-6.5S11 9 13.5 3",
  why: "M6 6a2 2 0 1 1 3 1.8c-.7.4-1 .8-1 1.7 M8 12v.01 M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Z",
  lost: "M5 9.5a3 3 0 1 1 .6-5.9A3.5 3.5 0 0 1 12 5a2.3 2.3 0 0 1 0 4.5Z M6 12l-.7 2 M9 12l-.7 2 M12 12l-.7 2",
  compare: "M2.5 3.5h4.5v9H2.5Z M9 3.5h4.5v9H9Z",
  history: "M8 4.5V8l2.5 1.5 M3 5.5A6 6 0 1 1 2 8 M2.5 3v3h3",
  warn: "M8 2.5 14.5 13.5h-13Z M8 6.5v3.5 M8 12v.01",
  play: "M5 3.5v9l7-4.5Z",
  stop: "M4.5 4.5h7v7h-7Z",
  check: "M3 8.5 6.5 12 13 4.5",
  plus: "M8 3v10 M3 8h10",
  minus: "M3 8h10",
  paper: "M4 1.5h5.5L12.5 4.5v10H4Z M9.5 1.5v3h3 M6 8h4.5 M6 10.5h4.5",
  columns: "M2.5 3h3v10h-3Z M6.5 3h3v7h-3Z M10.5 3h3v9h-3Z",
  rows: "M2.5 3.5h11 M2.5 6.5h11 M2.5 9.5h11 M2.5 12.5h11",
  sun: "M8 5.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z M8 1.5v2 M8 12.5v2 M1.5 8h2 M12.5 8h2 M3.4 3.4l1.4 1.4 M11.2 11.2l1.4 1.4 M12.6 3.4l-1.4 1.4 M4.8 11.2l-1.4 1.4",
  theme: "M8 2a6 6 0 1 0 0 12Z M8 2a6 6 0 1 1 0 12",
  person: "M8 2.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z M3 14c.5-3 2.5-4.5 5-4.5s4.5 1.5 5 4.5",
  up: "M3.5 10 8 5.5 12.5 10",
  down: "M3.5 6 8 10.5 12.5 6",
  left: "M10 3.5 5.5 8 10 12.5",
  right: "M6 3.5 10.5 8 6 12.5",
  upload: "M8 11V3 M4.5 6.5 8 3l3.5 3.5 M2.5 11v2.5h11V11",
  stunt: "M9 1.5 4 9h3.5L6.5 14.5 12 6.5H8.5Z",
  tag: "M2.5 2.5H8l5.5 5.5L8 13.5 2.5 8Z M5.2 5.2h.01",
};

/**
 * An icon beside words; it says nothing to a screen reader.
 * @param {keyof typeof ICONS} name
 * @param {string} [title] what it means where it stands alone
 * @returns {SVGElement}
 */
export function icon(name, title = "") {
  const drawn = s("svg", { class: "icon", viewBox: "0 0 16 16", "aria-hidden": title ? null : "true", role: title ? "img" : null });
  if (title) drawn.append(s("title", {}, title));
  drawn.append(s("path", { d: ICONS[name] }));
  return drawn;
}

/**
 * Put an element before another, or last (null). Where the browser can move it as it is, whoever is on it stays there.
 * @param {any} into @param {Element} made @param {Element | null} next
 */
export function move(into, made, next) {
  if (into.moveBefore && into.isConnected && made.isConnected) into.moveBefore(made, next);
  else into.insertBefore(made, next);
}

/** @param {Element} within @param {...(Node | string)} children */
export function fill(within, ...children) {
  within.replaceChildren(...children.flat(4).filter((child) => child !== null && child !== undefined && child !== false));
}
