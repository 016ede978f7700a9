/** What every page has round it: the colours, the name of whoever sits here, and whether the server is heard. */

import { h, fill, icon } from "./dom.js";
import { prefs, remember } from "./prefs.js";
import { note } from "./say.js";
import { on, state } from "./store.js";

/** @type {{key: string, title: string}[]} */
const PALETTES = [
  { key: "singleton", title: "Usual strip colours" },
  { key: "variant", title: "Other usual colours" },
  { key: "colour-safe", title: "Colour-blind safe" },
];

/** Dress the page as this browser's user likes it, and let them change it. */
export function begin() {
  dress();
  // On a narrow screen the pages do not fit beside one another: the one that is open is in sight.
  document.querySelector(".top nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  const place = document.querySelector("#settings");
  if (place) place.append(settings());
  // Files that cannot be read any more: the first page says what to mend, and shows the board again by itself.
  on("board", (board) => {
    if (!board.units.length && !document.querySelector("main.start")) location.replace("/");
  });
  const link = document.querySelector("#link");
  if (link) {
    const show = () => {
      link.classList.toggle("away", !state.linked);
      fill(link, state.linked ? "" : "Not connected: nothing is changed until the server answers. Trying again…");
    };
    let patience = setTimeout(show, 1500);
    on("link", () => {
      clearTimeout(patience);
      // A line that is back within a moment is no news.
      patience = setTimeout(show, state.linked ? 0 : 600);
    });
  }
}

function dress() {
  if (prefs.theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = prefs.theme;
  const sheet = document.querySelector("#palette");
  const wanted = `/static/strips/${prefs.palette}.css`;
  if (sheet && sheet.getAttribute("href") !== wanted) sheet.setAttribute("href", wanted);
}

function settings() {
  const who = h("input", { id: "who", type: "text", maxlength: 60, autocomplete: "name", value: prefs.who, placeholder: "First AD" });
  who.addEventListener("change", () => remember({ who: /** @type {HTMLInputElement} */ (who).value.trim() }));
  const theme = choice("theme", [["system", "As the system"], ["light", "Light"], ["dark", "Dark"]], prefs.theme, (value) => remember({ theme: /** @type {any} */ (value) }));
  const palette = choice("strip-palette", PALETTES.map((each) => [each.key, each.title]), prefs.palette, (value) => remember({ palette: value }));
  return h("details", { class: "settings" },
    h("summary", { "aria-label": "Settings of this browser" }, icon("theme")),
    h("div", { class: "settings-body" },
      row("who", "Your name in the history", who), row("theme", "Colours of the page", theme), row("strip-palette", "Colours of the strips", palette)));
}

/** @param {string} id @param {string} words @param {Node} field */
const row = (id, words, field) => h("p", { class: "field" }, h("label", { for: id }, words), field);

/** @param {string} id @param {string[][]} options @param {string} now @param {(value: string) => void} choose */
function choice(id, options, now, choose) {
  const made = /** @type {HTMLSelectElement} */ (h("select", { id }, options.map(([key, words]) => h("option", { value: key, selected: key === now }, words))));
  made.addEventListener("change", () => {
    choose(made.value);
    dress();
  });
  return made;
}

// A file that is dropped by mistake would take the place of the page, and with it whatever is typed there.
addEventListener("dragover", (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault());
addEventListener("drop", (event) => {
  if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  note("There is a production here already. Files start a new one in an empty folder (“coverset serve new-film”); a revised screenplay comes in with “coverset revise”.");
});
addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.settings[open], details.menu[open]")) if (!open.contains(/** @type {Node} */ (event.target))) open.removeAttribute("open");
});
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = /** @type {HTMLElement | null} */ (document.querySelector("details.settings[open], details.menu[open]"));
  if (!open) return;
  open.removeAttribute("open");
  open.querySelector("summary")?.focus();
});
