// Older messages come as one scrolls up to them, and what is being read stays where it is.

import { outdate } from "./live.js";
import { scrolling, show } from "./page.js";

const NEAR = 200; // pixels
const PATIENCE = 8000; // milliseconds
const SILENT = 1000;

let loading = false;

export function start() {
  document.addEventListener("scroll", (event) => {
    if ((event.target === document || event.target.id === "scroller") && isNear()) more();
  }, { capture: true, passive: true });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#older a")) return;
    event.preventDefault();
    more();
  });
}

function isNear() {
  const [link, box] = ["#older a", "#scroller"].map((one) => document.querySelector(one)?.getBoundingClientRect());
  return link && link.bottom > Math.max(box.top, 0) - NEAR;
}

async function more() {
  const link = document.querySelector("#older a");
  if (!link || loading) return;
  loading = true;
  const html = await earlier(link.dataset.earlier).catch(() => null); // scrolling on asks again
  loading = false;
  if (html) put(html);
}

async function earlier(address) {
  const answer = await fetch(address, {
    headers: { "X-Requested-With": "fetch" },
    signal: AbortSignal.timeout(PATIENCE),
  });
  return answer.ok ? answer.text() : null;
}

// What came before is for reading, not for reading out as if it were new.
function put(html) {
  const [log, box] = [document.getElementById("scroller"), scrolling()];
  const below = box.scrollHeight - box.scrollTop;
  outdate();
  show(html);
  log.setAttribute("aria-live", "off");
  setTimeout(() => log.removeAttribute("aria-live"), SILENT);
  box.scrollTop = box.scrollHeight - below;
}
