// @ts-check
// One life drawn twice on the same days: with the scheme, and below it without.
/** @import { Film, Row, Story } from "../page" */
import { all, BURDENED, COVERED, dayOf, INSOLVENT, LISTED, STRAINED, written, WRONGLY } from "./film.js";
import { dates, svg } from "./line.js";
import { make, plural } from "./write.js";

const LANE = 24, DAY = 86_400_000;

/** Weeks from and to which somebody has a flag. @param {Film} film @param {number} person @param {number} bit @returns {[number, number][]} */
function spansOf(film, person, bit) {
  /** @type {[number, number][]} */
  const spans = [];
  for (let week = 0; week < film.head.weeks; week++) {
    if (!(film.flags[week * film.head.persons + person] & bit)) continue;
    const last = spans.at(-1);
    if (last?.[1] === week) last[1]++; else spans.push([week, week + 1]);
  }
  return spans;
}

/** What there is to draw of each arm, from top to bottom. @param {Film} film @param {number} person @param {Story|null} story @returns {[Row[], Row[]]} */
export function rowsOf(film, person, story) {
  const { head } = film, n = head.persons, first = Date.parse(head.start);
  const weeks = all(head.weeks);
  const daysOf = (/** @type {string} */ happening) => (story?.events ?? []).filter((event) => event.happening === happening).map((event) => (Date.parse(event.date) - first) / DAY);
  const spell = (/** @type {string} */ title, /** @type {string} */ words, /** @type {number} */ bit) => {
    const spans = spansOf(film, person, bit), many = spans.reduce((sum, [from, to]) => sum + to - from, 0);
    return { title, spans, says: many ? `${words} in ${plural(many, "week", "weeks")}, first in that to ${written(dayOf(head, spans[0][0]))}` : "" };
  };
  /** @type {Row[]} */
  const rows = [];
  const points = weeks.map((week) => (film.flags[week * n + person] & COVERED ? film.score[week * n + person] : NaN));
  const known = points.filter((value) => !Number.isNaN(value));
  if (head.scored && known.length) rows.push({ title: "points", points, says: `points from ${known[0]} to ${known.at(-1)}` });
  const means = head.means ? [spell("strained", "strained", STRAINED), spell("insolvent", "insolvent", INSOLVENT)] : [];
  rows.push(...[spell("listed", "on a list", LISTED), spell("wrongly", "wrongly on it", WRONGLY), spell("restricted", "under a restriction", BURDENED), ...means].filter(({ spans }) => spans.length));
  const film_days = weeks.filter((week) => film.refused[week * n + person] > (week ? film.refused[(week - 1) * n + person] : 0)).map((week) => 7 * week + 3);
  const refused = film.refused[(head.weeks - 1) * n + person];
  rows.push({ title: "refused", days: story ? daysOf("refused") : film_days, says: refused ? `refused ${plural(refused, "request", "requests")}` : "refused nothing" });
  /** @type {Row[]} */
  const without = [{ title: "refused", days: [], says: "refused nothing by any scheme" }];
  if (story) {
    const done = daysOf("act"), undone = daysOf("not-done");
    rows.push({ title: "done", days: done, says: `${plural(done.length, "act", "acts")} that the rules count and somebody saw` });
    without.push({ title: "done", days: done, undone, says: `the same ${plural(done.length, "act", "acts")}${undone.length ? `, and ${undone.length} more` : ""}` });
  }
  return [rows, without];
}

