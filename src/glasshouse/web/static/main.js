// @ts-check
// The page: one state, held in the address; parts that show it; a player.
/** @import { Film, Head, Knob, Later, Place, Preset, State, Step, Wish } from "../page" */
import { drawArms } from "./arms.js";
import { boardPage } from "./board.js";
import { comparison } from "./compare.js";
import { deeperPage, tellBehind } from "./deeper.js";
import { addressOf, all, beginOf, blacklists, countOf, countWeek, dayOf, GONE, INSOLVENT, lineOf, LISTED, mistakes, STRAINED, weekOf, written, WRONGLY } from "./film.js";
import { lifePage, storyList } from "./life.js";
import { LiveLine } from "./line.js";
import { findingsPage } from "./lint.js";
import { PeopleMap } from "./map.js";
import { tellMarks } from "./marks.js";
import { laterOf, movedIn, rulesOf } from "./moved.js";
import { answerOf, ofPeople, placeOf, saysOfWorld, tellNurse } from "./nurse.js";
import { buttonOf, next, STATES } from "./player.js";
import { exported, film as askFilm, learnMistaken, life as askLife, lint as askLint, measured as askMeasured, offers as askOffers, protest as askProtest } from "./source.js";
import { aside, grouped, kept, link, make, plural, the } from "./write.js";

/** The links to the parts. @type {HTMLAnchorElement[]} */
const links = [...the("parts").querySelectorAll("a")];
const partOf = (/** @type {HTMLAnchorElement} */ link) => new URLSearchParams(link.hash.slice(1)).get("part") ?? "start";
const PARTS = links.map(partOf);

/** @type {{part:string, preset:string, values:Record<string,number>, seed:number, neighbourhood:number, count:number,
 *  years:number, week:number, person:number, beside:string, text:string, later:Later[],
 *  onward:boolean}} onward: whether a moved slider holds from the week shown on, not from the start */
const now = { part: "start", preset: "simpleland-points", values: {}, seed: 1, neighbourhood: 0, count: 1, years: 2,
  week: 0, person: -1, beside: "", text: "", later: [], onward: false };

/** @type {Preset[]} */
let presets = [];
/** Where the nurse of the first screen lives. @type {Place|null} */
let nurse = null;
/** @type {Film|null} */
let film = null;
/** @type {{says:string, values:number[]}|null} */
let line = null;
/** @type {number[]|null} */
let before = null;
/** The line as it was when the hand was laid on a slider: a drag has many films, and only its ends are compared.
 *  @type {number[]|null} */
let held = null;
/** @type {number[]} */
let marks = [];
/** @type {State} */
let state = "empty";
/** @type {AbortController|null} */
let asked = null;
/** Whether Play was pressed while the film was still on its way. */
let eager = false;
/** Whether Go deeper is opened for its assumptions. */
let assumed = false;
let lastStatus = 0, lastFrame = 0, lintFor = "";

const still = matchMedia("(prefers-reduced-motion: reduce)");
const map = new PeopleMap(the("map"));
const live = new LiveLine(the("line"));

/** Measurements for the tests and for whoever wonders. */
const measured = { answers: /** @type {number[]} */ ([]), frames: 0, first: 0 };
/** @type {any} */ (window).glasshouse = { now, measured, state: () => state, film: () => film, before: () => before, line: () => line, nurse: () => nurse, map, next, STATES };

const preset = () => presets.find((one) => one.id === now.preset) ?? presets[0];
/** @returns {Wish} */
const wish = () => ({ preset: now.preset, values: { ...now.values }, text: now.text, seed: now.seed,
  neighbourhood: now.neighbourhood, count: now.count, years: now.years, later: now.later });
/** The text of a scheme as the catalogue has it. @returns {Wish} */
const asWritten = () => ({ ...wish(), values: {}, later: [] });
const forget = () => { now.values = { ...preset().opens }; now.later = []; };
const home = () => { if (nurse) { now.seed = nurse.seed; now.neighbourhood = nurse.neighbourhood; now.count = 1; } };
const goHome = () => { now.preset = presets[0].id; now.text = ""; forget(); home(); };
/** The number of the nurse in the film shown; -1 where she is not in it. */
const she = () => (film && !now.text ? placeOf(film.head, nurse) : -1);

/** The numbers in force in the week shown, by the week in which they began. */
function inForce(week = now.week) {
  const { head } = film ?? {};
  return now.later.reduce((values, one) => (head && weekOf(head, one.from) <= week ? one.values : values), now.values);
}

/** @param {unknown} error */
function fail(error) {
  if (/** @type {Error} */ (error).name === "AbortError") return;
  the("problem").textContent = /** @type {Error} */ (error).message;
  the("problem").hidden = false;
}

/** Told to those who listen, at most every ten seconds, and always at the end. @param {string} text @param {boolean} [must] */
function tell(text, must = false) {
  the("told").textContent = text;
  if (!must && performance.now() - lastStatus < 10_000) return;
  lastStatus = performance.now();
  the("status").textContent = text;
}

