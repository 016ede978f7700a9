/** The live board: takes over what the server painted, and brings it to life. */

import { get } from "../core/api.js";
import { furnish } from "../core/drawer.js";
import { begin as dressPage } from "../core/frame.js";
import { alarm } from "../core/say.js";
import { connect } from "../core/socket.js";
import { on, state, take } from "../core/store.js";
import { begin as drawCanvas } from "./canvas.js";
import { PANELS } from "./panels.js";

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
  drawCanvas();
  furnish(/** @type {HTMLElement} */ (document.querySelector(".room")), /** @type {HTMLElement} */ (document.querySelector("#panels")), PANELS);
  document.body.dataset.ready = "";
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
