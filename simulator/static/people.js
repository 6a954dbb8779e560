/** The list of customers: each is a phone of its own. */

import { el } from "./dom.js";
import { gist, numberOf, say, shortTime } from "./texts.js";

const list = document.getElementById("people");
const template = document.getElementById("customer-template").content.firstElementChild;
const COLOURS = 6;

/** Draws everybody; `choose` is called with the key of the one that was clicked. */
export function showPeople(customers, chosen, choose) {
  const known = new Map([...list.children].map((item) => [item.firstElementChild.dataset.key, item]));
  for (const [place, customer] of customers.entries()) {
    const item = known.get(customer.key) ?? newItem(customer, place, choose);
    known.delete(customer.key);
    if (list.children[place] !== item) list.insertBefore(item, list.children[place] ?? null);
    update(item.firstElementChild, customer, chosen);
  }
  for (const gone of known.values()) gone.remove();
}

/** Brings the chosen one into view when the list is longer than its place. */
export function revealChosen() {
  list.querySelector("[data-chosen]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function newItem(customer, place, choose) {
  const item = template.cloneNode(true);
  const button = item.firstElementChild;
  button.dataset.key = customer.key;
  const avatar = button.querySelector(".avatar");
  avatar.textContent = [...customer.name][0].toUpperCase();
  avatar.classList.add(`colour-${place % COLOURS}`);
  button.querySelector(".name").textContent = customer.name;
  button.addEventListener("click", () => choose(customer.key));
  return item;
}

function update(button, customer, chosen) {
  button.toggleAttribute("data-chosen", customer.key === chosen);
  button.setAttribute("aria-current", customer.key === chosen ? "true" : "false");
  const signature = JSON.stringify(customer);
  if (button.signature === signature) return;
  button.signature = signature;
  button.dataset.waId = customer.wa_id ?? "";
  button.querySelector(".number").textContent = numberOf(customer);
  showLast(button, customer.last);
  const dot = button.querySelector(".dot");
  dot.hidden = customer.unread === 0;
  dot.firstElementChild.textContent = customer.unread > 99 ? "99+" : customer.unread;
  dot.lastElementChild.textContent = dot.hidden ? "" : say("unread", { count: customer.unread });
}

function showLast(button, last) {
  const preview = button.querySelector(".preview");
  const time = button.querySelector("time");
  time.textContent = last ? shortTime(new Date(last.at * 1000)) : "";
  preview.replaceChildren(...(last ? [last.direction === "inbound" ? el("span", {}, `${say("you")}: `) : "", gist(last)] : []));
}