/** @param {Step} event */
function step(event) {
  state = next(state, event);
  the("play").textContent = buttonOf(state);
  the("play").disabled = state === "failed" || state === "empty";
  document.documentElement.dataset.state = state;
}

// ---- the address ---------------------------------------------------------------------------------------------

function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const whole = (/** @type {string} */ name, /** @type {number} */ usual, /** @type {number} */ least, /** @type {number} */ most) => {
    const value = Number.parseInt(given.get(name) ?? "", 10);
    return Number.isInteger(value) ? Math.max(least, Math.min(most, value)) : usual;
  };
  const part = given.get("part") ?? "start";
  now.part = PARTS.includes(part) ? part : "start";
  const known = presets.find((one) => one.id === given.get("preset"));
  if (known) now.preset = known.id;
  if (["preset", "v", "later"].some((name) => given.has(name))) {
    now.values = valuesOf(given.get("v") ?? "");
    now.later = exported ? [] : (given.get("later") ?? "").split(";").map((one) => one.split("=")).filter(([day]) => !Number.isNaN(Date.parse(day)))
      .map(([from, values]) => ({ from, values: valuesOf(values ?? "") }));
  }
  now.onward = !exported && given.get("when") === "week";
  now.seed = whole("seed", now.seed, 0, Number.MAX_SAFE_INTEGER);
  now.neighbourhood = whole("n", now.neighbourhood, 0, 10_000);
  now.count = whole("count", now.count, 1, 10);
  now.years = whole("years", now.years, 1, 3);
  now.week = whole("week", now.week, 0, 200);
  now.person = whole("person", now.person, -1, 20_000);
  now.beside = given.get("beside") ?? now.beside;
}

/** Values as the address has them. @param {string} text */
function valuesOf(text) {
  /** @type {Record<string, number>} */
  const values = {};
  for (const pair of text.split(",")) {
    const [name, value] = pair.split(":");
    const knob = preset().knobs.find((one) => one.id === name);
    const number = Number.parseInt(value, 10);
    if (!knob || !Number.isInteger(number)) continue;
    const held = (knob.stops ?? [Math.max(knob.low, Math.min(knob.high, number))]).reduce((best, stop) => (Math.abs(stop - number) < Math.abs(best - number) ? stop : best));
    if (held !== knob.value) values[name] = held;
  }
  return values;
}

/** @param {Record<string, number>} values */
const told = (values) => Object.entries(values).sort().map(([name, value]) => `${name}:${value}`).join(",");

/** @param {string} [part] */
function address(part = now.part) {
  const given = { part, preset: now.preset, v: told(now.values), later: now.later.map((one) => `${one.from}=${told(one.values)}`).join(";"),
    when: now.onward ? "week" : "", seed: now.seed, n: now.neighbourhood, count: now.count === 1 ? "" : now.count, years: now.years === 2 ? "" : now.years,
    week: now.week || "", person: now.person < 0 ? "" : now.person, beside: now.beside };
  return `#${new URLSearchParams(Object.entries(given).filter(([, value]) => value !== "").map(([name, value]) => [name, String(value)]))}`;
}

function keepAddress() {
  history.replaceState(null, "", address());
  for (const link of links) link.setAttribute("href", address(partOf(link)));
}

/** @param {string} part */
function goTo(part) {
  now.part = part;
  history.pushState(null, "", address());
  show(true);
}

// ---- films ---------------------------------------------------------------------------------------------------

/** @param {boolean} [moved] whether a slider was moved
 *  @param {boolean} [mark] whether that leaves a mark; what changes from a week on, the film itself marks */
async function ask(moved = false, mark = moved) {
  asked?.abort();
  asked = new AbortController();
  const mine = asked, was = state === "playing", began = performance.now();
  step("ask");
  try {
    const come = await askFilm(wish(), mine.signal);
    if (mine !== asked) return;
    measured.answers.push(performance.now() - began);
    marks = !moved ? [] : mark ? [...new Set([...marks, Math.min(now.week, come.head.weeks - 1)])].slice(-8) : marks;
    film = come;
    const drawn = lineOf(film);
    // Lines of different things are not compared.
    before = moved && line?.says === drawn.says ? held ?? line.values : null;
    line = drawn;
    now.week = Math.min(now.week, film.head.weeks - 1);
    if (now.person >= film.head.persons) now.person = -1;
    the("problem").hidden = true;
    step("come");
    if (was || eager) start();
    showFilm();
  } catch (error) {
    if (mine !== asked) return;
    step("fail");
    fail(error);
  }
}

function showFilm() {
  if (!film) return;
  for (const id of ["week", "compare-week"]) the(id).max = String(film.head.weeks - 1);
  the("person").max = String(film.head.persons - 1);
  the("foot").textContent = `${film.head.notice}. Society: ${film.head.society_title}. Nothing here is validated: no result on this page was ever compared with anything.`;
  if (!film.head.persons) fail(new Error("There is nobody in this neighbourhood."));
  show(false);
  measured.first ||= performance.now();
}

// ---- parts ---------------------------------------------------------------------------------------------------

