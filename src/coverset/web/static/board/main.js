/** The live board: takes over what the server painted, and brings it to life. */

import { get } from "../core/api.js";
import { furnish } from "../core/drawer.js";
import { begin as dressPage } from "../core/frame.js";
import { alarm } from "../core/say.js";
import { connect } from "../core/socket.js";
import { on, state, take } from "../core/store.js";
import { begin as alignDates } from "./align.js";
import { begin as drawCanvas, cellOf } from "./canvas.js";
import { begin as followChosen } from "./chosen.js";
import { begin as hearDrags } from "./drag.js";
import { begin as hearKeys } from "./keys.js";
import { begin as hearMenus } from "./menus.js";
import { PANELS } from "./panels.js";
import { begin as followPreview, mark } from "./preview.js";
import { begin as followSearch } from "./search.js";
import { begin as followSelection } from "./selecting.js";
import { flash, scrollToDay, scrollToTask } from "./show.js";
import { begin as hangTools } from "./tools.js";
import { begin as foldUnits } from "./units.js";
import { begin as lookAtWeather } from "./weather.js";
import { begin as hearZoom } from "./zoom.js";

dressPage();
try {
  take(await get("/api/board"));
} catch (trouble) {
  alarm(trouble);
}
if (state.board) live();
else on("board", once(live));
connect();

function live() {
  // What a preview moves is known before it is drawn.
  on("preview", mark);
  drawCanvas();
  hearZoom();
  alignDates();
  foldUnits();
  followSelection();
  followSearch();
  hangTools();
  followChosen();
  hearMenus();
  hearDrags();
  hearKeys();
  followPreview();
  lookAtWeather();
  furnish(/** @type {HTMLElement} */ (document.querySelector(".room")), /** @type {HTMLElement} */ (document.querySelector("#panels")), PANELS);
  goWhereAsked();
  document.body.dataset.ready = "";
}

/** Other pages link to a day or a strip of the board. */
function goWhereAsked() {
  const asked = new URLSearchParams(location.search);
  const [task, unit, day] = [asked.get("task"), asked.get("unit"), asked.get("day")];
  const next = state.board?.days.find((each) => !each.past);
  if (day && unit) scrollToDay(unit, day);
  else if (next && !task) goTo(next.unit, next.day);
  if (!task) return;
  scrollToTask(task);
  flash([task]);
}

/** The board opens where the shoot is. @param {string} unit @param {string} day */
function goTo(unit, day) {
  const cell = cellOf(unit, day);
  const days = cell?.closest(".canvas");
  if (!cell || !days) return;
  // On a wide page the free dates before the first day may stay in sight.
  const { left, right } = cell.getBoundingClientRect();
  if (right > days.getBoundingClientRect().right) days.scrollLeft += left - days.getBoundingClientRect().left;
}

/** @param {() => void} work */
function once(work) {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    work();
  };
}
