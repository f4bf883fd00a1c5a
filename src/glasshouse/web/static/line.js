// @ts-check
// The live line: people refused something so far, with no scheme in grey.
/** @import { Head } from "../page" */
import { dayOf, weekOf, written } from "./film.js";

const NS = "http://www.w3.org/2000/svg", H = 150, LEFT = 44, TOP = 10, FOOT = 24;

/** @param {string} name @param {Record<string, string|number>} given @param {string} [text] */
export function svg(name, given, text) {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(given)) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}

/** Dates below a drawing: at both ends, and in the middle where there is room.
 *  @param {Element} root @param {number} y @param {boolean} narrow @param {number} last @param {(at:number)=>number} x
 *  @param {(at:number)=>Date} day */
export function dates(root, y, narrow, last, x, day) {
  for (const [at, anchor] of /** @type {[number, string][]} */ ([[0, "start"], ...(narrow ? [] : [[Math.floor(last / 2), "middle"]]), [last, "end"]])) {
    root.append(svg("text", { x: x(at), y, "text-anchor": anchor }, written(day(at))));
  }
}

export class LiveLine {
  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
    /** @type {SVGElement|null} */
    this.head = null;
    this.weeks = 1;
  }

  /** @param {Head} head @param {string} says @param {number[]} now @param {number[]|null} before
   *  @param {number[]} marks weeks at which a slider was moved */
  show(head, says, now, before, marks) {
    // As wide as its place, so that its words stay as large as others.
    const W = Math.min(640, Math.max(280, this.place.clientWidth || 640)), narrow = W < 480, RIGHT = narrow ? 98 : 120;
    const top = Math.max(4, ...now, ...(before ?? [0]));
    const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].find((s) => top / s <= 4) ?? 5000;
    const most = Math.ceil(top / step) * step;
    const x = (/** @type {number} */ week) => LEFT + ((W - LEFT - RIGHT) * week) / Math.max(1, head.weeks - 1);
    const y = (/** @type {number} */ value) => TOP + (H - TOP - FOOT) * (1 - value / most);
    const path = (/** @type {number[]} */ values) => values.map((v, w) => `${w ? "L" : "M"}${x(w).toFixed(1)} ${y(v).toFixed(1)}`).join("");
    const last = now[now.length - 1];
    const amended = (head.amended ?? []).map((day) => ({ at: x(weekOf(head, day)), says: written(day) }));
    const root = svg("svg", { viewBox: `0 0 ${W} ${H}`, role: "img",
      "aria-label": `Line of ${says}: ${last} at the end of the film; without the scheme nobody, by it.` +
        amended.map((one) => ` The rules change on ${one.says}.`).join("") });
    for (let value = 0; value <= most; value += step) {
      root.append(svg("line", { class: "axis", x1: LEFT, x2: W - RIGHT, y1: y(value), y2: y(value), "stroke-width": value ? 0.4 : 1 }));
      root.append(svg("text", { x: LEFT - 6, y: y(value) + 4, "text-anchor": "end" }, String(value)));
    }
    dates(root, H - 6, narrow, head.weeks - 1, x, (week) => dayOf(head, week));
    root.append(svg("path", { class: "none", d: `M${x(0)} ${y(0)}L${x(head.weeks - 1)} ${y(0)}` }));
    const end = W - RIGHT + 6, near = Math.abs(y(last) - y(0)) < 16;
    if (last) root.append(svg("text", { x: end, y: y(0) + (near ? 14 : 4) }, "no scheme: 0"));
    if (before) {
      root.append(svg("path", { class: "before", d: path(before) }));
      const was = before[before.length - 1];
      if (Math.abs(y(was) - y(last)) > 14 && Math.abs(y(was) - y(0)) > 14) root.append(svg("text", { x: end, y: y(was) + 4 }, `before: ${was}`));
    }
    const drawn = svg("path", { class: "now" }), ending = svg("text", { x: end, y: y(last) + 4 }, last ? `the scheme: ${last}` : "either way: 0");
    root.append(drawn, ending);
    // A line that is compared with another stands whole; by itself it grows with the weeks, and keeps its ending for the end.
    this.grow = (/** @type {number} */ week) => {
      const whole = !!before || !last || week >= head.weeks - 1;
      drawn.setAttribute("d", path(whole ? now : now.slice(0, week + 1)));
      ending.toggleAttribute("hidden", !whole);
    };
    let free = LEFT;
    for (const { at, says: day } of amended) {
      root.append(svg("path", { class: "amended", d: `M${at} ${TOP}V${H - FOOT}` }));
      const left = at > W - RIGHT - 60, from = left ? at - 105 : at;
      if (from < free) continue;
      root.append(svg("text", { x: left ? at - 5 : at + 5, y: TOP + 11, "text-anchor": left ? "end" : "start" }, `from ${day}`));
      free = from + 105;
    }
    for (const week of marks) root.append(svg("path", { class: "mark", d: `M${x(week) - 5} ${TOP - 8}h10l-5 8z` }));
    this.head = svg("line", { class: "head", y1: TOP, y2: H - FOOT });
    this.x = x;
    root.append(this.head);
    this.place.replaceChildren(root);
  }

  /** @param {number} week */
  go(week) {
    if (!this.head || !this.x) return;
    this.grow?.(week);
    this.head.setAttribute("x1", String(this.x(week)));
    this.head.setAttribute("x2", String(this.x(week)));
  }
}
