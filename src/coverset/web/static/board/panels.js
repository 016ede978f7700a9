/** The panels of the board's drawer, in the order of their buttons. */

/** @type {import("../core/drawer.js").Entry[]} */
export const PANELS = [
  { key: "findings", title: "Conflicts", icon: "warn", load: () => import("../plan/findings.js") },
  { key: "plan", title: "Plan", icon: "plan", load: () => import("../plan/plan.js") },
  { key: "assumptions", title: "Assumptions", icon: "paper", load: () => import("../pages/assumptions.js") },
  { key: "improve", title: "Improve", icon: "check", load: () => import("../plan/improve.js") },
  { key: "why", title: "Why here?", icon: "why", load: () => import("../plan/why.js") },
  { key: "pins", title: "Pins", icon: "pin", load: () => import("../plan/pins.js") },
  { key: "events", title: "It happened", icon: "lost", load: () => import("../reality/events.js") },
  { key: "cover", title: "Cover", icon: "sun", load: () => import("../reality/cover.js") },
  { key: "compare", title: "Compare", icon: "compare", load: () => import("../reality/compare.js") },
  { key: "history", title: "History", icon: "history", load: () => import("./history.js") },
];
