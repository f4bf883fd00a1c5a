// @ts-check
// The nurse of the first screen: what the film tells of her, and how usual that is.
import { countOf, dayOf, written } from "./film.js";
import { kept, make, plural } from "./write.js";

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

/** What befalls her, week by week, in a few words. @param {import("./film.js").Film} film @param {number} i
 *  @param {number} lapse months after which her points come back @returns {(Node|string)[]} */
export function tellNurse(film, i, lapse) {
  const { head } = film, n = head.persons, age = head.age[i];
  const week = (/** @type {number} */ w) => `the week to ${written(dayOf(head, w))}`;
  let fell = 0, first = 0;
  for (let w = 1; w < head.weeks && !fell; w++) if (film.score[w * n + i] < film.score[(w - 1) * n + i]) fell = w;
  for (let w = 1; w < head.weeks && !first; w++) if (film.refused[w * n + i] > film.refused[(w - 1) * n + i]) first = w;
  const flights = countOf(film, "refused:flight", i), trains = countOf(film, "refused:train", i);
  const gates = [flights ? plural(flights, "flight", "flights") : "", trains ? plural(trains, "train", "trains") : ""].filter(Boolean).join(" and ");
  return [make("strong", {}, `She lives here: person ${i} of ${n.toLocaleString("en-GB")}, ${age} years old, invented like all of them. `),
    fell ? `In ${week(fell)} she goes from ${film.score[(fell - 1) * n + i]} to ${film.score[fell * n + i]} points. ` : "No rule takes points from her in this film. ",
    fell && lapse && fell + 52 * lapse / 12 > head.weeks ? `Her points come back ${lapse === 24 ? "two years" : plural(lapse, "month", "months")} later; the film ends ${plural(Math.round((head.weeks - 1 - fell) * 7 / 30.44), "month", "months")} into that time and shows no more. ` : "",
    first ? `From ${week(first)} on she is refused: ${gates || plural(film.refused[(head.weeks - 1) * n + i], "request", "requests")} by the end of ${written(dayOf(head, head.weeks - 1))}.`
      : `By the end of ${written(dayOf(head, head.weeks - 1))} she was refused nothing.`];
}

/** How usual it is, in the whole world. @param {import("./source.js").World} world @param {string} rule the rule, as a sentence quotes it
 *  @param {()=>void} deeper leads to all that was assumed @returns {Node[]} */
export function saysOfWorld(world, rule, deeper) {
  const p = (/** @type {(Node|string)[]} */ ...inside) => make("p", {}, ...inside), strong = (/** @type {string} */ text) => make("strong", {}, text);
  const head = make("h2", {}, "Is that usual?"), time = plural(world.years, "year", "years");
  const of = `Of ${plural(world.people, "invented person", "invented people")}, all of Simpleland, over ${time}`;
  if (!world.written) return [head, p(`${of}, this rule writes nobody down.`)];
  if (world.joined === null || world.low === null || world.high === null) return [head, p(`${of}, ${plural(world.written, "is", "are")} written down at a protest. ${shareOf(world.refused, world.written, "refused something")}`)];
  const whole = (/** @type {number} */ number) => Math.round(number).toLocaleString("en-GB");
  const inHundred = (/** @type {number} */ value, /** @type {number[]} */ all) => (100 * value).toFixed(all[0] < 0.05 ? 1 : 0);
  const lucky = (/** @type {number[]} */ all) => `${inHundred(all[0], all)} in 100 (${inHundred(all[1], all)} to ${inHundred(all[2], all)} by the luck of the draw)`;
  const ends = (/** @type {number[]} */ range, /** @type {number[]} */ all) => `${inHundred(range[0], all)} to ${inHundred(range[1], all)} in 100`;
  const there = Math.round(world.written - world.bystanders), joined = Math.round(world.joined), [seen] = world.seen, percent = (/** @type {number} */ part) => Math.round(100 * part);
  const few = world.high < 0.5, most = world.low > 0.5 ? "Of those written down, most are refused something." : few ? "Of those written down, most are refused nothing either." : "Of those written down, it may be either way for most.";
  return [head,
    p(strong(seen < 0.5 ? `${few ? "Most" : "No: most"} who join a protest are never written down, and nothing happens to them for it. ` : "Most who join a protest are written down for it. "),
      `${of}, about ${whole(joined)} join one. About ${whole(there)} of these, ${lucky(world.seen)}, are written down for it; the other ${whole(joined - there)} lose no point by it. `,
      `Of about ${plural(Math.round(world.nurses_joined), "nurse who joins", "nurses who join")}, about ${whole(world.nurses_seen)} can expect to be written down.`),
    p(strong(`${most} `), `${plural(world.written, "person is", "people are")} written down at a protest, about ${whole(world.bystanders)} of whom were never there. ${world.refused} of the ${world.written}, ${percent(world.refused / world.written)} % (${percent(world.low)} to ${percent(world.high)} by the luck of the draw), are refused something in that time, on this or another rule; the others asked for no ticket or had points to spare. `,
      world.nurses ? `Nurses among those written down: ${world.nurses}${world.nurses < TOO_FEW ? ", too few to tell apart" : `, of whom ${world.nurses_refused} are refused something`}.` : ""),
    p(strong(`Of all who join, ${lucky(world.stopped)} are both written down for it and refused something. `), kept("unseen-too"), `${world.stopped_range[1] - world.stopped_range[0] > world.stopped[2] - world.stopped[1] ? "Luck is the smaller doubt. " : ""}Who is seen at a protest is assumed: from the lowest to the highest chance that we hold possible, ${ends(world.seen_range, world.seen)} of those who join would be written down, and ${ends(world.stopped_range, world.stopped)} written down and refused something. `, kept("assumed-too"),
      make("button", { class: "link", type: "button", onclick: deeper }, "All that was assumed")),
    make("blockquote", {}, p(strong("Safe to quote: "), `\u201cIn a simulation of invented people in an invented country, where ${rule}, ${ends(world.stopped_range, world.stopped)} of those who join are both written down for it and refused something, on this or another rule, in the ${time} that were watched (refusals of the others are not counted), depending on how many are seen alone; other assumptions may widen it. With the middle of what was assumed it is ${inHundred(world.stopped[0], world.stopped)} in 100${seen < 0.5 ? `, because most are never written down${few ? ", and most who are keep enough points" : ""}` : ""}. This is no evidence about a real place.\u201d`)),
  ];
}
