// @ts-check
// The marks of people: by colour, by shape and by letter, so that no meaning hangs on colour alone.
/** @import { Head, Look } from "../page" */
import { blacklists, COVERED, GONE, INSOLVENT, LISTED, NO_BAND, STRAINED, WRONGLY } from "./film.js";
import { make } from "./write.js";

export const PAPER = "#fbfaf7";
const BELOW = [
  { shape: "diamond", colour: "#d17c00", size: 0.8 },
  { shape: "triangle", colour: "#a8442a", size: 0.86 },
  { shape: "cross", colour: "#4a0d05", size: 0.86 },
];
const MIDDLE = { shape: "dot", colour: "#85807d", size: 0.5 };
const ABOVE = [
  { shape: "dot", colour: "#5592dc", size: 0.78 },
  { shape: "square", colour: "#10306e", size: 0.72 },
];
const OUT = { shape: "ring", colour: "#85807d", size: 0.4 };
const LEFT = { shape: "dash", colour: "#85807d", size: 0.4 };

/** The look of each band, worst first: grey where everybody begins, marked more strongly the further away.
 *  @param {string[]} bands @param {number|null} opening @returns {Look[]} */
export function looksOf(bands, opening) {
  const middle = opening ?? Math.min(bands.length - 1, Math.ceil(bands.length / 2));
  return bands.map((_, band) => {
    if (band === middle) return MIDDLE;
    if (band > middle) return ABOVE[Math.min(band - middle, ABOVE.length) - 1];
    return BELOW[Math.max(0, BELOW.length - 1 - band)];
  });
}

const NO_MARK = 14, PLAIN = 13, AWAY = 15;

/** One small number for how a person is drawn. @param {number} flags @param {number} band */
export function codeOf(flags, band) {
  if (flags & GONE) return AWAY;
  if (!(flags & COVERED)) return NO_MARK;
  const base = band === NO_BAND ? PLAIN : Math.min(band, 12);
  return base | (flags & LISTED ? 16 : 0) | (flags & WRONGLY ? 32 : 0) | (flags & STRAINED ? 64 : 0) | (flags & INSOLVENT ? 128 : 0);
}

/** @param {CanvasRenderingContext2D} pen @param {Look} look @param {number} size side of the square */
function draw(pen, look, size) {
  const r = (size * look.size) / 2, c = size / 2;
  pen.fillStyle = pen.strokeStyle = look.colour;
  pen.beginPath();
  if (look.shape === "dot") { pen.arc(c, c, r, 0, 7); pen.fill(); }
  else if (look.shape === "square") pen.fillRect(c - r, c - r, 2 * r, 2 * r);
  else if (look.shape === "ring") { pen.lineWidth = Math.max(1, size / 14); pen.arc(c, c, r, 0, 7); pen.stroke(); }
  else if (look.shape === "dash") { pen.lineWidth = Math.max(1, size / 12); pen.moveTo(c - r, c); pen.lineTo(c + r, c); pen.stroke(); }
  else if (look.shape === "cross") {
    pen.lineWidth = Math.max(1.5, size / 4.5);
    pen.moveTo(c - r, c - r); pen.lineTo(c + r, c + r); pen.moveTo(c + r, c - r); pen.lineTo(c - r, c + r); pen.stroke();
  } else {
    const points = look.shape === "triangle" ? [[0, -1], [1, 0.8], [-1, 0.8]] : [[0, -1], [1, 0], [0, 1], [-1, 0]];
    for (const [x, y] of points) pen.lineTo(c + x * r, c + y * r);
    pen.closePath(); pen.fill();
  }
}

/** One picture for each code, made once. @param {Look[]} looks @param {number} size in device pixels */
export function spritesOf(looks, size) {
  /** @type {Map<number, HTMLCanvasElement>} */
  const made = new Map();
  return (/** @type {number} */ code) => {
    let sprite = made.get(code);
    if (!sprite) {
      sprite = document.createElement("canvas");
      sprite.width = sprite.height = size;
      paint(sprite, looks, code);
      made.set(code, sprite);
    }
    return sprite;
  };
}

/** @param {HTMLCanvasElement} sprite @param {Look[]} looks @param {number} code */
export function paint(sprite, looks, code) {
  const size = sprite.width, pen = /** @type {CanvasRenderingContext2D} */ (sprite.getContext("2d"));
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, size, size);
  const base = code & 15;
  const listed = code & 16, wrongly = code & 32;
  if (base === NO_MARK) draw(pen, OUT, size);
  else if (base === AWAY) draw(pen, LEFT, size);
  else if (base === PLAIN) draw(pen, listed ? BELOW[2] : MIDDLE, size);
  else draw(pen, looks[base], size);
  const edge = Math.max(1, size / 10);
  pen.strokeStyle = "#4a0d05";
  pen.lineWidth = edge;
  if (listed && base !== PLAIN) { pen.beginPath(); pen.arc(size / 2, size / 2, size / 2 - edge / 2, 0, 7); pen.stroke(); }
  if (wrongly) pen.strokeRect(edge / 2, edge / 2, size - edge, size - edge);
  // Means: a bar below, half as wide for who is strained as for who is insolvent.
  const wide = code & 128 ? size : code & 64 ? size / 2 : 0;
  pen.fillStyle = "#1c1f22";
  if (wide) pen.fillRect((size - wide) / 2, size - Math.max(2, size / 7), wide, Math.max(2, size / 7));
}

/** The legend, written into its place; of two films what both show is told once.
 *  @param {Head[]} heads @param {HTMLElement} place */
export function tellMarks(heads, place) {
  const told = new Set();
  place.replaceChildren(...heads.flatMap((head, i) => legendOf(head).map(([code, words]) => {
    const looks = looksOf(head.bands, head.opening), key = words + JSON.stringify(looks[code & 15] ?? code);
    if (told.has(key)) return "";
    told.add(key);
    const sample = /** @type {HTMLCanvasElement} */ (make("canvas", { width: 36, height: 36, "aria-hidden": "true" }));
    sample.style.width = sample.style.height = "18px";
    paint(sample, looks, code);
    return make("li", {}, sample, i ? `second map: ${words}` : words);
  })));
}

/** What stands in the legend: code and words. @param {Head} head @returns {[number, string][]} */
function legendOf(head) {
  /** @type {[number, string][]} */
  const rows = head.bands.map((id, band) => {
    const place = band === head.opening ? " (where everybody begins)" : band === 0 ? " (the worst)" : "";
    const [low, high] = head.edges[band] ?? [null, null];
    const points = low === null ? (high === null ? "" : `: below ${high}`) : high === null ? `: ${low} and more` : `: ${low} to ${high - 1}`;
    return [band, `${id}${points}${points ? " points" : ""}${place}`];
  });
  if (!head.bands.length) rows.push([PLAIN, "not listed"]);
  const usual = head.bands.length ? Math.max(0, head.opening ?? 0) : PLAIN;
  if (blacklists(head).length) {
    rows.push([usual | 16, "listed"]);
    rows.push([usual | 48, "wrongly listed"]);
  }
  if (head.means) rows.push([usual | 64, "strained: refused work or credit, and not over it yet"], [usual | 128, "insolvent: refused again before that"]);
  rows.push([NO_MARK, "not covered (too young)"], [AWAY, "no longer lives here"]);
  return rows;
}
