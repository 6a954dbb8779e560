/** What is no ordinary message. */

import { el, icon } from "../dom.js";
import { say } from "../texts.js";

const note = (text, drawing) => el("p", { class: "text odd", dir: "auto" }, drawing ? icon(drawing) : null, el("span", {}, text));

export const welcome = () => note(say("note_welcome"));
export const ephemeral = () => note(say("note_ephemeral"), "warn");
export const unsupported = (message) => note(say("note_unsupported", { about: message.content?.type || message.error?.title || "?" }), "warn");

export function system({ content }) {
  const kind = content?.type ?? "";
  if (kind.endsWith("changed_number")) return note(say("note_number", { number: `+${content.wa_id ?? "?"}` }));
  if (kind === "user_changed_user_id") return note(say("note_user_id"));
  if (kind.endsWith("identity_changed")) return note(say("note_identity"));
  return note(say("note_system", { body: content?.body ?? "" }));
}

/** A type of the future: its name and what it holds. */
export function other(message) {
  const held = JSON.stringify(message.content ?? {}, null, 1);
  return el("div", {}, note(say("note_other", { type: message.type }), "warn"), held === "{}" ? null : el("pre", {}, held));
}