let learning = 0;
/** What takes a second to find out comes when no new film is asked for any more. */
function learn() {
  clearTimeout(learning);
  const mine = film;
  learning = window.setTimeout(async () => {
    if (mine && mine === film && await learnMistaken(mine, wish()).catch(() => false) && mine === film) show(false);
  }, 1000);
}

/** @param {boolean} focus */
function show(focus) {
  if (now.part !== "town" && state === "playing") pause();
  for (const part of PARTS) the(part).hidden = part !== now.part;
  // What happens in the film is read aloud everywhere, and stands to be seen beside the film alone.
  the("told").hidden = now.part !== "town";
  for (const link of links) {
    link.removeAttribute("aria-current");
    if (partOf(link) !== now.part) continue;
    link.setAttribute("aria-current", "page");
    document.title = `${link.textContent} - Glasshouse`;
  }
  keepAddress();
  if (now.part === "start") showFirst();
  if (now.part === "town") showTown();
  if (["town", "board"].includes(now.part)) learn();
  if (now.part === "life") showLife();
  if (now.part === "board") showBoard();
  if (now.part === "compare") comparison.show(film, wish(), presets, now, she(), keepAddress, fail).catch(fail);
  if (now.part === "lint") showLint();
  if (now.part === "deeper" && film) the("deeper-body").replaceChildren(...deeperPage(film, wish(), movedSaid(), (changes) => { Object.assign(now, changes); marks = []; ask(); }));
  if (now.part === "deeper" && film) tellBehind(wish()).then(() => {
    const place = /** @type {HTMLDetailsElement|null} */ (the("behind")?.lastElementChild);
    if (!assumed || !place) return;
    assumed = false;
    place.open = true;
    place.scrollIntoView();
  }).catch(fail);
  if (focus) { the("main").focus({ preventScroll: true }); scrollTo(0, 0); }
}

function showFirst() {
  const ours = now.preset === "simpleland-points" && !now.text, values = ours ? now.values : presets[0].opens;
  const [cost, limit, red, lapse] = ["protest", "limit", "red", "lapse"].map((id) => values[id] ?? presets[0].knobs.find((knob) => knob.id === id)?.value ?? { limit: 90, red: 5, lapse: 24 }[id] ?? 0);
  const knob = presets[0].knobs[0], written = knob.value;
  for (const id of ["first-slider", "first-number"]) write(the(id), knob, cost);
  if (knob.stops) note("first-note", `This saved page holds the films for ${listed(knob.stops)} points; the slider stops at these.`);
  the("first-limit").textContent = String(limit);
  the("first-seen").hidden = !cost;
  const left = 100 - cost, answer = the("first-answer");
  answer.classList.toggle("no", left < limit);
  const later = ours ? laterOf(now, preset().knobs) : [];
  answer.textContent = (later.length ? "By the rules of the first day: " : "") + (!cost
    ? kept("rule-gone").textContent
    : left < limit
    ? `At ${cost} points she stands at ${left}. She is refused the ticket, and every train, until the points come back after ${lapse === 24 ? "two years" : plural(lapse, "month", "months")}.`
    : left - red < limit
      ? `At ${cost} points she stands at ${left}. She may fly, just. One crossing on red more (${red} points), and she may not.`
      : `At ${cost} points she stands at ${left}. She may fly.`) + later.map(([day, what]) => ` From ${day} on: ${what}.`).join("");
the("first-book").textContent = cost === written ? "(as its rule book says)" : `(its rule book says ${written}${cost === presets[0].opens.protest && left < limit && 100 - written >= limit ? `; at ${written} the rule stops hardly anybody, so the page opens at ${cost}` : ""})`;
  const i = ours ? she() : -1;
  the("first-her").replaceChildren(...(film && i >= 0 ? tellNurse(film, i, lapse) : film && !ours ? [make("strong", {}, kept("other-film"), film.head.called)] : []));
  the("first-home").hidden = !film || i >= 0 || !nurse;
  const went = film && ours ? film.head.counts["hits:protest"] ?? [] : [];
  const whose = i >= 0 ? i : went[0]?.[0] ?? -1;
  the("first-life").hidden = whose < 0;
  the("first-life").textContent = i >= 0 ? "Follow her life, day by day" : "Follow somebody who was written down at a protest";
  the("first-life").onclick = () => openLife(whose);
  the("first-play").textContent = i >= 0 ? "Play: watch her neighbourhood" : "Play: watch a neighbourhood";
  if (ours && film) tellWorld(); else if (!ours) layWorld();
}

/** Which sliders do not stand at the scheme's own numbers, and what these are. */
const movedSaid = () => rulesOf(now, preset().knobs, movedIn(now), true);

