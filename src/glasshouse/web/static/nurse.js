// @ts-check
// The nurse of the first screen: what the film tells of her, and how usual that is.
import { countOf, dayOf, written } from "./film.js";
import { make, plural } from "./write.js";

const TOO_FEW = 20;

/** Her number in a film; -1 where she does not live in it.
 *  @param {import("./film.js").Head} head @param {import("./source.js").Place|null} nurse */
export function placeOf(head, nurse) {
  if (!nurse || head.society !== "simpleland" || head.seed !== nurse.seed) return -1;
  const at = nurse.neighbourhood - head.neighbourhood;
  if (at < 0 || at >= head.sizes.length) return -1;
  return head.sizes.slice(0, at).reduce((sum, size) => sum + size, 0) + nurse.person;
}

/** Some of many people, with how far a small number goes. @param {number} some @param {number} all */
export function ofPeople(some, all) {
  return `${some.toLocaleString("en-GB")} of ${plural(all, "invented person", "invented people")} ${some === 1 ? "was" : "were"}`;
}

/** A share, or that too few were seen to name one. @param {number} some @param {number} all @param {string} what */
export function shareOf(some, all, what) {
  if (all === 1) return `One was, and ${some ? "" : "not "}${what}. One person's luck is no evidence.`;
  return `${some === all ? "All" : some ? some : "None"} of them ${some === 1 ? "was" : "were"} ${what}.` +
    (all < TOO_FEW ? ` They are too few to say how usual that is.` : "");
}

/** What befalls her, week by week, in a few words. @param {import("./film.js").Film} film @param {number} i @returns {(Node|string)[]} */
export function tellNurse(film, i) {
  const { head } = film, n = head.persons, age = head.age[i];
  const week = (/** @type {number} */ w) => `the week to ${written(dayOf(head, w))}`;
  let fell = 0, first = 0;
  for (let w = 1; w < head.weeks && !fell; w++) if (film.score[w * n + i] < film.score[(w - 1) * n + i]) fell = w;
  for (let w = 1; w < head.weeks && !first; w++) if (film.refused[w * n + i] > film.refused[(w - 1) * n + i]) first = w;
  const flights = countOf(film, "refused:flight", i), trains = countOf(film, "refused:train", i);
  const gates = [flights ? plural(flights, "flight", "flights") : "", trains ? plural(trains, "train", "trains") : ""].filter(Boolean).join(" and ");
  return [make("strong", {}, `She lives here: person ${i} of ${n.toLocaleString("en-GB")}, ${age} years old, invented like all of them. `),
    fell ? `In ${week(fell)} she goes from ${film.score[(fell - 1) * n + i]} to ${film.score[fell * n + i]} points. ` : "No rule takes points from her in this film. ",
    first ? `From ${week(first)} on she is refused: ${gates || plural(film.refused[(head.weeks - 1) * n + i], "request", "requests")} by the end of ${written(dayOf(head, head.weeks - 1))}.`
      : `By the end of ${written(dayOf(head, head.weeks - 1))} she was refused nothing.`];
}

/** How usual it is, in the whole world. @param {import("./source.js").World} world */
export function saysOfWorld(world) {
  const all = `Is that usual? In all of Simpleland, ${world.people.toLocaleString("en-GB")} invented people over ${plural(world.years, "year", "years")}, `;
  if (!world.written) return `${all}this rule writes nobody down.`;
  const began = `${all}${plural(world.written, "person is", "people are")} written down at a protest. `;
  if (world.low === null || world.high === null) return began + shareOf(world.refused, world.written, "refused something");
  const share = (/** @type {number} */ part) => Math.round(100 * part);
  const usual = world.low > 0.5 ? "So it is what most of them meet" : world.high < 0.5 ? "So most of them meet nothing of the kind" : "It may be either way for most of them";
  return `${began}${world.refused} of them, ${share(world.refused / world.written)} % (${share(world.low)} to ${share(world.high)} by the luck of the draw), are refused something in that time, on this or another rule. ${usual}. ` +
    (world.nurses ? `Nurses among them: ${world.nurses}, too few to tell apart. `.replace(", too few to tell apart", world.nurses < TOO_FEW ? ", too few to tell apart" : `, of whom ${world.nurses_refused} are refused something`) : "") +
    "Who protests, who is seen at it and how often people travel was assumed.";
}
