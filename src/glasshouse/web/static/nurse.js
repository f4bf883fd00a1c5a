// @ts-check
// The first screen: the answer, the nurse as the film tells of her, and how usual that is.
/** @import { Film, Head, Place, World } from "../page" */
import { countOf, dayOf, written } from "./film.js";
import { grouped, link, make, plural } from "./write.js";

/** Her number in a film; -1 where she does not live in it.
 *  @param {Head} head @param {Place|null} nurse */
export function placeOf(head, nurse) {
  if (!nurse || head.society !== "simpleland" || head.seed !== nurse.seed) return -1;
  const at = nurse.neighbourhood - head.neighbourhood;
  if (at < 0 || at >= head.sizes.length) return -1;
  return head.sizes.slice(0, at).reduce((sum, size) => sum + size, 0) + nurse.person;
}

/** Some of many people, with how far a small number goes. @param {number} some @param {number} all */
export function ofPeople(some, all) {
  return `${grouped(some)} of ${plural(all, "invented person", "invented people")} ${some === 1 ? "was" : "were"}`;
}

/** What befalls her, week by week, in a few words. @param {Film} film @param {number} i
 *  @param {number} lapse months after which her points come back @returns {(Node|string)[]} */
export function tellNurse(film, i, lapse) {
  const { head } = film, n = head.persons, age = head.age[i];
  const week = (/** @type {number} */ w) => `the week to ${written(dayOf(head, w))}`;
  let fell = 0, first = 0;
  for (let w = 1; w < head.weeks && !fell; w++) if (film.score[w * n + i] < film.score[(w - 1) * n + i]) fell = w;
  for (let w = 1; w < head.weeks && !first; w++) if (film.refused[w * n + i] > film.refused[(w - 1) * n + i]) first = w;
  const flights = countOf(film, "refused:flight", i), trains = countOf(film, "refused:train", i);
  const gates = [flights ? plural(flights, "flight", "flights") : "", trains ? plural(trains, "train", "trains") : ""].filter(Boolean).join(" and ");
  return [make("strong", {}, `She lives here: person ${i} of ${grouped(n)}, ${age} years old, invented like all of them. `),
    fell ? `In ${week(fell)} she goes from ${film.score[(fell - 1) * n + i]} to ${film.score[fell * n + i]} points. ` : "No rule takes points from her. ",
    fell && lapse && fell + 52 * lapse / 12 > head.weeks ? `Her points come back ${lapse === 24 ? "two years" : plural(lapse, "month", "months")} later, after the time that we watch: it ends ${plural(Math.round((head.weeks - 1 - fell) * 7 / 30.44), "month", "months")} after the protest. ` : "",
    first ? `She is first refused something in ${week(first)}. In all: ${gates || plural(film.refused[(head.weeks - 1) * n + i], "request", "requests")} by the end of ${written(dayOf(head, head.weeks - 1))}.`
      : `By the end of ${written(dayOf(head, head.weeks - 1))} she was refused nothing.`];
}

/** @param {string} strong @param {string} rest */
const said = (strong, rest) => make("p", {}, make("strong", {}, strong), rest);

/** The answer in a box, and the two prices side by side. @param {World} world @returns {Node[]} */
export function answerOf({ answer, prices }) {
  return [said(...answer), make("div", { class: "prices" }, ...prices.map(({ title, whose, stands, share, of }) =>
    make("div", {}, make("h2", {}, make("b", {}, title), ` ${whose}`), make("p", {}, stands), make("p", {}, share && make("b", {}, share), ` ${of}`))))];
}

/** What stands behind the answer, in the whole world. @param {World} world @param {string} rule the rule, as a sentence quotes it
 *  @param {()=>void} deeper leads to all that was assumed @returns {Node[]} */
export function saysOfWorld({ says, quote }, rule, deeper) {
  const told = says.map((one) => said(...one));
  if (!quote) return told;
  told.at(-1)?.append(link("All that was assumed", deeper));
  return [make("blockquote", {}, said("Safe to quote: ", `\u201c${quote.join(rule)}\u201d`)), ...told];
}
