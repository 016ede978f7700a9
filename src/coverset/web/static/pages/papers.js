/** The papers: links that follow the unit, day and person which are chosen, and the call sheets wanted next. */

import { get } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { announce } from "../core/say.js";
import * as words from "../core/words.js";
import { follow, keepInAddress, onBoard, ready } from "./live.js";

const form = /** @type {HTMLFormElement} */ (document.querySelector("#narrow"));
const said = /** @type {HTMLElement} */ (document.querySelector("#narrowed"));
const nexts = /** @type {HTMLElement} */ (document.querySelector("#next"));

/** @param {string} name */
const field = (name) => /** @type {HTMLInputElement | HTMLSelectElement} */ (form.elements.namedItem(name));
const chosen = () => Object.fromEntries(["unit", "day", "person"].map((name) => [name, field(name).value]));

/** What was chosen, in words: "Main unit, Mon 16 Mar". @param {Record<string, string>} wanted @param {string[]} takes */
function inWords(wanted, takes) {
  return takes
    .filter((name) => wanted[name])
    .map((name) => (name === "day" ? words.date(wanted.day) : /** @type {HTMLSelectElement} */ (field(name)).selectedOptions[0].text))
    .join(", ");
}

function narrow() {
  const wanted = chosen();
  let followed = 0;
  for (const paper of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".paper"))) {
    const takes = (paper.dataset.takes || "").split(" ").filter(Boolean);
    const query = new URLSearchParams(takes.filter((name) => wanted[name]).map((name) => [name, wanted[name]]));
    const text = inWords(wanted, takes);
    if (text) followed += 1;
    const badge = /** @type {HTMLElement} */ (paper.querySelector(".narrowing"));
    badge.hidden = !text;
    fill(badge, text ? h("span", { class: "badge careful" }, text) : "");
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (paper.querySelectorAll("a[data-medium]"))) {
      link.href = `/papers/${paper.dataset.key}.${link.dataset.medium}${query.size ? `?${query}` : ""}`;
    }
  }
  const any = Object.values(wanted).some(Boolean);
  fill(said, any ? `${words.count(followed, "paper is", "papers are")} narrowed; the others show the whole board.` : "Choose here to narrow the papers that can be: their links follow.");
  keepInAddress(wanted);
}

/** @param {any} news */
function draw({ next }) {
  if (!next.length) {
    fill(nexts, h("li", { class: "nothing" }, "No unit shoots anything yet: put strips on days first. The papers below can be made all the same."));
    return;
  }
  fill(nexts, next.map((/** @type {any} */ each) => {
    const query = new URLSearchParams({ day: each.day, unit: each.unit });
    return h("li", { class: "card" },
      h("p", { class: "when" }, h("time", { datetime: each.day }, words.date(each.day))),
      h("p", {}, `${each.name}, shooting day ${each.number}, ${each.base}`, each.past ? [h("br"), h("span", { class: "soft" }, "its last one: every date of this unit is over")] : null),
      h("p", { class: "media" }, ["pdf", "html"].map((medium) => [h("a", { class: "button", href: `/papers/call-sheet.${medium}?${query}`, target: "_blank" }, medium.toUpperCase()), " "]), h("a", { href: onBoard(each.unit, each.day) }, "On the board")));
  }));
}

for (const [name, value] of new URLSearchParams(location.search)) if (["unit", "day", "person"].includes(name)) field(name).value = value;
form.addEventListener("change", () => {
  narrow();
  announce(said.textContent || "");
});
form.addEventListener("reset", () => setTimeout(narrow));
form.addEventListener("submit", (event) => event.preventDefault());
follow({ drawn: -1, ask: () => get("/api/papers/next"), draw });
narrow();
ready();
