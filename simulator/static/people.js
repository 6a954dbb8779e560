/** The switcher between customers. */

import { numberOf, say } from "./texts.js";

const list = document.getElementById("people");
const template = document.getElementById("customer-template").content.firstElementChild;
const COLOURS = 6;

/** Draws everybody; `choose` is called with the key of the one that was clicked. */
export function showPeople(customers, chosen, choose) {
  for (const [place, customer] of customers.entries()) {
    const item = itemOf(customer) ?? list.appendChild(newItem(customer, place, choose));
    const button = item.firstElementChild;
    button.toggleAttribute("data-chosen", customer.key === chosen);
    button.setAttribute("aria-current", customer.key === chosen ? "true" : "false");
    const dot = button.querySelector(".dot");
    dot.hidden = customer.unread === 0;
    dot.firstElementChild.textContent = dot.hidden ? "" : say("unread", { count: customer.unread });
  }
}

/** Brings the chosen one into view when the list is longer than its place. */
export function revealChosen() {
  list.querySelector("[data-chosen]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function itemOf(customer) {
  return list.querySelector(`[data-key="${CSS.escape(customer.key)}"]`)?.parentElement;
}

function newItem(customer, place, choose) {
  const item = template.cloneNode(true);
  const button = item.firstElementChild;
  button.dataset.key = customer.key;
  button.dataset.waId = customer.wa_id ?? "";
  const avatar = button.querySelector(".avatar");
  avatar.textContent = [...customer.name][0].toUpperCase();
  avatar.classList.add(`colour-${place % COLOURS}`);
  button.querySelector(".name").textContent = customer.name;
  button.querySelector(".number").textContent = numberOf(customer);
  button.addEventListener("click", () => choose(customer.key));
  return item;
}