let counting = 0, worldOf = "";
/** What happens to all who join a protest; asked for when the hand is off the slider. */
function tellWorld() {
  const asked = { ...wish(), neighbourhood: 0, count: 1 }, key = JSON.stringify(asked);
  if (key === worldOf || now.part !== "start") return;
  layWorld("The whole of Simpleland is being counted \u2026");
  worldOf = key;
  clearTimeout(counting);
  counting = window.setTimeout(async () => {
    try {
      const told = await askProtest(asked);
      if (key !== worldOf || !told) return;
      the("first-others").replaceChildren(...answerOf(told));
      the("first-others").style.minHeight = "";
      the("first-example").textContent = she() >= 0 ? told.example : "";
      the("first-sure").replaceChildren(...saysOfWorld(told, rulesOf(now, preset().knobs, ["protest", ...movedIn(now)], true), () => { assumed = true; goTo("deeper"); }));
      the("first-how").hidden = !told.says.length;
    } catch (error) {
      if (key === worldOf) { layWorld(); fail(error); }
    }
  }, 400);
}

/** Nothing is told of the world, but this. @param {string} [text] */
function layWorld(text = "") {
  worldOf = "";
  // As tall as the answer that goes, so that the slider below does not leave the hand.
  if (text) the("first-others").style.minHeight = `${the("first-others").offsetHeight}px`;
  for (const id of ["first-others", "first-example", "first-sure"]) the(id).textContent = id === "first-example" ? "" : text;
  the("first-others").hidden = the("first-how").hidden = !text;
}

function showTown() {
  showControls();
  if (!film) return;
  map.show(film, now.week, now.person >= 0 ? now.person : she());
  const shownHere = map.end - map.first;
  the("map-part").textContent = shownHere < film.head.persons ? `This narrow screen shows one street: ${shownHere} of ${film.head.persons} people. The numbers are of all.` : "";
  tellMarks([film.head], the("legend"));
  if (she() >= 0) the("legend").append(make("li", {}, make("span", { class: "ring" }), "the nurse"));
  const says = line?.says ?? "";
  live.show(film.head, says, line?.values ?? [], before, marks);
  the("line-says").textContent = `${says.charAt(0).toUpperCase()}${says.slice(1)}, of the ${grouped(film.head.persons)} who live here.` +
    (Math.max(0, ...(line?.values ?? [])) < 20 ? " Fewer than twenty are too few to say how usual it is." : "");
  const same = before?.length === line?.values.length && before?.every((value, week) => value === line?.values[week]);
  the("line-note").textContent = !before ? "" : same ? "Nothing came of the last change here: the line is the same as before." : `Dotted: before the last change; ${now.later.length ? "up to the dashed line both are the same." : "the mark shows where you stood."}`;
  the("amended").replaceChildren(...(film.head.amended ?? []).map((day) => make("option", { value: film ? weekOf(film.head, day) : 0 })));
  the("finders").replaceChildren(...finders());
  showWeek();
}

function showWeek() {
  if (!film) return;
  const changed = map.go(now.week);
  measured.frames++;
  const day = written(dayOf(film.head, now.week));
  the("week").value = String(now.week);
  the("week").setAttribute("aria-valuetext", day);
  the("date").textContent = day;
  live.go(now.week);
  if (shown !== inForce()) showControls(); else showWhen();
  const count = countWeek(film, now.week);
  /** @type {[string, number, boolean][]} */
  const rows = [["People covered", count.covered, false],
    ...film.head.bands.map((id, band) => /** @type {[string, number, boolean]} */ ([`in band ${id}`, count.bands[band], false])).reverse()];
  if (blacklists(film.head).length) rows.push([onList(film.head), count.listed, true], ["wrongly on it", count.wrongly, true]);
  rows.push(["Under a restriction", count.burdened, true]);
  if (film.head.mistaken?.length) rows.push(["Written down at a protest, never there", count.mistaken, true]);
  if (film.head.means) rows.push(["Strained: refused work or credit", count.strained, true], ["insolvent: refused again", count.insolvent, true]);
  rows.push(["People refused so far", count.refused, true], ["Requests refused so far", count.refusals, true]);
  const list = the("counters");
  if (list.childElementCount !== rows.length * 2) list.replaceChildren(...rows.flatMap(() => [make("dt"), make("dd")]));
  rows.forEach(([name, value, harm], i) => {
    const dt = list.children[2 * i], dd = list.children[2 * i + 1], text = grouped(value);
    if (dt.textContent !== name) dt.textContent = name;
    if (dd.textContent !== text) dd.textContent = text;
    dd.classList.toggle("harm", harm && value > 0);
  });
  the("map").setAttribute("aria-label", `${film.head.notice}. ${day}. ${map.describe()}`);
  showHere();
  return changed;
}

/** What being on a blacklist is called. @param {Head} head */
function onList(head) {
  const black = blacklists(head);
  return black.length === 1 && black[0].title ? `On ${black[0].title}` : "On a blacklist";
}

function showHere() {
  const who = she();
  for (const [id, person] of /** @type {[string, number][]} */ ([["here", now.person], ["nurse", who]])) {
    const ring = the(id);
    ring.hidden = !map.shows(person) || (id === "here" && person === who);
    if (ring.hidden) continue;
    const size = Math.max(id === "nurse" ? 20 : 14, map.pitch * 1.25);
    Object.assign(ring.style, { width: `${size}px`, height: `${size}px`, left: `${map.x[person] - size / 2}px`, top: `${map.y[person] - size / 2}px` });
  }
}

