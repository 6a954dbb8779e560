/** Choices: what the business offers, and what the customer chose. */

import { el, icon, words } from "../dom.js";
import { say } from "../texts.js";
import { header, linked, tappable, under } from "./choices.js";

const OFFERS = {
  button: (message, acts) =>
    (message.content.action?.buttons ?? []).map((button) => tappable(button.reply?.title, null, () => acts.tap(message, button.reply?.id))),
  list: (message, acts) => [tappable(message.content.action?.button || say("open_list"), "list", () => acts.list(message))],
  location_request_message: (message, acts) => [tappable(say("share_location"), "location", () => acts.location(message))],
  contact_request: (message, acts) => [tappable(say("share_number"), "phone", () => acts.number(message))],
  cta_url: ({ content }) => [linked(content.action?.parameters?.display_text, content.action?.parameters?.url)],
};

const REPLIES = {
  button_reply: ({ title }) => words(title ?? ""),
  list_reply: ({ title, description }) => el("div", {}, words(title ?? ""), description ? words(description, "text small") : null),
  nfm_reply: form,
  call_permission_reply: ({ response }) => el("p", { class: "text odd" }, icon("phone"), say(response === "accept" ? "call_accept" : "call_reject")),
};

export function interactive(message, acts) {
  const { type } = message.content;
  if (message.direction === "outbound" && message.content.body) return offer(message, acts);
  const reply = REPLIES[type];
  return reply ? reply(message.content[type] ?? {}) : el("p", { class: "text odd" }, icon("warn"), say("note_unreadable"));
}

function offer(message, acts) {
  const { content } = message;
  const choices = (OFFERS[content.type] ?? (() => []))(message, acts);
  return el(
    "div",
    {},
    content.header ? header(content.header) : null,
    words(content.body?.text ?? ""),
    content.footer?.text ? el("p", { class: "footer", dir: "auto" }, content.footer.text) : null,
    under(choices),
  );
}

/** A filled-in form: its answers, unless the JSON inside is missing or broken. */
function form({ body, response_json }) {
  let answers;
  try {
    answers = Object.entries(JSON.parse(response_json)).filter(([name]) => name !== "flow_token");
  } catch {
    return el("p", { class: "text odd" }, icon("warn"), say("form_broken"));
  }
  const lines = answers.map(([name, value]) => el("p", { class: "line" }, el("span", {}, name), el("span", { dir: "auto" }, typeof value === "string" ? value : JSON.stringify(value))));
  const title = el("p", { class: "title" }, icon("list"), el("strong", {}, say("form_answers")), body ? el("small", {}, body) : null);
  return el("div", { class: "card" }, title, ...lines);
}
