// Which message the reply quotes: shown above the text, and taken away again.

import { later } from "./drafts.js";

const bar = () => document.getElementById("quoting");

export function start() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-quote]");
    if (button && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      quote(button);
    } else if (event.target.closest("[data-drop-quote]")) {
      event.preventDefault();
      dropQuote();
      later();
      document.getElementById("composer").focus();
    }
  });
}

function quote(button) {
  const message = button.closest(".message");
  const id = Object.assign(document.createElement("input"), { type: "hidden", name: "quotes", value: button.dataset.quote });
  const who = message.querySelector(".writer bdi, .writer span, .writer").textContent.trim();
  const label = piece("span", "label", bar().dataset.label.replace("{who}", who));
  const shown = piece("p", "quoted", "");
  shown.append(label, piece("span", "quoted-words", words(message)));
  const drop = piece("a", "button quiet", "✕");
  drop.href = "#composer";
  drop.dataset.dropQuote = "";
  drop.setAttribute("aria-label", bar().dataset.drop);
  drop.title = bar().dataset.drop;
  bar().replaceChildren(id, shown, drop);
  later();
  document.getElementById("composer").focus();
}

function words(message) {
  const said = message.querySelector(".text") ?? message.querySelector(".placeholder, .strong, .label") ?? message.querySelector(".bubble");
  const shown = said.cloneNode(true);
  for (const whole of shown.querySelectorAll(".secret .open")) whole.remove();
  return shown.textContent.trim().replace(/\s+/g, " ").slice(0, 200);
}

function piece(name, className, textContent) {
  return Object.assign(document.createElement(name), { className, textContent });
}

export function dropQuote() {
  bar()?.replaceChildren();
}
