/** What a message of the business may have above and below its words. */

import { el, icon } from "../dom.js";
import { kindOf } from "../texts.js";

export function tappable(text, drawing, onclick) {
  return el("button", { type: "button", class: "choice", "data-testid": "choice", onclick }, drawing ? icon(drawing) : null, el("span", { dir: "auto" }, text ?? "?"));
}

export function linked(text, address) {
  const href = /^https?:/.test(address ?? "") ? address : null;
  return el("a", { class: "choice", href, target: "_blank", rel: "noreferrer" }, icon("link"), el("span", { dir: "auto" }, text ?? address ?? "?"));
}

/** A header: its text, else which kind of file it would be. */
export function header(content) {
  if (content.type === "text") return el("p", { class: "head", dir: "auto" }, content.text ?? "");
  return el("p", { class: "absent" }, icon(content.type), kindOf({ type: content.type }));
}

export const under = (choices) => (choices.length ? el("div", { class: "choices" }, ...choices) : null);
