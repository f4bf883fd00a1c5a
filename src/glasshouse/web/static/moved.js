// @ts-check
// Moved numbers of a scheme, in words: those of the start, and those from later dates on.
/** @import { Knob, Moved } from "../page" */
import { written } from "./film.js";
import { lower } from "./write.js";

/** Which numbers a wish moves at any time. @param {Moved} wish */
export const movedIn = (wish) => [wish.values, ...wish.later.map((one) => one.values)].flatMap(Object.keys);

/** The rules as they stand from the start and as they change later, each number named that is asked for.
 *  @param {Moved} wish @param {Knob[]} knobs @param {string[]} [names] @param {boolean} [beside] whether the text's own number stands beside */
export function rulesOf(wish, knobs, names = movedIn(wish), beside = false) {
  return [said(wish.values, knobs.filter((knob) => names.includes(knob.id)), beside), ...laterOf(wish, knobs).map(([day, what]) => `from ${day} on ${what}`)].join("; ");
}

/** What changes on each later date. @param {Moved} wish @param {Knob[]} knobs @returns {[string, string][]} */
export function laterOf(wish, knobs) {
  let was = wish.values;
  return wish.later.map(({ from, values }) => {
    const moved = knobs.filter((knob) => (was[knob.id] ?? knob.value) !== (values[knob.id] ?? knob.value));
    was = values;
    return [written(from), said(values, moved)];
  });
}

/** @param {Record<string, number>} values @param {Knob[]} knobs */
function said(values, knobs, beside = false) {
  return knobs.map((knob) => {
    const value = values[knob.id] ?? knob.value;
    return `${lower(knob.label)} ${value} ${value === 1 ? knob.unit.replace(/s$/, "") : knob.unit}${beside && value !== knob.value ? ` (its rule book says ${knob.value})` : ""}`;
  }).join(", ");
}
