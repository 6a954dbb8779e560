/** Templates with their places filled. */

import { el, icon, words } from "../dom.js";
import { say } from "../texts.js";
import { linked, tappable, under } from "./choices.js";

export function template(message, acts) {
  const { header: title, body, footer, buttons } = message.template;
  const choices = buttons.map((button) =>
    button.type === "QUICK_REPLY" ? tappable(button.text, "reply", () => acts.tap(message, button.payload)) : linked(button.text, null),
  );
  return el(
    "div",
    {},
    el("p", { class: "mark" }, icon("document"), say("template")),
    title ? el("p", { class: "head", dir: "auto" }, title) : null,
    words(body || (message.content.name ?? "")),
    footer ? el("p", { class: "footer", dir: "auto" }, footer) : null,
    under(choices),
  );
}
