// @ts-check
// One life, as far as a film tells it: standing week by week, what was refused, which rules struck.
/** @import { Film, Story } from "../page" */
import { COVERED, countOf, dayOf, GONE, INSOLVENT, KNOWS, LISTED, NO_BAND, STRAINED, WRONGLY, written } from "./film.js";
import { exported } from "./source.js";
import { aside, kept, link, make, plural, table, wide } from "./write.js";

/** What changed for a person, week by week, as far as the film tells it. @param {Film} film @param {number} person @returns {[string, string, string, string][]} */
export function timeline(film, person) {
  const n = film.head.persons;
  /** @type {[string, string, string, string][]} */
  const rows = [];
  let band = -1, flags = 0, refused = 0, score = 0;
  for (let week = 0; week < film.head.weeks; week++) {
    const at = week * n + person;
    const f = film.flags[at], told = [];
    const first = week === 0;
    if ((f ^ flags) & COVERED && f & COVERED) told.push(first ? "covered by the scheme" : "old enough: covered by the scheme from now on");
    if ((f ^ flags) & GONE && f & GONE) told.push("no longer lives here");
    if ((f ^ flags) & LISTED) told.push(f & LISTED ? "listed" : "off the list");
    if ((f ^ flags) & WRONGLY) told.push(f & WRONGLY ? "listed by mistake: on true records the entry does not hold" : "the mistake has ended");
    if (f & KNOWS && !(flags & KNOWS) && f & LISTED) told.push("learns of it");
    if ((f ^ flags) & (STRAINED | INSOLVENT)) told.push(f & INSOLVENT ? "insolvent: refused work or credit again" : f & STRAINED ? (flags & INSOLVENT ? "insolvent no longer, but strained" : "strained: refused work or credit") : "strained no longer");
    if (film.refused[at] > refused) told.push(`refused ${plural(film.refused[at] - refused, "request", "requests")}`);
    const moved = film.head.scored && f & COVERED && (film.score[at] !== score || first);
    const banded = film.band[at] !== NO_BAND && film.band[at] !== band;
    if (banded && !first && band >= 0 && band !== NO_BAND) told.push(film.band[at] < band ? "a worse band" : "a better band");
    if (told.length || moved || banded) {
      const points = film.head.scored && f & COVERED
        ? (first || !(flags & COVERED) || film.score[at] === score ? `${film.score[at]}` : `${score} → ${film.score[at]}`) : "";
      rows.push([written(dayOf(film.head, week)), points, film.band[at] === NO_BAND ? "" : film.head.bands[film.band[at]],
        told.join("; ") || (film.score[at] < score ? "points lost" : "points gained or come back")]);
    }
    band = film.band[at]; flags = f; refused = film.refused[at]; score = film.score[at];
  }
  return rows;
}

const capital = (/** @type {string} */ text) => text.charAt(0).toUpperCase() + text.slice(1);

/** In sentences. @param {Film} film @param {number} person @returns {string[]} */
export function sentences(film, person) {
  const at = (film.head.weeks - 1) * film.head.persons + person;
  const of = (/** @type {{titles:string[], of:number[]}|null} */ known) => known?.titles[known.of[person]] ?? "";
  const age = film.head.age[person], mates = film.head.household.filter((h) => h === film.head.household[person]).length - 1;
  const sex = { female: age < 18 ? "girl" : "woman", male: age < 18 ? "boy" : "man" }[of(film.head.sexes)] ?? "person";
  const work = of(film.head.works), does = !work || age < 18 ? "" : { "other work": ", at work", "not at work": ", not at work" }[work] ?? `, ${/^[aeio]/.test(work) ? "an" : "a"} ${work} by occupation`;
  const told = [`An invented ${sex} of ${age} at the start${does}, who lives ${mates ? `with ${plural(mates, "other", "others")}` : "alone"}.`];
  const refused = film.refused[at];
  if (!(film.flags[at] & COVERED)) told.push("At the end the scheme does not cover this person.");
  told.push(refused ? `Refused ${plural(refused, "request", "requests")}` + (film.head.gates.length ? `: ${film.head.gates
    .map((gate) => [gate.title.toLowerCase(), countOf(film, `refused:${gate.id}`, person)]).filter(([, many]) => many)
    .map(([gate, many]) => `${gate} ${many} ${many === 1 ? "time" : "times"}`).join(", ") || "at other gates"}.` : ".") : "Never refused anything.");
  if (countOf(film, "wrongful-any", person)) told.push("Was listed by mistake.");
  if (countOf(film, "unable", person)) told.push("The record that led to a list was of something that this person could not have done otherwise, such as paying without means.");
  if (countOf(film, "protected", person)) told.push("An entry rests on conduct that human rights protect.");
  if (countOf(film, "known-gate", person)) told.push("Learned of the listing at the counter.");
  const asked = countOf(film, "asked", person);
  if (asked) told.push(`Asked for a remedy ${plural(asked, "time", "times")}; granted ${countOf(film, "granted", person)}.`);
  return told;
}

