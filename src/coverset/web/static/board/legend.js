/** The colours of strips and what they mean, with the signs of the board. */

import { h, icon } from "../core/dom.js";

const KINDS = [["int-day", "INT DAY"], ["ext-day", "EXT DAY"], ["int-night", "INT NIGHT"], ["ext-night", "EXT NIGHT"], ["int-dawn", "INT DAWN"], ["ext-dawn", "EXT DAWN"], ["int-dusk", "INT DUSK"], ["ext-dusk", "EXT DUSK"], ["work", "Rig, rehearsal"], ["banner", "Banner"]];
const SIGNS = [["pin", "Pinned"], ["shot", "Shot, stays"], ["stunt", "Stunt"], ["daylight", "Sun up to sun down"]];

/** The button with the legend behind it. */
export const legend = () => h("details", { class: "menu legend" },
  h("summary", { "aria-label": "Colours" }, icon("tag"), h("span", {}, "Colours")),
  h("div", { class: "settings-body" },
    h("ul", { class: "legend-strips" }, KINDS.map(([name, words]) => h("li", { class: `strip ${name}` }, words))),
    h("ul", { class: "legend-signs" }, SIGNS.map(([name, words]) => h("li", {}, h("i", { class: `sign ${name}` }), " ", words)),
      h("li", {}, h("span", { class: "off swatch" }), " weekend"), h("li", {}, h("span", { class: "off holiday swatch" }), " holiday")),
    h("p", { class: "soft" }, "Other palettes, one for every colour vision, are with the settings at the top right.")));
