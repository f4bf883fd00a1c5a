// @ts-check
// The player as a machine of states: what each event leads to, in one table that a test walks through.
/** @import { State, Step } from "../page" */

/** @type {Record<State, Partial<Record<Step, State>>>} */
export const STATES = {
  empty: { ask: "loading" },
  loading: { ask: "loading", come: "paused", fail: "failed" },
  paused: { ask: "loading", play: "playing", seek: "paused", end: "ended" },
  playing: { ask: "loading", pause: "paused", seek: "playing", end: "ended" },
  ended: { ask: "loading", play: "playing", seek: "paused" },
  failed: { ask: "loading" },
};

/** Where an event leads; an event that a state does not know leaves it as it is.
 *  @param {State} state @param {Step} event @returns {State} */
export function next(state, event) {
  return STATES[state][event] ?? state;
}

/** What the button says. @param {State} state */
export function buttonOf(state) {
  return state === "playing" ? "Pause" : state === "ended" ? "Play again" : "Play";
}
