// Putting a text into the composer as if it had been typed: at the caret, or in place of a stretch.

import { text } from "./typing.js";

export function insert(words, from = text().selectionStart, to = text().selectionEnd) {
  text().setRangeText(words, from, to, "end");
  changed();
}

// Below what is written already.
export function append(words) {
  const written = text().value.trimEnd();
  text().value = written ? `${written}\n\n${words}` : words;
  changed();
}

function changed() {
  text().focus();
  text().dispatchEvent(new Event("input", { bubbles: true }));
}
