// The shapes of what the server sends and of what the page's scripts hand on: for the check of types alone, so
// that no browser fetches them.

/** A film's head: `films._head` sends it, and `packing.pack` adds the planes. */
export type Head = {
  notice: string; scheme: string; title: string; called: string; changed: string; summary: string; status: string;
  society: string; society_title: string; start: string; last: string; weeks: number; persons: number;
  seed: number; neighbourhood: number; neighbourhoods: number; household: number[]; age: number[];
  sexes: Category | null; works: Category | null;
  bands: string[]; edges: [number | null, number | null][]; opening: number | null;
  scored: boolean; first_points: number | null; means: boolean;
  gates: { id: string; title: string }[];
  lists: { id: string; title: string; polarity: string }[];
  rules: { id: string; name: string; says: string; means: string | null }[];
  counts: Record<string, [number, number][]>;
  command: string; python: string; planes: [string, string][]; sizes: number[]; amended?: string[];
  mistaken?: [number, number][];
};

/** What each person is: the titles of the categories, and a number among them for each. */
export type Category = { titles: string[]; of: number[] };

export type Film = { head: Head; score: Int32Array; refused: Uint16Array; band: Uint8Array; flags: Uint16Array };

/** Counts of one week. */
export type Count = {
  refusals: number; refused: number; listed: number; wrongly: number; burdened: number; gone: number;
  covered: number; strained: number; insolvent: number; mistaken: number; bands: number[];
};

/** A film that is asked for: `wishes.Wish`. */
export type Wish = {
  preset: string; values: Record<string, number>; text: string;
  seed: number; neighbourhood: number; count: number; years: number; later: Later[];
};

/** The values from a day on. */
export type Later = { from: string; values: Record<string, number> };

/** Which numbers are moved, from the start and later. */
export type Moved = Pick<Wish, "values" | "later">;

/** A number that may be moved: `presets.Knob`; an exported page has films at its stops alone. */
export type Knob = {
  id: string; label: string; unit: string; low: number; high: number; step: number; value: number; rule: string;
  stops?: number[];
};

export type Preset = { id: string; called: string; tells: string; knobs: Knob[]; opens: Record<string, number>; invented: boolean };

export type Place = { seed: number; neighbourhood: number; person: number };

/** What is told of all who join a protest: `usual.told_of_world`. */
export type World = {
  answer: [string, string]; prices: Record<"title" | "whose" | "stands" | "share" | "of", string>[];
  example: string; says: [string, string][]; quote: [string, string] | null;
};

/** A life event by event: `lives.life_of`. */
export type Story = {
  traits: string[];
  events: {
    date: string; happening: string; harm: boolean; says: string; because: { says: string; based_on: string }[];
  }[];
};

/** One row of a life drawn: spans of weeks, days, or points by week. */
export type Row = {
  title: string; says: string; spans?: [number, number][]; days?: number[]; undone?: number[]; points?: number[];
};

/** The mark of a band. */
export type Look = { shape: string; colour: string; size: number };

export type State = "empty" | "loading" | "paused" | "playing" | "ended" | "failed";
export type Step = "ask" | "come" | "fail" | "play" | "pause" | "end" | "seek";
