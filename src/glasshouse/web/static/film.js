// @ts-check
// A film as it comes from the server: unpacked, and counted week by week.
/** @import { Count, Film, Head } from "../page" */

export const COVERED = 1;
export const LISTED = 2;
export const WRONGLY = 8;
export const BURDENED = 16;
export const KNOWS = 32;
export const GONE = 64;
export const STRAINED = 128;
export const INSOLVENT = 256;
export const NO_BAND = 255;
const WEEK = 7 * 86_400_000;

/** @param {ArrayBuffer|Uint8Array} packed @returns {Promise<Film>} */
export async function unpack(packed) {
  const stream = new Blob([/** @type {BlobPart} */ (packed)]).stream().pipeThrough(new DecompressionStream("gzip"));
  const buffer = await new Response(stream).arrayBuffer();
  const length = new DataView(buffer).getUint32(0, true);
  /** @type {Head} */
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const size = head.weeks * head.persons;
  const kinds = { i4: Int32Array, u2: Uint16Array, u1: Uint8Array };
  /** @type {any} */
  const film = { head };
  let at = 4 + length;
  for (const [name, kind] of head.planes) {
    const plane = new kinds[/** @type {"i4"} */ (kind)](buffer, at, size);
    for (let i = head.persons; i < size; i++) plane[i] += plane[i - head.persons];
    film[name] = plane;
    at += plane.byteLength;
  }
  return film;
}

/** False records of a protest up to a week, of one person or of all. @param {Film} film @param {number} week @param {number} [person] */
export function mistakes({ head }, week, person) {
  return (head.mistaken ?? []).filter(([who, when]) => when <= week && (person === undefined || who === person));
}

/** Numbers of all people, or of all weeks. @param {number} many */
export const all = (many) => [...Array(many).keys()];

/** @param {Head} head */
export const blacklists = (head) => head.lists.filter((one) => one.polarity === "black");

/** Counts of one week. @param {Film} film @param {number} week @returns {Count} */
export function countWeek(film, week) {
  const n = film.head.persons, from = week * n;
  const count = { refusals: 0, refused: 0, listed: 0, wrongly: 0, burdened: 0, gone: 0, covered: 0, strained: 0, insolvent: 0, mistaken: mistakes(film, week).length,
    bands: film.head.bands.map(() => 0) };
  for (let i = from; i < from + n; i++) {
    const flags = film.flags[i];
    count.refusals += film.refused[i];
    if (film.refused[i]) count.refused++;
    if (flags & GONE) { count.gone++; continue; }
    if (!(flags & COVERED)) continue;
    count.covered++;
    if (flags & LISTED) count.listed++;
    if (flags & WRONGLY) count.wrongly++;
    if (flags & BURDENED) count.burdened++;
    if (flags & STRAINED) count.strained++;
    if (flags & INSOLVENT) count.insolvent++;
    if (film.band[i] !== NO_BAND) count.bands[film.band[i]]++;
  }
  return count;
}

/** What the live line tells: people refused something so far; where nobody ever is, people under a restriction.
 *  @param {Film} film @returns {{says:string, values:number[]}} */
export function lineOf(film) {
  const counts = all(film.head.weeks).map((week) => countWeek(film, week));
  const refused = counts.map((count) => count.refused), burdened = counts.map((count) => count.burdened);
  return refused[refused.length - 1] === 0 && Math.max(...burdened) > 0
    ? { says: "people under a restriction", values: burdened } : { says: "people refused something so far", values: refused };
}

/** How often something was counted of a person over the whole film. @param {Film} film @param {string} name
 *  @param {number} person */
export function countOf(film, name, person) {
  return (film.head.counts[name] || []).find(([who]) => who === person)?.[1] ?? 0;
}

/** Where somebody of the film lives: number of the neighbourhood, number within it. @param {Head} head @param {number} person */
export function addressOf(head, person) {
  let at = 0;
  while (at < head.sizes.length - 1 && person >= head.sizes[at]) person -= head.sizes[at++];
  return { neighbourhood: head.neighbourhood + at, person };
}

/** The last day of a week. @param {Head} head @param {number} week */
export function dayOf(head, week) {
  const day = new Date(head.start);
  day.setUTCDate(day.getUTCDate() + week * 7 + 6);
  const last = new Date(head.last);
  return new Date(Math.min(day.getTime(), last.getTime()));
}

/** The first day of a week, as it is sent. @param {Head} head @param {number} week */
export function beginOf(head, week) {
  return new Date(Date.parse(head.start) + week * WEEK).toISOString().slice(0, 10);
}

/** The week that a day is in. @param {Head} head @param {string} day */
export function weekOf(head, day) {
  return Math.floor((Date.parse(day) - Date.parse(head.start)) / WEEK);
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec".split(" ");

/** @param {Date|string} day */
export function written(day) {
  const at = new Date(day);
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
}
