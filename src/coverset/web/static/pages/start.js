/** The page of a folder that has no board yet: a screenplay is dropped, files are mended, the first plan settles. */

import { fill, h } from "../core/dom.js";
import { begin } from "../core/frame.js";
import { Refusal } from "../core/api.js";
import { announce } from "../core/say.js";
import { connect } from "../core/socket.js";
import { on, state } from "../core/store.js";
import { count } from "../core/words.js";
import { gathered, listed, send, toBoard, wanted } from "./bringing.js";
import { firstPlan } from "./first-plan.js";

/** @typedef {import("./bringing.js").Brought} Brought */

const main = /** @type {HTMLElement} */ (document.querySelector("#main"));
const stage = main.dataset.stage;

if (stage === "empty") empty();
else if (stage === "mending") mending();
else firstPlan(/** @type {HTMLElement} */ (document.querySelector("#planning")), main.dataset.job ?? "");

begin();
connect();
document.body.dataset.ready = "";

/** Somebody, or another program, put a production here meanwhile. */
on("board", (board) => {
  if (stage !== "planning" && board.units.length && !main.dataset.busy) location.replace("/");
});

function empty() {
  const drop = /** @type {HTMLElement} */ (document.querySelector("#drop"));
  const files = /** @type {HTMLInputElement} */ (document.querySelector("#files"));
  const folder = /** @type {HTMLInputElement} */ (document.querySelector("#folder"));
  document.querySelector("#choose")?.addEventListener("click", () => files.click());
  // Who clicks on the zone itself means the same as who clicks on its button.
  drop.addEventListener("click", (event) => !(/** @type {HTMLElement} */ (event.target).closest("button, input")) && files.click());
  document.querySelector("#choose-folder")?.addEventListener("click", () => folder.click());
  for (const input of [files, folder]) {
    input.addEventListener("change", () => {
      if (input.files?.length) bring(listed(input.files));
      input.value = "";
    });
  }
  // The whole page takes a drop: nobody has to aim.
  let over = 0;
  addEventListener("dragenter", (event) => {
    event.preventDefault();
    over += 1;
    drop.classList.add("over");
  });
  addEventListener("dragleave", () => {
    over -= 1;
    if (over <= 0) drop.classList.remove("over");
  });
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", async (event) => {
    event.preventDefault();
    over = 0;
    drop.classList.remove("over");
    if (!event.dataTransfer || main.dataset.busy) return;
    try {
      bring(await gathered(event.dataTransfer));
    } catch (trouble) {
      if (!(trouble instanceof Refusal)) throw trouble;
      refused(/** @type {HTMLElement} */ (document.querySelector("#brought")), [], [trouble.message]);
    }
  });
}

/** Send what was brought, and go on with what comes of it. @param {Brought[]} brought */
async function bring(brought) {
  const place = /** @type {HTMLElement} */ (document.querySelector("#brought"));
  const sent = wanted(brought);
  if (main.dataset.busy) return;
  if (!sent.length) return refused(place, brought, brought.length ? ["None of these is a screenplay (.fountain, .fdx), a board (.uss) or a file of a production."] : ["The drop held no file. Drop a screenplay (.fountain, .fdx), a board (.uss), or a folder."]);
  const most = Number(main.dataset.most);
  if (sent.reduce((sum, { file }) => sum + file.size, 0) > most * 2 ** 20) return refused(place, sent, [`That is more than ${most} MB at once; no screenplay or board is as large.`]);
  main.dataset.busy = "yes";
  const bar = /** @type {HTMLProgressElement} */ (h("progress", { max: 1, value: 0, "aria-label": "Sent so far" }));
  const words = h("p", {}, `Bringing in ${named(sent)}…`);
  fill(place, words, bar);
  try {
    const answer = await carry(sent, (part) => {
      bar.value = part;
      if (part >= 1) words.textContent = `Reading ${named(sent)}…`;
    });
    announce("Brought in");
    const go = () => (answer.job ? location.replace("/") : toBoard());
    if (answer.left?.length) someLeft(place, answer.left, go);
    else go();
  } catch (trouble) {
    delete main.dataset.busy;
    if (!(trouble instanceof Refusal)) throw trouble;
    const said = (trouble.answer.said ?? []).filter((/** @type {any} */ each) => each.severity === "error");
    refused(place, sent, said.length ? said.map((/** @type {any} */ each) => `${each.file ? `${each.file}${each.line ? `:${each.line}` : ""}: ` : ""}${each.sentence}`) : [trouble.message]);
  }
}

/** @param {Brought[]} sent @param {(part: number) => void} part */
function carry(sent, part) {
  const form = /** @type {HTMLFormElement} */ (document.querySelector("#wishes"));
  const said = new FormData(form);
  const query = new URLSearchParams({ kind: String(said.get("kind") ?? ""), layout: String(said.get("layout") ?? "") });
  const [{ path, file }] = sent;
  if (sent.length === 1 && !path.includes("/")) return send(`/api/import?${query}`, file, { "Content-Type": "application/octet-stream", "X-File-Name": encodeURIComponent(path) }, part);
  const head = JSON.stringify(sent.map((each) => ({ path: each.path, size: each.file.size })));
  return send(`/api/import?${query}`, new Blob([`${head}\n`, ...sent.map((each) => each.file)]), { "Content-Type": "application/x-coverset-files" }, part);
}

/** @param {Brought[]} brought */
function named(brought) {
  if (brought.length === 1) return brought[0].path;
  const folder = brought[0].path.includes("/") ? brought[0].path.split("/")[0] : "";
  return folder ? `the folder ${folder} (${brought.length} files)` : `${brought.length} files`;
}

/** What was not taken of a drop, before it goes on. @param {HTMLElement} place @param {{path: string, why: string}[]} left @param {() => void} go */
function someLeft(place, left, go) {
  const on = h("button", { type: "button", class: "strong", onclick: go }, "Go on");
  fill(place, h("div", { class: "card" }, h("h3", {}, `Brought in, without ${count(left.length, "file")}`), h("ul", { class: "left" }, left.map((each) => h("li", {}, h("code", {}, each.path), ` ${each.why}`))), h("div", { class: "buttons" }, on)));
  on.focus();
}

/** Why not, every reason of it. @param {HTMLElement} place @param {Brought[]} brought @param {string[]} sentences */
function refused(place, brought, sentences) {
  const what = brought.length ? `${named(brought)} was not brought in` : "Nothing was brought in";
  fill(place, h("div", { class: "card refused" }, h("h3", {}, what), h("ul", { class: "findings" }, sentences.map((each) => h("li", { class: "error" }, each))), h("p", { class: "soft" }, "Nothing was written. Mend that, and drop it again.")));
}

function mending() {
  const list = /** @type {HTMLElement} */ (document.querySelector("#wrong"));
  const looked = /** @type {HTMLElement} */ (document.querySelector("#looked"));
  let shown = "";
  const draw = () => {
    const wrong = (state.board?.findings ?? []).filter((each) => each.severity === "error");
    const said = JSON.stringify(wrong);
    if (!wrong.length || said === shown) return;
    if (shown) looked.textContent = `The files changed at ${new Date().toLocaleTimeString()}: ${wrong.length === 1 ? "one problem is" : `${wrong.length} problems are`} left.`;
    shown = said;
    fill(list, ...wrong.map((/** @type {any} */ each) => h("li", {}, h("code", {}, `${each.file ?? ""}${each.line ? `:${each.line}` : ""}`), " ", h("span", {}, each.sentence))));
  };
  on("board", draw);
  on("days", draw);
}
