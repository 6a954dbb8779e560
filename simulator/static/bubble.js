/** One bubble: what stands around the body of a message. */

import { bodyOf, isNote } from "./bodies.js";
import { drawn, el, icon } from "./dom.js";
import { business, gist, say, timeOf } from "./texts.js";

export const whoWrote = (message) => (message.direction === "inbound" ? say("you") : business);

/** `acts`: {reply, menu, tap, list, location, number, play, enlarge}, each called with the message first. */
export function bubble(message, acts) {
  const body = message.revoked ? el("p", { class: "text gone" }, say("deleted")) : bodyOf(message, acts);
  const item = el("li", {
    class: `message${isNote(message) ? " note" : ""}`,
    "data-testid": "message",
    "data-wamid": message.wamid,
    "data-direction": message.direction,
    "data-type": message.type,
    "data-status": "",
  });
  const box = el("div", { class: "bubble" }, mark(message), quote(message), body, meta(message));
  if (message.type === "sticker" && !message.revoked) box.classList.add("bare");
  item.append(box, isNote(message) ? "" : buttons(message, acts), reactions(message) ?? "");
  showStatus(item, message);
  box.addEventListener("contextmenu", (event) => {
    if (isNote(message)) return;
    event.preventDefault();
    acts.menu(message, box);
  });
  return item;
}

/** Ticks for what the customer wrote; for the other side's, only when it failed. */
export function showStatus(item, message) {
  item.dataset.status = message.status;
  const place = item.querySelector(".state");
  if (!place) return;
  if (message.direction === "inbound") return place.replaceChildren(ticks(message.status));
  if (message.status !== "failed") return place.replaceChildren();
  const reason = message.error ? `${message.error.title} (${message.error.code})` : "?";
  place.replaceChildren(el("span", { class: "failed" }, icon("warn"), say("failed", { reason })));
}

function ticks(status) {
  const first = drawn("path", { d: "m1 6.5 3.5 3.5L11 2.5" });
  const second = drawn("path", { class: "second", d: "m7.5 9 1 1L15.5 2.5" });
  const drawing = drawn("svg", { viewBox: "0 0 18 12", "aria-hidden": "true" }, first, second);
  return el("span", { class: "ticks", role: "img", "aria-label": say(status), title: say(status) }, drawing);
}

function mark(message) {
  if (!message.forwarded || message.revoked) return null;
  const often = message.forwarded === "often";
  return el("p", { class: "mark" }, icon(often ? "often" : "forward"), say(`forwarded_${message.forwarded}`));
}

function quote({ quoted, revoked }) {
  if (!quoted || revoked) return null;
  return el("blockquote", {}, el("strong", {}, whoWrote(quoted)), el("span", { dir: "auto" }, gist(quoted)));
}

function meta(message) {
  const moment = new Date(message.at * 1000);
  return el(
    "p",
    { class: "meta" },
    message.author === "phone" && message.direction === "outbound" ? el("span", {}, say("by_phone")) : null,
    message.edited && !message.revoked ? el("span", { class: "edited" }, say("edited")) : null,
    el("time", { datetime: moment.toISOString() }, timeOf(moment)),
    el("span", { class: "state" }),
  );
}

function buttons(message, acts) {
  if (message.revoked) return "";
  const reply = el("button", named("reply", "reply", () => acts.reply(message)), icon("reply"));
  const more = el("button", named("more", "more", () => acts.menu(message, more)), icon("more"));
  more.setAttribute("data-testid", "more");
  return el("div", { class: "acts" }, reply, more);
}

const named = (name, text, onclick) => ({ type: "button", class: `round ${name}`, "aria-label": say(text), title: say(text), onclick });

function reactions(message) {
  if (!message.reactions.length || message.revoked) return null;
  const emoji = message.reactions.map((reaction) => reaction.emoji).join(" ");
  const shown = el("span", { class: "reactions", role: "img", "data-testid": "reactions", "aria-label": say("reactions", { emoji }) });
  shown.append(emoji);
  return shown;
}
