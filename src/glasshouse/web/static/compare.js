// @ts-check
// Two schemes on the same people: two maps, one scale, the same person found on both.
/** @import { Film, Preset, Wish } from "../page" */
import { blacklists, COVERED, countWeek, dayOf, GONE, written } from "./film.js";
import { PeopleMap } from "./map.js";
import { tellMarks } from "./marks.js";
import { movedIn, rulesOf } from "./moved.js";
import { difference, exported, film as askFilm, isKept, learnMistaken } from "./source.js";
import { aside, grouped, kept, make, plural, the } from "./write.js";

/** Schemes that are run on the same society, so that the people are the same. */
const NEIGHBOURS = [["simpleland-points"], ["court-defaulters-2017", "rongcheng-2014", "beijing-press-2018"], ["robodebt-2016"]];

/** The same world with nobody refused, listed or scored. @param {Film} film @returns {Film} */
export function withoutScheme(film) {
  const flags = film.flags.map((f) => f & (COVERED | GONE));
  return { head: { ...film.head, mistaken: [], title: "No scheme", scheme: "no scheme", bands: [], edges: [], opening: null, scored: false, means: false, lists: [],
    gates: [], rules: [], counts: {}, notice: film.head.notice.replace(/ - [^-]*(-[^ ]*)*, .*$/, " - no scheme") },
    score: new Int32Array(film.score.length), refused: new Uint16Array(film.refused.length),
    band: new Uint8Array(film.band.length).fill(255), flags };
}

/** With another price of a protest; the price of the text is no change. @param {Record<string, number>} values @param {number} cost */
function priced({ protest: _, ...others }, cost) {
  return cost === 10 ? others : { ...others, protest: cost };
}

class Comparison {
  constructor() {
    /** @type {Film[]} */
    this.films = [];
    /** @type {PeopleMap[]} */
    this.maps = [];
    this.key = "";
    this.rivals = false;
    this.nurse = this.followed = this.pointed = -1;
  }

  /** What may stand beside a film and its wish. @param {Film} film @param {Wish} wish @param {Preset[]} presets
   *  @returns {[string, string, Wish|null][]} */
  choices(film, wish, presets) {
    /** @type {[string, string, Wish|null][]} */
    const made = [["none", "no scheme", null]];
    if (wish.text) return film.head.changed && film.head.scheme === wish.preset ? [["text", "the text before it was changed", { ...wish, text: "" }], ...made] : made;
    if (wish.later.length) made.push(["unamended", "without the later changes", { ...wish, later: [] }]);
    if (wish.preset === "simpleland-points") {
      for (const cost of [0, 10, 30].filter((one) => one !== (wish.values.protest ?? 10))) made.push([`protest${cost}`, cost ? `joining a protest costs ${cost} points` : "joining a protest costs nothing",
        { ...wish, values: priced(wish.values, cost), later: wish.later.map(({ from, values }) => ({ from, values: priced(values, cost) })) }]);
      if (movedIn(wish).some((id) => id !== "protest")) made.push(["written", "all numbers of its rule book", { ...wish, values: {}, later: [] }]);
    }
    for (const id of NEIGHBOURS.find((group) => group.includes(wish.preset)) ?? []) {
      const known = presets.find((one) => one.id === id);
      if (known && id !== wish.preset) made.push([id, known.called, { ...wish, preset: id, values: {}, later: [] }]);
    }
    return made.filter(([, , beside]) => beside === null || isKept(beside));
  }

  /** @param {Film|null} film @param {Wish} wish @param {Preset[]} presets
   *  @param {{beside:string, week:number, person:number}} now @param {number} nurse @param {()=>void} keep @param {(error:unknown)=>void} fail */
  async show(film, wish, presets, now, nurse, keep, fail) {
    if (!film) return;
    this.now = now;
    this.nurse = nurse;
    this.followed = this.pointed = now.person >= 0 ? now.person : nurse;
    const select = the("beside"), choices = this.choices(film, wish, presets);
    select.replaceChildren(...choices.map(([id, name]) => make("option", { value: id }, name)));
    if (!choices.some(([id]) => id === now.beside)) now.beside = (choices.find(([id]) => id !== "none") ?? choices[0])[0];
    select.value = now.beside;
    this.rivals = choices.length > 1;
    select.onchange = () => { now.beside = select.value; keep(); this.show(film, wish, presets, now, nurse, keep, fail).catch(fail); };
    const [, , beside] = choices.find(([id]) => id === now.beside) ?? choices[0];
    const second = beside ? await askFilm(beside) : withoutScheme(film);
    this.films = [film, second];
    if (!this.maps.length) {
      this.maps = ["one-map", "two-map"].map((id) => new PeopleMap(the(id), { height: 0.85 }));
      this.maps.forEach((map) => map.canvas.addEventListener("pointermove", (event) => this.point(map.at(event.clientX, event.clientY))));
    }
    const knobs = presets.find((one) => one.id === wish.preset)?.knobs ?? [];
    const rivals = beside?.preset === wish.preset ? [...movedIn(wish), ...movedIn(beside)] : [];
    const titles = [wish, beside].map((one, i) => {
      if (!one) return "no scheme";
      const moved = rulesOf(one, knobs, rivals.length ? rivals : movedIn(one));
      return rivals.length ? moved : `${this.films[i].head.title}${moved && `: ${moved}`}`;
    });
    tellMarks(this.films.map((one) => ({ ...one.head, edges: [] })), the("compare-legend"));
    const last = film.head.weeks - 1, slider = the("compare-week");
    slider.max = String(last);
    if (!now.week) now.week = last;
    slider.oninput = () => { now.week = Number(slider.value); this.go(titles); keep(); };
    this.maps.forEach((map, i) => map.show(this.films[i], now.week, this.followed));
    const who = the("compare-who");
    who.max = String(film.head.persons - 1);
    who.oninput = () => { const person = Number.parseInt(who.value, 10); if (person >= 0 && person < film.head.persons) this.point(person); };
    this.go(titles);
    this.point(this.followed);
    await this.tellDifference(wish, beside, titles);
    const news = await Promise.all([learnMistaken(film, wish), beside && learnMistaken(second, beside)]);
    if (news.some(Boolean) && this.films[1] === second) this.go(titles);
  }

