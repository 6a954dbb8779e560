// A small choice of emoji in groups. Arrow keys walk, Enter inserts, Escape closes (modes.js).

import { insert } from "./insert.js";

const GROUPS = [
  "😀 😃 😄 😁 😊 🙂 😉 😍 🥰 😘 😎 🤩 🤗 🤔 😌 😅 😂 🤣 😇 🙃 😐 😕 😟 😮 😢 😭 😳 🥺 😴 🤒",
  "👍 👎 👌 ✌️ 🤞 🤝 👏 🙌 🙏 💪 👋 🫶 👉 👈 👆 👇 ✍️ 🤷",
  "❤️ 🧡 💛 💚 💙 💜 🖤 💔 ✨ ⭐ 🔥 ✅ ❌ ❗ ❓ ⚠️ ℹ️ 💯 🆗 🔔",
  "🎉 🎊 🎁 🎂 🎈 🎄 🥂 ☕ 🍀 🌸 🌹 🌻 🌞 🌈 ☀️ 🌧️ ❄️ 🐶 🐱",
  "📦 🚚 🛒 🛍️ 🏷️ 💶 💳 🧾 📄 📎 📷 📞 📱 📧 📅 ⏰ 📍 🏠 🔑 🔧 🚗 ✈️ 👕 👟 👜",
].map((group) => group.split(" "));
const ACROSS = 8;

const menu = () => document.getElementById("emoji-menu");
const buttons = () => [...menu().querySelectorAll("button")];

export function start() {
  document.addEventListener("toggle", opened, true);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#emoji-menu button");
    if (!button) return;
    document.getElementById("emojis").open = false;
    insert(button.textContent);
  });
  document.addEventListener("keydown", walk);
}

function opened(event) {
  if (event.target.id !== "emojis" || !event.target.open) return;
  if (!menu().firstChild) fill();
  reach(buttons()[0]);
}

function fill() {
  const names = menu().dataset.groups.split("|");
  menu().replaceChildren(...GROUPS.map((group, number) => section(group, names[number])));
}

function section(group, name) {
  const part = document.createElement("div");
  part.setAttribute("role", "group");
  part.setAttribute("aria-label", name);
  part.className = "emoji-group";
  const title = Object.assign(document.createElement("p"), { className: "label", textContent: name });
  title.setAttribute("aria-hidden", "true");
  part.append(title, ...group.map((sign) => Object.assign(document.createElement("button"), {
    type: "button", className: "quiet", textContent: sign, tabIndex: -1,
  })));
  return part;
}

function walk(event) {
  if (!event.target.matches?.("#emoji-menu button")) return;
  const all = buttons();
  const at = all.indexOf(event.target);
  const to = {
    ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at + ACROSS, ArrowUp: at - ACROSS, Home: 0, End: all.length - 1,
  }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  reach(all[Math.min(Math.max(to, 0), all.length - 1)]);
}

// One of them is in the order of the Tab key: the one last reached.
function reach(button) {
  for (const other of buttons()) other.tabIndex = other === button ? 0 : -1;
  button.focus();
}