function showControls() {
  const select = the("preset");
  if (!select.childElementCount) for (const one of presets) select.append(make("option", { value: one.id }, one.called));
  select.value = now.preset;
  const head = film && !now.text && film.head.scheme === now.preset ? `${film.head.called}, from ${written(film.head.start)}. ` : "";
  the("preset-tells").textContent = now.text ? film?.head.changed ? "The text changed in the part Text and law." : "The text as it stands in the part Text and law." : head + preset().tells;
  the("as-written").hidden = !preset().knobs.length && !now.text;
  const knobs = the("knobs"), wanted = now.text ? "" : preset().id;
  if (knobs.dataset.of !== wanted) {
    knobs.dataset.of = wanted;
    knobs.replaceChildren(...(now.text ? [] : preset().knobs).map((knob) => {
      const range = make("input", { type: "range", id: `knob-${knob.id}`, min: knob.low, max: knob.high, step: knob.step });
      const number = make("input", { type: "number", id: `number-${knob.id}`, min: knob.low, max: knob.high, step: knob.step, "aria-label": `${knob.label}, ${knob.unit}` });
      const inputs = knob.stops ? stopping(/** @type {HTMLInputElement} */ (range), number, knob.stops) : [range, number];
      for (const input of inputs) wire(/** @type {HTMLInputElement} */ (input), knob, `note-${knob.id}`);
      return make("div", { class: "knob" }, make("label", { for: `knob-${knob.id}` }, knob.label),
        make("div", { class: "row" }, ...inputs, make("span", {}, knob.unit)),
        make("p", { class: "note", id: `note-${knob.id}`, role: "status", hidden: !knob.stops }, knob.stops ? `This saved page holds ${listed(knob.stops)}.` : ""),
        make("details", { class: "based" }, make("summary", { "aria-label": `What is this based on? ${knob.label}` }, "What is this based on?"),
          aside(`${preset().invented ? "It is invented. " : ""}The text says ${knob.value} ${knob.unit}. `,
            link("Its line in the text", () => { lintFor = knob.rule; goTo("lint"); }))));
    }));
  }
  shown = inForce();
  for (const knob of now.text ? [] : preset().knobs) {
    const value = shown[knob.id] ?? knob.value;
    for (const id of [`knob-${knob.id}`, `number-${knob.id}`]) write(the(id), knob, value);
  }
  the("when").hidden = exported || !preset().knobs.length || !!now.text;
  the(now.onward ? "when-week" : "when-start").checked = true;
  the("later").replaceChildren(...laterOf(now, preset().knobs).map(([day, what]) => make("li", {}, make("strong", {}, `From ${day} on: `), what, ".")));
  the("later").hidden = !now.later.length;
  showWhen();
}

/** What a moved slider would do in the week shown. */
function showWhen() {
  const day = film ? written(beginOf(film.head, now.week)) : "";
  the("when-date").textContent = day ? `(${day})` : "";
  the("knobs-note").textContent = now.text ? "Its numbers are those of the text."
    : !preset().knobs.length ? kept("no-knobs").textContent
    : now.onward && now.week > 0
      ? `A moved slider amends the scheme from ${day} on: all weeks before stay as they were, and the same people, with the same luck, live on under the new number.`
      : kept("new-film").textContent;
}

/** The end of a film, with how many it is of and over how long. @param {Film} film */
function atTheEnd({ head }) {
  const refused = film && head.persons ? countWeek(film, head.weeks - 1).refused : 0;
  return `From ${written(head.start)} to ${written(dayOf(head, head.weeks - 1))}, ${ofPeople(refused, head.persons)} refused something.`;
}

let waiting = 0;
/** The week shown when the hand was laid on a slider; -1 while none is moved. */
let dated = -1;
/** @type {Record<string, number>|null} */
let shown = null;

const listed = (/** @type {number[]} */ some) => `${some.slice(0, -1).join(", ")} and ${some.at(-1)}`;

/** What a slider does, or the box beside it, while a hand moves it and when the hand lets go.
 *  @param {HTMLInputElement} input @param {Knob} knob @param {string} place @param {boolean} [first] of the first screen, which is Simpleland's */
function wire(input, knob, place, first = false) {
  input.addEventListener("input", () => {
    if (first && now.preset !== presets[0].id) goHome();
    if (first) now.text = "";
    if (dated < 0) { dated = first ? 0 : now.week; held = line?.values ?? null; }
    setKnob(knob, read(input, knob), dated, !first && now.onward);
  });
  input.addEventListener("change", () => { dated = -1; hold(input, knob, inForce(), place); });
}

/** @param {string} id @param {string} text */
function note(id, text) {
  if (the(id).textContent !== text) the(id).textContent = text;
  the(id).hidden = !text;
}

/** Of a page with films made beforehand: a slider that goes from one of them to the next, and a list in the place of the box.
 *  @param {HTMLInputElement} range @param {HTMLElement} number @param {number[]} stops */
