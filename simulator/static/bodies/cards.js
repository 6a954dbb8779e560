/** Places, people and orders. */

import { drawn, el, icon, words } from "../dom.js";
import { moneyOf, say } from "../texts.js";

export function location(message) {
  const { latitude, longitude, name, address, url } = message.content;
  if (!Number.isFinite(Number(latitude ?? "?")) || !Number.isFinite(Number(longitude ?? "?"))) throw new TypeError("no place");
  const place = `${Number(latitude).toFixed(5)}, ${Number(longitude).toFixed(5)}`;
  return el(
    "div",
    { class: "card place" },
    map(Number(latitude), Number(longitude)),
    el("strong", { dir: "auto" }, name || say("place")),
    address ? el("span", { dir: "auto" }, address) : null,
    el("small", {}, place),
    /^https?:/.test(url ?? "") ? el("a", { href: url, target: "_blank", rel: "noreferrer" }, url) : null,
  );
}

/** Streets that only look like some: nothing is asked of a map server. The same place has the same streets. */
function map(latitude, longitude) {
  const turn = Math.abs(Math.sin(latitude * 12.9898 + longitude * 78.233));
  const across = [18, 52, 86].map((y, i) => street(`M-10 ${y + turn * 14 * (i - 1)}L250 ${y - 20 + turn * 40}`));
  const along = [30, 82, 140, 196].map((x, i) => street(`M${x - turn * 20} -10L${x + turn * 26 * (i % 2 ? 1 : -1)} 120`));
  const water = drawn("path", { class: "water", d: `M-10 ${80 + turn * 20}C60 ${60 + turn * 30} 150 ${110 - turn * 20} 250 ${76 + turn * 20}V130H-10Z` });
  const pin = drawn("path", { class: "pin", d: "M120 66c9-12 14-19 14-26a14 14 0 0 0-28 0c0 7 5 14 14 26Z" });
  const hole = drawn("circle", { class: "hole", cx: 120, cy: 40, r: 5 });
  return drawn("svg", { class: "map", viewBox: "0 0 240 110", "aria-hidden": "true" }, water, ...across, ...along, pin, hole);
}

const street = (d) => drawn("path", { class: "street", d });

export function contacts(message) {
  return el("div", { class: "card" }, ...message.content.map(person));
}

function person(contact) {
  const name = contact.name?.formatted_name || contact.name?.first_name || "?";
  const lines = [
    [contact.org?.title, contact.org?.company].filter(Boolean).join(", "),
    ...(contact.phones ?? []).map((phone) => phone.phone || phone.wa_id),
    ...(contact.emails ?? []).map((email) => email.email),
    ...(contact.addresses ?? []).map((home) => [home.street, [home.zip, home.city].filter(Boolean).join(" ")].filter(Boolean).join(", ")),
    ...(contact.urls ?? []).map((page) => page.url),
    contact.birthday ? `${say("birthday")}: ${contact.birthday}` : "",
  ].filter(Boolean);
  const avatar = el("span", { class: "avatar", "aria-hidden": "true" }, [...name][0].toUpperCase());
  return el("div", { class: "person" }, avatar, el("div", {}, el("strong", { dir: "auto" }, name), ...lines.map((line) => el("span", { dir: "auto" }, line))));
}

export function order(message) {
  const items = message.content.product_items ?? [];
  const total = items.reduce((sum, item) => sum + Number(item.quantity) * Number(item.item_price), 0);
  const pieces = items.reduce((sum, item) => sum + Number(item.quantity), 0);
  const rows = items.map((item) => line(`${item.quantity} × ${item.product_retailer_id}`, moneyOf(item.quantity * item.item_price, item.currency)));
  const head = el("p", { class: "title" }, icon("order"), el("strong", {}, say("type_order")), el("small", {}, say("items", { count: pieces })));
  const sum = line(say("total"), moneyOf(total, items[0]?.currency));
  sum.classList.add("sum");
  return el("div", {}, el("div", { class: "card order" }, head, ...rows, sum), message.text ? words(message.text) : null);
}

const line = (left, right) => el("p", { class: "line" }, el("span", { dir: "auto" }, left), el("span", {}, right));
