// @ts-check
// The notice board: who is praised and who is posted, and what such a board does not say.
/** @import { Film } from "../page" */
import { all, COVERED, countOf, GONE, LISTED, mistakes, NO_BAND, WRONGLY } from "./film.js";
import { aside, link, make } from "./write.js";

const MOST = 12;

/** Praised and posted people of a week. @param {Film} film @param {number} week @returns {{model:number[], rest:number[]}} */
export function posted(film, week) {
  const n = film.head.persons, from = week * n;
  const people = all(n).filter((i) => film.flags[from + i] & COVERED && !(film.flags[from + i] & GONE));
  const opening = film.head.opening ?? -1;
  const low = (/** @type {number} */ i) => (film.flags[from + i] & LISTED) || (film.head.bands.length && film.band[from + i] === 0);
  const rest = people.filter(low);
  const model = film.head.scored
    ? people.filter((i) => !low(i) && (film.head.opening === null || film.band[from + i] === NO_BAND ? false : film.score[from + i] > (film.head.first_points ?? 0) || film.band[from + i] > opening))
      .sort((a, b) => film.score[from + b] - film.score[from + a] || a - b) : [];
  return { model, rest };
}

/** What the board leaves out about somebody. @param {Film} film @param {number} week @param {number} i */
export function unsaid(film, week, i) {
  const told = [], at = week * film.head.persons + i;
  const hits = film.head.rules.map((rule) => ({ rule, many: countOf(film, `hits:${rule.id}`, i) })).filter(({ many }) => many);
  if (hits.length) told.push(`Over these years the rules counted: ${hits.map(({ rule, many }) => `${rule.name} ${many}×`).join(", ")}.`);
  const false_ = mistakes(film, film.head.weeks, i).length;
  if (false_) told.push(`The protest is false${false_ > 1 ? ` ${false_}×` : ""}: this person was never there.`);
  if (film.flags[at] & WRONGLY) told.push("Listed by mistake.");
  if (countOf(film, "unable", i)) told.push("Could not have done otherwise.");
  if (countOf(film, "protected", i)) told.push("Listed for conduct that human rights protect.");
  if (film.refused[at]) told.push(`Refused ${film.refused[at]}× so far.`);
  const mates = film.head.household.filter((h) => h === film.head.household[i]).length - 1;
  const low = film.flags[at] & LISTED || film.band[at] === 0;
  if (mates && low) told.push(`Shares a household with ${mates} who did not ask to be posted beside.`);
  return told;
}

/** @param {Film} film @param {number} week @param {boolean} whole @param {(person:number)=>void} open
 *  @param {number} nurse the number of the nurse of the first screen, -1 for nobody */
export function boardPage(film, week, whole, open, nurse) {
  const { model, rest } = posted(film, week);
  const at = (/** @type {number} */ i) => week * film.head.persons + i;
  const column = (/** @type {string} */ title, /** @type {number[]} */ people, /** @type {string} */ empty) =>
    make("div", {}, make("h2", {}, `${title}: ${people.length}`),
      ...people.slice(0, MOST).map((i) => make("div", { class: "post" },
        make("p", {}, link(i === nurse ? `Person ${i}, the nurse` : `Person ${i}`, () => open(i)),
          film.head.scored ? `, ${film.score[at(i)]} points` : "", film.band[at(i)] === NO_BAND ? "" : `, band ${film.head.bands[film.band[at(i)]]}`,
          film.flags[at(i)] & LISTED ? ", on the list" : ""),
        whole ? aside(unsaid(film, week, i).join(" ") || "There is nothing more to say.") : null)),
      people.length > MOST ? aside(`and ${people.length - MOST} more.`) : null,
      people.length ? null : make("p", {}, empty));
  return [
    column("Model citizens", model, film.head.scored ? "Nobody stands above where everybody begins." : "This scheme has no points and praises nobody."),
    column("“Untrustworthy”", rest, "Nobody is posted at this date."),
  ];
}
