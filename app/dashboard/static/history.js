// Older messages come as one scrolls up to them, and what is being read stays where it is.

import { outdate } from "./live.js";
import { show } from "./page.js";

const NEAR = 200; // pixels

let loading = false;

export function start() {
  document.addEventListener("scroll", (event) => {
    if (event.target.id === "scroller" && event.target.scrollTop < NEAR) more();
  }, { capture: true, passive: true });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#older a")) return;
    event.preventDefault();
    more();
  });
}

async function more() {
  const link = document.querySelector("#older a");
  const box = document.getElementById("scroller");
  if (!link || loading) return;
  loading = true;
  const answer = await fetch(link.dataset.earlier, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  if (answer?.ok) {
    const html = await answer.text();
    outdate();
    const below = box.scrollHeight - box.scrollTop;
    show(html);
    box.scrollTop = box.scrollHeight - below;
  }
  loading = false;
}
