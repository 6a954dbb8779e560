/** The bubbles. What people wrote only ever becomes text, never markup. */

import { business, dayOf, say, timeOf } from "./texts.js";

const log = document.getElementById("log");
const list = log.querySelector("ol");
const empty = log.querySelector(".empty");
const template = document.getElementById("message-template").content.firstElementChild;

/** Draws a chat: known bubbles only change their ticks. `reply` is called with a message to answer. */
export function showChat(messages, reply) {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  const before = list.children.length;
  const wrote = messages.at(-1)?.direction === "inbound";
  empty.hidden = messages.length > 0;
  for (const message of messages) {
    const bubble = bubbleOf(message) ?? append(message, reply);
    showStatus(bubble, message);
  }
  if (list.children.length > before && (atEnd || wrote || before === 0)) log.scrollTop = log.scrollHeight;
}

export function clearChat() {
  list.replaceChildren();
  empty.hidden = true;
}

export const whoWrote = (message) => (message.direction === "inbound" ? say("you") : business);

function bubbleOf(message) {
  return list.querySelector(`[data-wamid="${CSS.escape(message.wamid)}"]`);
}

function append(message, reply) {
  const moment = new Date(message.at * 1000);
  const day = moment.toDateString();
  if (list.dataset.day !== day || !list.children.length) list.append(divider(moment));
  list.dataset.day = day;
  const bubble = template.cloneNode(true);
  bubble.dataset.wamid = message.wamid;
  bubble.dataset.direction = message.direction;
  bubble.querySelector(".text").textContent = message.text;
  const time = bubble.querySelector("time");
  time.dateTime = moment.toISOString();
  time.textContent = timeOf(moment);
  if (message.quoted) showQuote(bubble.querySelector("blockquote"), message.quoted);
  bubble.querySelector(".reply").addEventListener("click", () => reply(message));
  list.append(bubble);
  return bubble;
}

function showQuote(quote, quoted) {
  quote.hidden = false;
  quote.querySelector("strong").textContent = whoWrote(quoted);
  quote.querySelector("span").textContent = quoted.text;
}

function showStatus(bubble, message) {
  if (bubble.dataset.status === message.status) return;
  bubble.dataset.status = message.status;
  if (message.direction !== "inbound") return bubble.querySelector(".ticks")?.remove();
  const ticks = bubble.querySelector(".ticks");
  ticks.setAttribute("aria-label", say(message.status));
  ticks.title = say(message.status);
}

function divider(moment) {
  const item = document.createElement("li");
  item.className = "day";
  item.textContent = dayOf(moment);
  return item;
}
