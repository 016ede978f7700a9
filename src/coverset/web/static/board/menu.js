/** A menu beside what it belongs to; on a phone a sheet from below. Arrow keys go through it, a letter jumps, Escape leaves. */

import { h, icon } from "../core/dom.js";

/**
 * @typedef {{words: string, icon?: any, run?: () => void, href?: string, no?: string}} Item `no` is why it cannot be done
 */

/** @type {{element: HTMLElement, from: HTMLElement | null} | null} */
let opened = null;

/** @param {string} title @param {(Item | null)[]} items null draws a line @param {{x: number, y: number}} at @param {HTMLElement | null} from where the keyboard goes back to */
export function openMenu(title, items, at, from) {
  closeMenu(false);
  const element = h("div", { class: "board-menu", role: "menu", "aria-label": title, tabindex: "-1" }, h("p", { class: "menu-title", role: "presentation" }, title), items.map(drawn));
  element.addEventListener("keydown", keys);
  element.addEventListener("click", (event) => {
    const item = event.target instanceof Element ? event.target.closest("[role=menuitem]") : null;
    if (item && item.getAttribute("aria-disabled") !== "true") closeMenu(item.tagName !== "A");
  });
  (document.querySelector("main") ?? document.body).append(element);
  opened = { element, from };
  const { offsetWidth, offsetHeight } = element;
  element.style.setProperty("--x", `${Math.max(4, Math.min(at.x, innerWidth - offsetWidth - 6))}px`);
  element.style.setProperty("--y", `${Math.max(4, at.y + offsetHeight > innerHeight - 6 ? Math.max(4, innerHeight - offsetHeight - 6) : at.y)}px`);
  itemsOf(element)[0]?.focus();
  // The press that opened the menu must not close it.
  setTimeout(() => addEventListener("pointerdown", away, { capture: true }));
}

/** @param {Item | null} item */
function drawn(item) {
  if (!item) return h("div", { class: "menu-line", role: "separator" });
  const inside = [item.icon ? icon(item.icon) : h("span", { class: "icon" }), h("span", {}, item.words, item.no && h("small", {}, item.no))];
  if (item.href) return h("a", { role: "menuitem", tabindex: "-1", href: item.href, target: "_blank", rel: "noopener" }, inside);
  return h("button", { type: "button", role: "menuitem", tabindex: "-1", "aria-disabled": item.no ? "true" : null, onclick: () => !item.no && queueMicrotask(() => item.run?.()) }, inside);
}

/** @param {boolean} [back] whether the keyboard goes back to where it was */
export function closeMenu(back = true) {
  if (!opened) return;
  const { element, from } = opened;
  opened = null;
  removeEventListener("pointerdown", away, { capture: true });
  element.remove();
  if (back && from?.isConnected) from.focus({ preventScroll: true });
}

/** @param {PointerEvent} event */
function away(event) {
  if (opened && !opened.element.contains(/** @type {Node} */ (event.target))) closeMenu(false);
}

/** @param {HTMLElement} element @returns {HTMLElement[]} */
const itemsOf = (element) => [.../** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll("[role=menuitem]"))];

/** @param {KeyboardEvent} event */
function keys(event) {
  if (!opened) return;
  const items = itemsOf(opened.element);
  const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const go = (/** @type {number} */ to) => items[(to + items.length) % items.length]?.focus();
  if (event.key === "ArrowDown") go(at + 1);
  else if (event.key === "ArrowUp") go(at - 1);
  else if (event.key === "Home") go(0);
  else if (event.key === "End") go(items.length - 1);
  else if (event.key === "Escape" || event.key === "Tab") closeMenu();
  else if (/^\p{L}$/u.test(event.key) && !event.ctrlKey && !event.metaKey) {
    const starts = [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) => item.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()));
    starts?.focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
