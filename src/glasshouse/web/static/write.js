// @ts-check
// Writing into the page: elements made one by one, never from text as markup.

/** @param {string} name @param {Record<string, any>} [given] @param {...(Node|string|null)} inside */
export function make(name, given = {}, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(.../** @type {(Node|string)[]} */ (inside.filter((part) => part !== null)));
  return element;
}

/** A button that reads as a link. @param {string} text @param {()=>void} then */
export const link = (text, then) => make("button", { class: "link", type: "button", onclick: then }, text);

/** A paragraph in small type. @param {...(Node|string)} inside */
export const aside = (...inside) => make("p", { class: "note" }, ...inside);

/** What may be wider than a screen, and is moved sideways by itself. @param {string} label @param {Node} inside */
export const wide = (label, inside) => make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": label }, inside);

/** @param {string} id @returns {any} */
export function the(id) {
  return document.getElementById(id);
}

/** Words that the page keeps in a template. @param {string} id @returns {Node} */
export function kept(id) {
  return the(id).content.cloneNode(true);
}

/** A table with a caption. @param {string} caption @param {string[]} heads @param {(Node|string)[][]} rows */
export function table(caption, heads, rows) {
  return make("table", {}, make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head)))),
    make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, cell))))));
}

/** As within a sentence. @param {string} text */
export const lower = (text) => text.charAt(0).toLowerCase() + text.slice(1);

/** A number with its thousands apart. By hand, as the first number that a browser writes for a language takes it
 *  some 20 ms. @param {number} number */
export const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");

/** @param {number} count @param {string} one @param {string} many */
export function plural(count, one, many) {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}
