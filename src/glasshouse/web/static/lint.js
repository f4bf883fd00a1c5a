// @ts-check
// The findings in the margin of a scheme's text.
import { aside, link, make, plural, the } from "./write.js";

/** Findings that stand open; the others are folded. */
const FIRST = 3;

/** @param {{findings:any[], closing:string, text:string, covers:string, counted:string}} answer @param {HTMLTextAreaElement} area */
export function findingsPage(answer, area) {
  the("findings-title").textContent = plural(answer.findings.length, "finding", "findings");
  const told = answer.findings.map((one) => make("li", { class: `finding ${one.severity}` },
    make("p", {}, make("strong", {}, one.title)),
    make("p", {}, one.message),
    aside(one.norms.slice(0, 2).join("; ")),
    one.measured.length ? make("ul", { class: "measured" }, ...one.measured.map((/** @type {string} */ text) => make("li", {}, text))) : null,
    make("p", {}, `Instead: ${one.remedy}`),
    one.line ? make("p", {}, link(`Line ${one.line}`, () => select(area, one.line))) : null,
    aside(`${one.kind === "fail" ? one.severity : one.kind} · ${one.rule}`)));
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
