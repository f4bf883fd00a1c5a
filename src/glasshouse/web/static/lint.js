// @ts-check
// The findings in the margin of a scheme's text.
import { make, plural, the } from "./write.js";

/** Findings that stand open; the others are folded. */
const FIRST = 3;

/** @param {{findings:any[], closing:string, text:string, covers:string, counted:string}} answer @param {HTMLTextAreaElement} area */
export function findingsPage(answer, area) {
  const grave = { error: 0, warning: 1, note: 2 };
  // What fails comes before what only asks for a look.
  const found = [...answer.findings].sort((a, b) => Number(a.kind !== "fail") - Number(b.kind !== "fail") || grave[/** @type {"error"} */ (a.severity)] - grave[/** @type {"error"} */ (b.severity)] || (a.line ?? 0) - (b.line ?? 0));
  the("findings-title").textContent = plural(found.length, "finding", "findings");
  const told = found.map((one) => make("li", { class: `finding ${one.severity}` },
    make("p", {}, make("strong", {}, one.title)),
    make("p", {}, one.message),
    make("p", { class: "note" }, one.norms.slice(0, 2).join("; ")),
    one.measured.length ? make("ul", { class: "measured" }, ...one.measured.map((/** @type {string} */ text) => make("li", {}, text))) : null,
    make("p", {}, `Instead: ${one.remedy}`),
    one.line ? make("p", {}, make("button", { class: "link", type: "button", onclick: () => select(area, one.line) }, `Line ${one.line}`)) : null,
    make("p", { class: "note" }, `${one.kind === "fail" ? one.severity : one.kind} · ${one.rule}`)));
  const rest = the("findings-rest"), left = told.slice(FIRST);
  the("findings").replaceChildren(...told.slice(0, FIRST));
  rest.hidden = !left.length;
  rest.querySelector("summary").textContent = `And ${plural(left.length, "more finding", "more findings")}`;
  rest.querySelector("ol").replaceChildren(...left);
  the("lint-covers").textContent = `${answer.counted} The gravest first. ${answer.covers || ""}`;
  the("lint-closing").textContent = `${answer.closing} Nothing here is legal advice.`;
}

/** @param {HTMLTextAreaElement} area @param {number} line */
function select(area, line) {
  const lines = area.value.split("\n");
  const from = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  area.focus();
  area.setSelectionRange(from, from + (lines[line - 1] ?? "").length);
  area.scrollTop = Math.max(0, (area.scrollHeight / lines.length) * (line - 4));
}
