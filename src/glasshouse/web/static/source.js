// @ts-check
// Where films come from: the server on this machine, or the files of an exported page.
/** @import { Film, Place, Preset, Story, Wish, World } from "../page" */
import { unpack } from "./film.js";

/** @type {any} */
const kept = /** @type {any} */ (window).glasshouseExport ?? null;

export const exported = kept !== null;

export class Refused extends Error {
  /** @param {{what:string, why?:string|null, remedy?:string|null, line?:number|null}[]} problems */
  constructor(problems) {
    super(problems.map((problem) => [problem.what, problem.why, problem.remedy].filter(Boolean).join("\n    ")).join("\n"));
    this.problems = problems;
  }
}

/** @param {string} path @param {unknown} body @param {AbortSignal} [signal] */
async function ask(path, body, signal) {
  let answer;
  try {
    answer = await fetch(path, { method: "POST", headers: { "content-type": "application/json" },
      body: JSON.stringify(body), signal });
  } catch (error) {
    if (/** @type {Error} */ (error).name === "AbortError") throw error;
    throw new Refused([{ what: "Glasshouse does not answer.", why: "The program behind this page has stopped.",
      remedy: "Start it again: glasshouse serve" }]);
  }
  if (!answer.ok) {
    const told = await answer.json().catch(() => null);
    throw new Refused(told?.problems ?? [{ what: `The answer was ${answer.status}.` }]);
  }
  return answer;
}

/** @returns {Promise<{presets:Preset[], nurse:Place|null}>} */
export async function offers() {
  return exported ? kept : (await fetch("api/presets")).json();
}

/** All who join a protest in a world; null where it was not counted. @param {Wish} wish @returns {Promise<World|null>} */
export async function protest(wish) {
  if (exported) return kept.worlds[keyOf(wish)] ?? null;
  return (await ask("api/protest", wish)).json();
}

/** The name of a kept film. @param {Wish} wish */
export function keyOf(wish) {
  const values = Object.entries(wish.values).sort().map(([name, value]) => `${name}${value}`).join("-");
  return [wish.preset, values].filter(Boolean).join("-");
}

/** @param {Wish} wish */
export function isKept(wish) {
  return !exported || (kept.films.includes(keyOf(wish)) && !wish.text && !wish.later.length);
}

/** @param {string} name */
function script(name) {
  return new Promise((done, failed) => {
    const element = document.createElement("script");
    element.src = name;
    element.onload = () => done(null);
    element.onerror = () => failed(new Refused([{ what: `The file ${name} is missing.`, remedy: "Export the page again." }]));
    document.head.append(element);
  });
}

/** What an exported page fetches only when it is asked for. */
async function more() {
  if (!kept.more) await script("more.js");
  return kept.more;
}

/** @param {Wish} wish @param {AbortSignal} [signal] */
export async function film(wish, signal) {
  if (!exported) return unpack(await (await ask("api/film", wish, signal)).arrayBuffer());
  const key = keyOf(wish);
  if (!isKept(wish)) {
    throw new Refused([{ what: "This page has no film for these numbers.",
      why: "It was made beforehand for a few; the sliders stop at those.",
      remedy: "Install Glasshouse and run: glasshouse serve" }]);
  }
  if (!kept.data[key]) await script(`films/${key}.js`);
  const text = atob(kept.data[key]);
  return unpack(Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
}

/** A life event by event; null where the page was made beforehand.
 *  @param {Wish} wish @param {number} person @param {AbortSignal} signal
 *  @returns {Promise<Story|null>} */
export async function life(wish, person, signal) {
  if (exported) return (await more()).lives[`${keyOf(wish)}|${person}`] ?? null;
  return (await ask("api/life", { ...wish, count: 1, person }, signal)).json();
}

/** Puts into a film who was written down at a protest without having been there, by week; whether that is news.
 *  @param {Film} film @param {Wish} wish @returns {Promise<boolean>} */
export async function learnMistaken({ head }, wish) {
  if (head.mistaken || !head.rules.some((rule) => rule.id === "protest")) return false;
  head.mistaken = [];
  head.mistaken = exported ? (await more()).mistaken[keyOf(wish)] ?? [] : await (await ask("api/mistaken", wish)).json();
  return !!head.mistaken?.length;
}

/** Sources, numbers and assumptions. @param {Wish} wish */
export async function behind(wish) {
  if (exported) return (await more()).behind[wish.preset];
  return (await ask("api/behind", wish)).json();
}

/** @param {Wish} wish */
export async function lint(wish) {
  if (exported) {
    const found = (await more()).lint[wish.preset];
    if (wish.text && wish.text !== found.text) {
      throw new Refused([{ what: "This page cannot check a text.", remedy: "Install Glasshouse and run: glasshouse serve" }]);
    }
    return found;
  }
  return (await ask("api/lint", wish)).json();
}

/** The findings once more, beside what a run measures. @param {Wish} wish */
export async function measured(wish) {
  return exported ? null : (await ask("api/measured", wish)).json();
}

/** @param {Wish} one @param {Wish} two */
export async function difference(one, two) {
  if (exported) return (await more()).differences[`${keyOf(one)}|${keyOf(two)}`] ?? null;
  return (await ask("api/compare", [one, two])).json();
}