function stopping(range, number, stops) {
  const list = make("select", { id: number.id, "aria-label": number.getAttribute("aria-label") }, ...stops.map((stop) => make("option", { value: stop }, String(stop))));
  Object.assign(range, { min: "0", max: String(stops.length - 1), step: "1" });
  return [range, list];
}

/** @param {HTMLInputElement} input @param {Knob} knob */
function read(input, knob) {
  const value = Number(input.value || NaN);
  return knob.stops && input.type === "range" ? knob.stops[value] : value;
}

/** @param {HTMLInputElement} input @param {Knob} knob @param {number} value */
function write(input, knob, value) {
  if (input.type !== "number" || input !== document.activeElement) input.value = String(knob.stops && input.type === "range" ? knob.stops.indexOf(value) : value);
  if (input.type !== "select-one") input.setAttribute("aria-valuetext", `${value} ${knob.unit}`);
}

/** A number that cannot be is put back, and the page says so.
 *  @param {HTMLInputElement} input @param {Knob} knob @param {Record<string, number>} values @param {string} place */
function hold(input, knob, values, place) {
  if (knob.stops) return;
  const used = values[knob.id] ?? knob.value, wrong = read(input, knob) !== used, given = input.value;
  if (wrong) input.value = String(used);
  note(place, wrong ? `${given || "Nothing"} is no number from ${knob.low} to ${knob.high}: the page stays at ${used} ${knob.unit}.` : "");
}

/** A number moved in a week: it holds from that week on, or from the start, which takes back what was changed later.
 *  @param {Knob} knob @param {number} value @param {number} week @param {boolean} onward */
function setKnob(knob, value, week, onward) {
  if (!Number.isInteger(value) || value < knob.low || value > knob.high) return;
  const dawn = onward && week > 0 && film ? beginOf(film.head, week) : "";
  const values = { ...inForce(week) };
  if (value === knob.value) delete values[knob.id]; else values[knob.id] = value;
  const earlier = now.later.filter((one) => one.from < dawn);
  if (dawn) now.later = told(values) === told((earlier.at(-1) ?? now).values) ? earlier : [...earlier, { from: dawn, values }];
  else [now.values, now.later] = [values, []];
  if (now.part === "start") showFirst(); else showControls();
  keepAddress();
  clearTimeout(waiting);
  waiting = window.setTimeout(() => ask(true, !dawn).then(() => {
    if (film && state !== "failed") tell(`${knob.label} ${value} ${knob.unit}${dawn ? ` from ${written(dawn)} on` : ""}. ${atTheEnd(film)}`, true);
  }), 60);
}

/** What leads to somebody, each a line. */
function finders() {
  if (!film) return [];
  const at = (film.head.weeks - 1) * film.head.persons;
  const ever = (/** @type {number} */ bit) => (/** @type {number} */ i) => {
    for (let w = 0; film && w < film.head.weeks; w++) if (film.flags[w * film.head.persons + i] & bit) return true;
    return false;
  };
  const { head } = film, black = blacklists(head).length, i = she();
  const work = head.works?.titles.indexOf("nurse") ?? -1;
  /** What leads to somebody, whom, and what is said where there is nobody. @type {[string, (i:number)=>boolean|number, string][]} */
  const kinds = [["refused something", (i) => film ? film.refused[at + i] : 0, "Nobody here was refused anything."]];
  if (black) kinds.push([`ever ${onList(head).toLowerCase()}`, ever(LISTED), `Nobody here was ever ${onList(head).toLowerCase()}.`],
    ["wrongly on it", ever(WRONGLY), "Nobody here was on it by mistake."],
    ["put on it by a record of what they could not help", (i) => film ? countOf(film, "unable", i) : 0, "Nobody here was put on it by a record of what they could not help; of several records the last counts."]);
  if (head.means) kinds.push(["ever insolvent", ever(INSOLVENT), "Nobody here was ever insolvent by it."]);
  if (head.rules.some((rule) => rule.id === "protest")) kinds.push(["written down at a protest", (i) => film ? countOf(film, "hits:protest", i) : 0, "Nobody here was written down at a protest."]);
  if (head.mistaken?.length) kinds.push(["written down at a protest, never there", (i) => film ? mistakes(film, head.weeks, i).length : 0, ""]);
  if (work >= 0) kinds.push(["who is a nurse", (i) => film?.head.works?.of[i] === work, "Nobody here is a nurse."]);
  const her = i >= 0 ? [make("li", {}, link("The nurse of the first screen", () => openLife(i)))] : [];
  return [...her, ...kinds.map(([name, is, none]) => {
    const found = all(head.persons).filter((i) => is(i));
    if (!found.length) return make("li", { class: "note" }, none);
    return make("li", {}, link(`Somebody ${name} (${found.length})`, () => openLife(found.find((i) => i > now.person) ?? found[0])));
  })];
}

/** @param {number} person */
function openLife(person) {
  now.person = person;
  goTo("life");
}

/** @param {HTMLInputElement} input */
function openNumber(input) {
  const person = Number.parseInt(input.value, 10);
  if (film && person >= 0 && person < film.head.persons) openLife(person);
}