  /** @param {string[]} titles */
  go(titles) {
    const week = this.now?.week ?? 0, [film] = this.films, days = this.films.map(({ head }) => written(dayOf(head, week))), day = [...new Set(days)].join(" on the left, ") + (days[0] === days[1] ? "" : " on the right");
    ["one-title", "two-title"].forEach((id, i) => { the(id).textContent = titles[i] + (days[0] === days[1] ? "" : `, ${days[i]}`); });
    the("compare-week").value = String(week);
    the("compare-week").setAttribute("aria-valuetext", day);
    the("compare-date").textContent = day;
    const counts = this.films.map((one) => countWeek(one, week));
    this.maps.forEach((map, i) => { map.go(week); map.canvas.setAttribute("aria-label", `${this.films[i].head.notice}. ${days[i]}. ${map.describe()}`); });
    this.rings();
    const listed = this.films.some((one) => blacklists(one.head).length > 0), means = this.films.some((one) => one.head.means);
    /** @type {[string, keyof typeof counts[0], unknown][]} */
    const rows = [["People refused something so far", "refused", true], ["Requests refused so far", "refusals", true], ["Under a restriction", "burdened", true], ["Written down at a protest, never there", "mistaken", this.films.some((one) => one.head.mistaken?.length)],
      ["On a blacklist", "listed", listed],
      ["wrongly on the blacklist", "wrongly", listed], ["Strained: refused work or credit", "strained", means], ["insolvent: refused again", "insolvent", means]];
    the("compare-table").replaceChildren(make("caption", {}, `This neighbourhood of ${grouped(film.head.persons)}, ${day}: `, kept("an-example")),
      make("thead", {}, make("tr", {}, make("td", {}), ...titles.map((title) => make("th", { scope: "col", class: "n" }, title)), make("th", { scope: "col", class: "n" }, "what the first adds"))),
      make("tbody", {}, ...rows.filter(([, , told]) => told).map(([name, key]) => {
        const [a, b] = counts.map((count) => Number(count[key]));
        return make("tr", {}, make("th", { scope: "row" }, name), make("td", { class: "n" }, String(a)), make("td", { class: "n" }, String(b)), make("td", { class: "n" }, `${a > b ? "+" : a < b ? "\u2212" : ""}${Math.abs(a - b)}`));
      })));
  }

  /** The same person on both maps, and how each stands. @param {number} person */
  point(person) {
    this.pointed = person;
    this.maps.forEach((each) => { if (person >= 0 && !each.shows(person)) each.around = person; each.measure(); });
    this.rings();
    if (person < 0) return;
    const at = (this.now?.week ?? 0) * this.films[0].head.persons + person;
    if (the("compare-who") !== document.activeElement) the("compare-who").value = String(person);
    the("compare-person").textContent = `Person ${person}${person === this.nurse ? ", the nurse" : ""}${person === this.followed ? " (ringed in red)" : ""}, the same on both. ` + this.films.map((film, i) =>
      `${i ? "second" : "First"}: ${film.head.scored ? `${film.score[at]} points, ` : ""}${film.flags[at] & 2 ? "on a list, " : ""}refused ${plural(film.refused[at], "request", "requests")}`).join("; ") + ".";
  }

  /** Around who is followed, and who is pointed at. */
  rings() {
    this.maps.forEach((map) => { ring(map, this.pointed, "#1c1f22"); ring(map, this.followed, "#8c2d19"); });
  }

  /** The difference from a larger run, with its interval. @param {Wish} wish @param {Wish|null} beside @param {string[]} titles */
  async tellDifference(wish, beside, titles) {
    const place = the("compare-difference"), key = JSON.stringify([wish, beside]);
    if (key === this.key) return;
    this.key = key;
    if (!beside) {
      place.replaceChildren(aside(kept("no-scheme"), this.rivals ? kept("some-beside") : kept("none-beside")));
      return;
    }
    if (!exported) place.replaceChildren(aside("The larger run is under way ..."));
    const told = await difference(beside, wish);
    if (key !== this.key) return;
    if (!told) { place.replaceChildren(aside(kept("no-run"))); return; }
    place.replaceChildren(make("p", {}, `What \u201c${titles[0]}\u201d does, beside \u201c${titles[1]}\u201d:`), make("ul", {}, ...told.differences.map((/** @type {any} */ one) => make("li", {}, make(one.sure ? "strong" : "span", {}, one.says), ` ${one.interval}`))),
      aside(told.covers));
  }
}

/** @param {PeopleMap} map @param {number} person @param {string} colour */
function ring(map, person, colour) {
  if (!map.shows(person)) return;
  const ratio = map.ratio ?? 1;
  map.pen.strokeStyle = colour;
  map.pen.lineWidth = 3 * ratio;
  map.pen.beginPath();
  map.pen.arc(map.x[person] * ratio, map.y[person] * ratio, Math.max(7, map.pitch * 0.8) * ratio, 0, 7);
  map.pen.stroke();
}

export const comparison = new Comparison();