/** @param {HTMLElement} place @param {Film} film @param {number} person @param {Story|null} story what the film does not tell: acts, and exact days */
export function drawArms(place, film, person, story) {
  const { head } = film, [rows, without] = rowsOf(film, person, story);
  const W = Math.min(900, Math.max(280, place.clientWidth || 640)), narrow = W < 480, LEFT = 78, RIGHT = narrow ? 34 : 44;
  const days = 7 * head.weeks, x = (/** @type {number} */ day) => LEFT + ((W - LEFT - RIGHT) * day) / days;
  const said = (/** @type {Row[]} */ all) => all.map((row) => row.says).filter(Boolean).join("; ");
  const words = `With the scheme: ${said(rows)}. Without it: ${said(without)}.`;
  const H = LANE * (rows.length + without.length + 3) + 12;
  const root = svg("svg", { viewBox: `0 0 ${W} ${H}`, class: "arms", role: "img", "aria-label": `The same life twice, from ${written(head.start)} to ${written(dayOf(head, head.weeks - 1))}. ${words}` });
  const acts = rows.find((row) => row.title === "done")?.days ?? [];
  // What holds at a week's end begins with the act of that week, where one is told: no step comes before its cause.
  const begins = (/** @type {number} */ week) => { const day = acts.find((one) => one >= 7 * week && one < 7 * week + 7); return x(day === undefined ? 7 * week : day + 0.5); };
  let y = 4;
  for (const [title, all] of /** @type {[string, Row[]][]} */ ([["With the scheme", rows], ["The same life without it", without]])) {
    root.append(svg("text", { class: "arm", x: 0, y: y + 17 }, title));
    y += LANE;
    for (const row of all) {
      const middle = y + LANE / 2;
      root.append(svg("text", { x: 0, y: middle + 4 }, row.title), svg("line", { class: "axis", x1: LEFT, x2: W - RIGHT, y1: middle, y2: middle, "stroke-width": 0.5 }));
      if (row.points) drawPoints(root, row.points, x, begins, y);
      for (const [from, to] of row.spans ?? []) root.append(svg("rect", { class: "spell", x: begins(from), width: Math.max(2, x(7 * to) - begins(from)), y: middle - 5, height: 10 }));
      for (const day of row.days ?? []) {
        const at = x(day + 0.5);
        root.append(row.title === "refused" ? svg("path", { class: "no", d: `M${at - 4} ${middle - 4}l8 8m0 -8l-8 8` }) : svg("circle", { class: "did", cx: at, cy: middle, r: 3 }));
      }
      for (const day of row.undone ?? []) root.append(svg("circle", { class: "more", cx: x(day + 0.5), cy: middle, r: 4.5 }));
      if (row.title === "refused" && !row.days?.length) root.append(svg("text", { x: LEFT + 4, y: middle - 5, class: "faint" }, "nothing"));
      y += LANE;
    }
    y += 6;
  }
  dates(root, H - 6, narrow, days - 1, x, (day) => dayOf(head, Math.floor(day / 7)));
  const marks = ["Bars: weeks at whose end it holds.", rows.some((row) => row.title === "refused" && row.days?.length) ? "Crosses: requests refused." : "",
    story ? "Dots: acts that the rules count and somebody saw." : "", without.some((row) => row.undone?.length) ? "Rings: acts that the scheme keeps this person from." : ""];
  place.replaceChildren(root, make("figcaption", {}, marks.filter(Boolean).join(" ")));
}

/** @param {Element} root @param {number[]} points @param {(day:number)=>number} x @param {(week:number)=>number} begins @param {number} y */
function drawPoints(root, points, x, begins, y) {
  const known = points.filter((value) => !Number.isNaN(value)), low = Math.min(...known), high = Math.max(...known);
  const at = (/** @type {number} */ value) => (high === low ? y + LANE / 2 : y + 4 + ((LANE - 8) * (high - value)) / (high - low));
  let path = "", pen = "M";
  points.forEach((value, week) => {
    if (Number.isNaN(value)) { pen = "M"; return; }
    const from = pen === "L" && points[week - 1] !== value ? begins(week) : x(7 * week);
    path += `${pen === "L" ? `H${from.toFixed(1)}V` : `M${from.toFixed(1)} `}${at(value).toFixed(1)}H${x(7 * week + 7).toFixed(1)}`;
    pen = "L";
  });
  root.append(svg("path", { class: "score", d: path }));
  const first = points.findIndex((value) => !Number.isNaN(value)), end = points.findLastIndex((value) => !Number.isNaN(value));
  root.append(svg("text", { x: x(7 * first) - 4, y: at(points[first]) + 4, "text-anchor": "end" }, String(points[first])));
  root.append(svg("text", { x: x(7 * end + 7) + 5, y: at(points[end]) + 4 }, String(points[end])));
}