function showLife() {
  if (!film) return;
  if (now.person < 0 && she() >= 0) { now.person = she(); keepAddress(); }
  if (now.person < 0) {
    the("life-body").replaceChildren(kept("nobody"), chooser());
    return;
  }
  the("life-body").replaceChildren(...lifePage(film, now.person, openLife, now.person === she() ? "The nurse, person" : undefined), make("h2", {}, "Somebody else"), chooser());
  drawArms(the("arms"), film, now.person, null);
  tellStory();
}

/** @type {AbortController|null} */
let telling = null;
async function tellStory() {
  if (!film) return;
  telling?.abort();
  telling = new AbortController();
  const mine = telling, place = the("story-place"), { neighbourhood, person } = addressOf(film.head, now.person);
  place.replaceChildren(kept("living"));
  try {
    const story = await askLife({ ...wish(), neighbourhood }, person, mine.signal);
    if (mine !== telling) return;
    place.replaceChildren(...(story ? [storyList(story)] : []));
    if (story) drawArms(the("arms"), film, now.person, story);
    const undone = story?.events.filter((event) => event.happening === "not-done").length ?? 0;
    the("undone").textContent = undone ? `${plural(undone, "act is", "acts are")} done here that the scheme keeps this person from: see \u201cNot done\u201d below.` : "";
  } catch (error) {
    if (/** @type {Error} */ (error).name === "AbortError") return;
    place.replaceChildren(aside(`The day-by-day story cannot be told: ${/** @type {Error} */ (error).message}`));
  }
}

function chooser() {
  const input = /** @type {HTMLInputElement} */ (make("input", { type: "number", id: "life-person", min: 0, max: (film?.head.persons ?? 1) - 1, value: Math.max(0, now.person) }));
  return make("div", {}, make("ul", { class: "plain" }, ...finders().filter((one) => one.firstElementChild)),
    make("p", {}, make("label", { for: "life-person" }, "By number "), input, " ", make("button", { type: "button", onclick: () => openNumber(input) }, "Open")));
}

function showBoard() {
  if (!film) return;
  const last = now.week || film.head.weeks - 1;
  the("board-body").replaceChildren(...boardPage(film, last, the("board-switch").checked, openLife, she()));
  the("board-title").textContent = `Notice board, ${written(dayOf(film.head, last))}`;
}

/** Numbers come after the findings: they take a run. @param {Wish} asked @param {string} key */
async function tellMeasured(asked, key) {
  if (exported) return;
  const closing = the("lint-closing"), words = closing.textContent;
  closing.textContent = `${words} A run is under way to put numbers beside the findings.`;
  try {
    const answer = await askMeasured({ ...asked, years: 1, count: 1 });
    if (the("text").dataset.of === key) findingsPage(answer, the("text"));
  } catch (error) {
    closing.textContent = `${words} These rules cannot be run to measure them: ${/** @type {Error} */ (error).message}`;
  }
}

async function showLint() {
  const key = JSON.stringify([now.preset, now.values, now.text]);
  const area = the("text"), moved = movedSaid();
  the("lint-of").textContent = now.text ? `This is the text of the film${film?.head.changed ? ", as it was changed" : ""}, and the numbers are measured of it.` : moved ? `${kept("own-text").textContent}${moved}.` : "";
  if (area.dataset.of !== key) {
    try {
      const answer = await askLint(asWritten());
      area.dataset.of = key;
      if (!now.text) area.value = answer.text;
      findingsPage(answer, area);
      tellMeasured(asWritten(), key);
    } catch (error) { fail(error); return; }
  }
  if (lintFor) {
    const [kind, id] = lintFor.replace("score.", "").split(".");
    lintFor = "";
    const at = area.value.indexOf(`id: ${id}`, Math.max(0, area.value.indexOf(`${kind}:`)));
    if (at >= 0) { area.focus(); area.setSelectionRange(at, area.value.indexOf("\n", at)); area.scrollTop = (area.value.slice(0, at).split("\n").length - 4) * 19; }
  }
}

// ---- the player ----------------------------------------------------------------------------------------------

function start() {
  eager = !film || state === "loading";
  if (!film || eager) return;
  if (state === "ended" || now.week >= film.head.weeks - 1) now.week = 0;
  step("play");
  if (innerWidth <= 720 || the("frame").getBoundingClientRect().top < 0) the("frame").scrollIntoView({ block: "start" });
  showWeek();
  lastFrame = 0;
  requestAnimationFrame(frame);
}

function pause() {
  step("pause");
  keepAddress();
}

/** @param {number} refused */
function tellWeek(refused) {
  if (film) tell(`${written(dayOf(film.head, now.week))}: ${ofPeople(refused, film.head.persons)} refused something so far.`);
}

/** @param {number} time */
function frame(time) {
  if (state !== "playing" || !film) return;
  const speed = still.matches ? 1 : Number(the("speed").value);
  if (!lastFrame) lastFrame = time;
  const weeks = Math.floor(((time - lastFrame) / 1000) * speed);
  if (weeks >= 1) {
    lastFrame += (weeks / speed) * 1000;
    now.week = Math.min(film.head.weeks - 1, now.week + weeks);
    showWeek();
    const count = countWeek(film, now.week);
    tellWeek(count.refused);
    if (now.week >= film.head.weeks - 1) {
      step("end");
      tell(`The film is over. ${atTheEnd(film)} ${plural(count.refusals, "refusal", "refusals")} in all.`, true);
      keepAddress();
      return;
    }
  }
  requestAnimationFrame(frame);
}

