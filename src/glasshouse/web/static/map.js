// @ts-check
// The map: people as dots, households together, and only what changed is drawn again.
/** @import { Film } from "../page" */
import { countWeek } from "./film.js";
import { codeOf, looksOf, PAPER, spritesOf } from "./marks.js";

const STRIP = 24;

export class PeopleMap {
  /** @param {HTMLCanvasElement} canvas @param {{least?:number, height?:number}} [wishes] */
  constructor(canvas, wishes = {}) {
    this.canvas = canvas;
    this.pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { alpha: false }));
    // Until there is a film it is empty paper.
    this.pen.fillStyle = PAPER;
    this.pen.fillRect(0, 0, canvas.width, canvas.height);
    this.least = wishes.least ?? 7;
    this.height = wishes.height ?? 0.62;
    /** @type {Film|null} */
    this.film = null;
    this.week = 0;
    /** The people drawn: all, or on a narrow screen those of a street, from the first up to before the end. */
    this.first = 0;
    this.end = 0;
    /** Who should be among them. */
    this.around = 0;
    this.pitch = 0;
    /** @type {Float32Array} */
    this.x = new Float32Array(0);
    /** @type {Float32Array} */
    this.y = new Float32Array(0);
    /** @type {Int16Array} */
    this.codes = new Int16Array(0);
    /** @type {(code:number)=>HTMLCanvasElement} */
    this.sprite = () => canvas;
  }

  /** Show a film; the same people keep their places. @param {Film} film @param {number} week
   *  @param {number} [around] who should be seen where only a part is */
  show(film, week, around = 0) {
    this.film = film;
    this.around = Math.max(0, around);
    this.week = Math.min(week, film.head.weeks - 1);
    this.measure();
  }

  /** Fit the map to the room that there is. */
  measure() {
    const film = this.film, width = this.canvas.clientWidth;
    if (!film || !width) return;
    const ratio = window.devicePixelRatio || 1;
    // On a narrow screen a street is shown large enough to touch, and the page says so.
    const narrow = width < 480;
    [this.first, this.end] = narrow ? street(film.head.household, this.around, 220) : [0, film.head.persons];
    const height = Math.round(Math.max(260, width * (narrow ? 1.05 : this.height)));
    this.canvas.style.height = `${height}px`;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    let pitch = 26;
    while (pitch > 2.5 && !this.place(film.head.household, width, height, pitch)) pitch -= 0.25;
    this.pitch = pitch;
    this.ratio = ratio;
    this.sprite = spritesOf(looksOf(film.head.bands, film.head.opening), Math.max(3, Math.floor(pitch * ratio)));
    this.codes = new Int16Array(film.head.persons).fill(-1);
    this.pen.setTransform(1, 0, 0, 1, 0, 0);
    this.pen.fillStyle = PAPER;
    this.pen.fillRect(0, 0, this.canvas.width, this.canvas.height);
    this.banner();
    this.draw();
  }

  /** Words inside the picture, which stay with a screenshot. */
  banner() {
    if (!this.film) return;
    const ratio = this.ratio ?? 1;
    this.pen.fillStyle = "#1c1f22";
    this.pen.fillRect(0, 0, this.canvas.width, Math.round(STRIP * ratio));
    this.pen.fillStyle = PAPER;
    let size = 13 * ratio;
    const words = this.film.head.notice;
    do {
      this.pen.font = `600 ${size}px system-ui, sans-serif`;
      size -= 0.5;
    } while (size > 6 && this.pen.measureText(words).width > this.canvas.width - 16 * ratio);
    this.pen.textBaseline = "middle";
    this.pen.fillText(words, 8 * ratio, (STRIP / 2 + 1) * ratio);
  }

  /** Places of all, two by two in their households, streets between the rows. Whether they fit.
   *  @param {number[]} household @param {number} width @param {number} height @param {number} pitch */
  place(household, width, height, pitch) {
    const x = new Float32Array(household.length), y = new Float32Array(household.length);
    const right = width - pitch * 0.5;
    let column = pitch * 0.75, row = STRIP + pitch * 0.75;
    for (let first = this.first; first < this.end; ) {
      let last = first;
      while (last < this.end && household[last] === household[first]) last++;
      const columns = Math.ceil((last - first) / 2);
      if (column + columns * pitch > right) { column = pitch * 0.75; row += pitch * 2.7; }
      for (let i = first; i < last; i++) {
        x[i] = column + (((i - first) >> 1) + 0.5) * pitch;
        y[i] = row + (((i - first) & 1) + 0.5) * pitch;
      }
      column += (columns + 0.45) * pitch;
      first = last;
    }
    this.x = x;
    this.y = y;
    return row + 2.3 * pitch <= height;
  }

  /** Draw those whose mark changed; how many. */
  draw() {
    const film = this.film;
    if (!film) return 0;
    const from = this.week * film.head.persons, ratio = this.ratio ?? 1;
    const size = Math.max(3, Math.floor(this.pitch * ratio)), half = size / 2;
    let changed = 0;
    for (let i = this.first; i < this.end; i++) {
      const code = codeOf(film.flags[from + i], film.band[from + i]);
      if (code === this.codes[i]) continue;
      this.codes[i] = code;
      this.pen.drawImage(this.sprite(code), Math.round(this.x[i] * ratio - half), Math.round(this.y[i] * ratio - half));
      changed++;
    }
    return changed;
  }

  /** @param {number} week */
  go(week) {
    this.week = week;
    return this.draw();
  }

  /** The person nearest to a point of the page, or -1. @param {number} clientX @param {number} clientY */
  at(clientX, clientY) {
    const box = this.canvas.getBoundingClientRect();
    const px = clientX - box.left, py = clientY - box.top;
    let best = -1, least = Math.max(12, this.pitch) ** 2;
    for (let i = this.first; i < this.end; i++) {
      const far = (this.x[i] - px) ** 2 + (this.y[i] - py) ** 2;
      if (far < least) { least = far; best = i; }
    }
    return best;
  }

  /** @param {number} person */
  shows(person) {
    return person >= this.first && person < this.end;
  }

  /** The nearest neighbour in a direction, for the arrow keys. @param {number} person @param {string} key */
  beside(person, key) {
    if (key === "ArrowLeft") return Math.max(this.first, person - 1);
    if (key === "ArrowRight") return Math.min(this.end - 1, person + 1);
    const down = key === "ArrowDown" ? 1 : -1;
    let best = person, least = Infinity;
    for (let i = this.first; i < this.end; i++) {
      const dy = (this.y[i] - this.y[person]) * down;
      if (dy < this.pitch * 0.5) continue;
      const far = dy * 3 + Math.abs(this.x[i] - this.x[person]);
      if (far < least) { least = far; best = i; }
    }
    return best;
  }

  /** What the picture shows, in words. */
  describe() {
    if (!this.film) return "";
    const count = countWeek(this.film, this.week);
    return `${this.film.head.persons} invented people; ${count.refused} were refused something so far, ` +
      `${count.listed} are listed.` + (this.film.head.means ? ` ${count.strained} are strained, ${count.insolvent} insolvent.` : "");
  }
}

/** Whole households around somebody, so many people at most: the first of them, and who comes after the last.
 *  @param {number[]} household @param {number} around @param {number} most @returns {[number, number]} */
function street(household, around, most) {
  const whole = (/** @type {number} */ i) => { while (i > 0 && i < household.length && household[i] === household[i - 1]) i--; return i; };
  const first = whole(Math.max(0, Math.min(around - (most >> 1), household.length - most)));
  return [first, whole(Math.min(first + most, household.length)) || household.length];
}