/** The story event by event, each with its reasons.
 *  @param {Story} story */
export function storyList(story) {
  /** @type {Map<string, HTMLElement[]>} */
  const days = new Map();
  const cited = new Set();
  for (const event of story.events) {
    const said = days.get(event.date)?.map((entry) => entry.textContent).join(" ") ?? "";
    // What the day has said already is not said again; where a rule stands is told when it is first named.
    const told = `${said} ${event.says}`;
    const reasons = event.because.filter(({ says }) => !told.includes(says.replace(/^being on /, "")))
      .map(({ says }) => aside(`because ${says}`));
    const entry = make("div", { class: event.harm ? "event harm" : "event" }, make("p", {}, event.harm ? "\u25b8 " : "", event.says), ...reasons);
    days.set(event.date, [...(days.get(event.date) ?? []), entry]);
  }
  for (const [day, entries] of days) {
    const found = new Set(story.events.filter((event) => event.date === day).flatMap((event) => event.because.map(({ based_on }) => based_on)).filter((based) => !cited.has(based)));
    for (const based of found) cited.add(based);
    if (found.size) entries.push(make("details", { class: "based" }, make("summary", {}, "What is this based on?"), ...[...found].map((based) => aside(based))));
  }
  return make("div", { id: "story" }, make("h2", {}, "Day by day, with its reasons"),
    aside(`${story.traits.join("; ")}. `, kept("of-story")),
    story.events.length ? make("ol", { class: "plain story" }, ...[...days].map(([day, entries]) =>
      make("li", {}, make("h3", {}, written(day)), ...entries))) : kept("no-story"));
}

/** The page of a life. @param {Film} film @param {number} person @param {(person:number)=>void} open @param {string} [name] */
export function lifePage(film, person, open, name) {
  const mates = film.head.household.map((h, i) => (h === film.head.household[person] && i !== person ? i : -1)).filter((i) => i >= 0);
  const hits = film.head.rules.map((rule) => [rule, countOf(film, `hits:${rule.id}`, person)]).filter(([, many]) => many);
  const rows = timeline(film, person), refused = film.refused[(film.head.weeks - 1) * film.head.persons + person];
  return [
    kept("one-life"),
    make("p", {}, make("strong", {}, `${name ?? "Person"} ${person}`), ` of neighbourhood ${film.head.neighbourhood}, seed ${film.head.seed}, under ${film.head.called}.`),
    make("figure", { id: "arms" }),
    make("div", { class: "two" },
      make("div", {}, make("h2", {}, "With the scheme"), ...sentences(film, person).map((text) => make("p", {}, text))),
      make("div", {}, kept("same-life"),
        refused ? make("p", {}, `What is refused ${refused === 1 ? "once" : `${refused} times`} with the scheme is refused by no scheme here.`) : "", make("p", { id: "undone" }))),
    hits.length ? table("Rules that struck, over the whole film", ["Rule", "Times"],
      hits.map(([rule, many]) => [capital(/** @type {any} */ (rule).says), String(many)])) : make("p", {}, "No rule struck in these years."),
    make("div", { id: "story-place", "aria-live": "polite" }),
    make("details", exported ? { open: true } : {}, make("summary", {}, "The same as a plain table, week by week"),
      wide("Week by week", table("Week by week, where something changed (as it stands at the end of the week)", ["Week to", film.head.scored ? "Points" : "", film.head.bands.length ? "Band" : "", "What happened"], rows))),
    make("p", {}, "The household: ", ...(mates.length ? mates.flatMap((mate) => [link(`person ${mate} (${film.head.age[mate]})`, () => open(mate)), " "]) : ["nobody else."])),
  ];
}