function playOrPause() {
  if (state === "playing") pause(); else start();
}

// ---- what is pressed -----------------------------------------------------------------------------------------

/** @param {string} id @param {string} kind @param {(event:any)=>void} then */
const on = (id, kind, then) => the(id).addEventListener(kind, then);

function listen() {
  on("parts", "click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    goTo(partOf(link));
  });
  addEventListener("popstate", () => { const was = JSON.stringify(wish()); readAddress(); if (JSON.stringify(wish()) !== was) ask(); else show(false); });
  for (const id of ["first-slider", "first-number"]) wire(the(id), presets[0].knobs[0], "first-note", true);
  on("first-home", "click", () => { now.person = -1; goHome(); ask(); });
  on("first-play", "click", () => { now.week = 0; if (she() >= 0) now.person = she(); goTo("town"); the("play").focus({ preventScroll: true }); if (state !== "playing") start(); });
  on("play", "click", playOrPause);
  on("week", "input", () => { now.week = Number(the("week").value); step("seek"); lastFrame = 0; showWeek(); if (film) tellWeek(countWeek(film, now.week).refused); if (state !== "playing") keepAddress(); });
  on("again", "click", () => { now.week = 0; marks = []; before = null; if (state === "playing") pause(); step("seek"); showTown(); keepAddress(); });
  on("as-written", "click", () => { held = line?.values ?? null; now.values = {}; now.later = []; now.text = ""; showControls(); ask(true); });
  for (const id of ["when-start", "when-week"]) on(id, "change", () => { now.onward = the("when-week").checked; showWhen(); keepAddress(); });
  on("preset", "change", () => { now.preset = the("preset").value; forget(); now.text = ""; now.week = 0; now.person = -1; line = null; ask(); });
  on("controls", "submit", (event) => event.preventDefault());
  on("open-person", "click", () => openNumber(the("person")));
  on("map", "click", (event) => { const p = map.at(event.clientX, event.clientY); if (p >= 0) openLife(p); });
  on("map", "keydown", (event) => {
    if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      now.person = now.person < 0 ? 0 : map.beside(now.person, event.key);
      showHere();
      if (film) { const at = now.week * film.head.persons + now.person;
        tell(`${now.person === she() ? "The nurse, person" : "Person"} ${now.person}, ${film.head.age[now.person]} years` + (film.head.scored ? `, ${film.score[at]} points` : "") + (film.flags[at] & LISTED ? ", on a list" : "") + (film.flags[at] & INSOLVENT ? ", insolvent" : film.flags[at] & STRAINED ? ", strained" : "") + (film.flags[at] & GONE ? ", gone" : "") + ".", true); }
    } else if (event.key === "Enter" && now.person >= 0) { event.preventDefault(); openLife(now.person); }
  });
  on("board-switch", "change", showBoard);
  on("check", "click", async () => {
    try {
      the("problem").hidden = true;
      const answer = await askLint({ ...asWritten(), text: the("text").value });
      findingsPage(answer, the("text"));
      the("lint-of").textContent = answer.changed ? "The findings are of the text below, as it was changed." : "";
      const key = the("text").dataset.of = the("text").value;
      tellMeasured({ ...asWritten(), text: key }, key);
      tell(`${plural(answer.findings.length, "finding", "findings")}. ${answer.closing}`, true);
    } catch (error) {
      // The findings of an older text would be taken for those of this one.
      findingsPage({ findings: [], closing: "", covers: "", counted: "", text: "" }, the("text"));
      the("findings-title").textContent = "Not checked: the text cannot be read";
      the("text").dataset.of = "";
      fail(error);
    }
  });
  on("watch", "click", () => { now.text = the("text").value; [now.values, now.later] = [{}, []]; marks = []; now.week = 0;
    the("text").dataset.of = JSON.stringify([now.preset, now.values, now.text]);
    ask(true).then(() => { if (state !== "failed") goTo("town"); }); });
  let resizing = 0;
  addEventListener("resize", () => { clearTimeout(resizing); resizing = window.setTimeout(() => { if (now.part === "town") showTown(); if (now.part === "compare") show(false); }, 120); });
}

async function begin() {
  try {
    ({ presets, nurse } = await askOffers());
    forget();
    home();
    const { stops } = presets[0].knobs[0];
    if (stops) the("first-number").replaceWith(stopping(the("first-slider"), the("first-number"), stops)[1]);
    listen();
  } catch (error) { fail(new Error("Glasshouse does not answer. Start it again: glasshouse serve")); return; }
  document.documentElement.dataset.exported = String(exported);
  readAddress();
  const come = ask();
  show(false);
  await come;
  document.documentElement.dataset.ready = "yes";
}

begin();
