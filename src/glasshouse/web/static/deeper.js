// @ts-check
// All that lies behind a film: its address, its command, its numbers, and what is not modelled.
/** @import { Film, Wish } from "../page" */
import { all, countWeek, dayOf } from "./film.js";
import { behind, exported } from "./source.js";
import { grouped, kept, make, table, wide } from "./write.js";

/** @param {Film} film @param {Wish} wish
 *  @param {string} moved which numbers are not those of the text
 *  @param {(changes:Record<string, number>)=>void} change */
export function deeperPage(film, wish, moved, change) {
  const head = film.head;
  /** @type {[string, string, number, number, number][]} */
  const asked = [["seed", "Seed of the world", wish.seed, 0, Number.MAX_SAFE_INTEGER], ["neighbourhood", "Neighbourhood", wish.neighbourhood, 0, head.neighbourhoods - 1],
    ["count", "Neighbourhoods shown", wish.count, 1, 10], ["years", "Years", wish.years, 1, 3]];
  const inputs = asked.map(([name, label, value, low, high]) => {
    const input = /** @type {HTMLInputElement} */ (make("input", { type: "number", id: `deep-${name}`, value, min: low, max: high }));
    input.addEventListener("change", () => { const v = Number(input.value); if (Number.isInteger(v) && v >= low && v <= high) change({ [name]: v }); });
    return make("p", {}, make("label", { for: `deep-${name}` }, `${label} `), input);
  });
  return [
    make("p", {}, make("strong", {}, moved ? `In this film ${moved}; what follows in the words of the rule book has its own numbers.` : `This film goes by the numbers of the text${head.changed ? `, ${head.changed}: a source that is named beside a number need not say that number` : ""}.`)),
    make("p", {}, `${head.title}. ${head.summary}`),
    ...(head.status.startsWith("invented") ? [kept("no-country")] : []),
    make("p", {}, `Status of the text: ${head.status}. Lived by ${grouped(head.persons)} invented people of ${head.society_title}, from ${head.start} to ${head.last}.`),
    make("h2", {}, "Another world"), ...(exported ? [kept("one-world")] : inputs),
    kept("makes-this"), make("pre", { id: "command", tabindex: "0" }, head.command),
    make("p", {}, "This very film, in Python:"), make("pre", { id: "python", tabindex: "0" }, head.python),
    make("p", {}, make("button", { type: "button", onclick: () => save(film) }, "Download the weeks as CSV")),
    make("h2", {}, "The rules in this film"),
    wide("The rules", table("Each rule and how often it struck in this film", ["Rule", "What it says", "What that means", "Struck"],
      head.rules.map((rule) => [rule.id, rule.says, rule.means ?? "", String((head.counts[`hits:${rule.id}`] ?? []).reduce((sum, [, many]) => sum + many, 0))]))),
    kept("trust"),
    make("h2", {}, "Sources, parameters and assumptions"),
    make("div", { id: "behind" }, kept("looking")),
  ];
}

/** Everything that a film rests on, in tables. @param {Wish} wish */
export async function tellBehind(wish) {
  const told = await behind(wish), place = document.getElementById("behind");
  /** @param {string} title @param {{says:string, value:string, range:string, evidence:string, note:string}[]} rows */
  const numbers = (title, rows) => make("details", {}, make("summary", {}, `${title} (${rows.length})`),
    wide(title, table(title, ["What", "Value", "Range", "Evidence", "Source and note"],
      rows.map((row) => [row.says, row.value, row.range, row.evidence, row.note]))));
  place?.replaceChildren(
    make("ul", {}, ...told.sources.map((/** @type {any} */ one) => make("li", {}, one.cite, `${one.url ? ` (${one.url})` : ""}: ${one.how}`))),
    numbers("Numbers of the scheme's text", told.numbers), make("p", {}, told.says), numbers("Assumptions about people, sources and gates", told.assumptions));
}

/** The counts of each week, computed here. @param {Film} film */
export function csvOf(film) {
  const heads = ["week_to", "covered", "restricted", "blacklisted", "wrongly_listed", "people_refused", "requests_refused", ...film.head.bands.map((id) => `band_${id}`)];
  const rows = all(film.head.weeks).map((week) => {
    const count = countWeek(film, week);
    return [dayOf(film.head, week).toISOString().slice(0, 10), count.covered, count.burdened, count.listed, count.wrongly, count.refused, count.refusals, ...count.bands].join(",");
  });
  return [`# ${film.head.notice}`, heads.join(","), ...rows, ""].join("\n");
}

/** @param {Film} film */
function save(film) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([csvOf(film)], { type: "text/csv" }));
  link.download = `glasshouse-${film.head.scheme}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
