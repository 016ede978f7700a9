/** Bars that are written anew while somebody may be on one of their buttons. */

import { fill } from "../core/dom.js";

/** Fill a bar; whoever was on its n-th button is on the n-th button still. @param {HTMLElement} bar @param {...any} children */
export function refill(bar, ...children) {
  const buttons = () => [.../** @type {NodeListOf<HTMLElement>} */ (bar.querySelectorAll("button, summary"))];
  const at = buttons().indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const unfolded = Boolean(bar.querySelector("details[open]"));
  fill(bar, ...children);
  if (unfolded) bar.querySelector("details")?.setAttribute("open", "");
  if (at >= 0) buttons()[Math.min(at, buttons().length - 1)]?.focus();
}
