// Reply and note: which of the two is written, and what happens once a note is saved.

import { toTheEnd } from "./page.js";

const note = () => document.getElementById("note-text");
const fields = { reply: "composer", note: "note-text" };

export function start() {
  document.addEventListener("click", (event) => {
    const chosen = event.target.closest(".write, [name=write]");
    // A mouse, a finger or a shortcut goes on to the text; who walks through the choices by arrow keys stays there.
    if (chosen && (event.detail > 0 || !event.isTrusted)) {
      const side = chosen.querySelector("input") ?? chosen;
      side.checked = true;
      document.getElementById(fields[side.value])?.focus();
    }
  });
  document.addEventListener("input", (event) => event.target === note() && grow());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !(event.ctrlKey || event.metaKey)) return;
    if (event.target.form?.id.startsWith("note")) event.target.form.requestSubmit();
  });
  if (note()) grow();
}

export function toReply() {
  const reply = document.getElementById("write-reply");
  if (reply) reply.checked = true;
}

// The note that was sent off is emptied, with what was added to it since left standing.
export function noted(form, sent) {
  if (form.id === "note") {
    note().value = rest(note().value, sent);
    note().focus();
    grow();
    toTheEnd();
  } else {
    form.closest("details")?.removeAttribute("open");
  }
}

export const rest = (written, sent) => (written.startsWith(sent) ? written.slice(sent.length).trimStart() : written);

function grow() {
  note().rows = Math.min(Math.max(note().value.split("\n").length, 2), 10);
}
