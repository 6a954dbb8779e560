// Rows that are ticked: how many, all of them, and doing something with them without leaving the page.

import { askNow, outdate, tellSignedOut } from "./live.js";
import { show } from "./page.js";

const ticks = () => [...document.querySelectorAll(".choose input")];
const done = () => document.getElementById("done");
let underWay = false;

export function start() {
  document.addEventListener("change", (event) => event.target.closest(".choose") && count());
  document.addEventListener("reset", (event) => event.target.id === "chosen" && setTimeout(count));
  document.addEventListener("click", (event) => event.target.closest("#choose-all") && chooseAll());
  document.addEventListener("submit", (event) => event.target.matches("[data-chosen]") && act(event));
  new MutationObserver(count).observe(document.getElementById("content"), { childList: true, subtree: true });
  count();
}

function count() {
  const line = document.getElementById("chosen-count");
  if (!line) return;
  const number = ticks().filter((tick) => tick.checked).length;
  const words = number === 1 ? line.dataset.one : line.dataset.many.replace("{number}", number);
  const text = number ? words : "";
  if (line.textContent !== text) line.textContent = text;
}

function chooseAll() {
  for (const tick of ticks()) tick.checked = true;
  count();
}

async function act(event) {
  event.preventDefault();
  const [form, pressed] = [event.target, event.submitter];
  if (underWay) return;
  underWay = true;
  outdate();
  try {
    await settle(form, await fetch(pressed?.hasAttribute("formaction") ? pressed.formAction : form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { "X-Requested-With": "fetch" },
      redirect: "manual",
      signal: AbortSignal.timeout(15000),
    }));
  } catch {
    done().textContent = done().dataset.failed;
  } finally {
    underWay = false;
    askNow();
  }
}

// What was done is said until the next action; the rows that are gone take their ticks with them.
async function settle(form, response) {
  if (response.status === 401) return tellSignedOut() ?? location.reload();
  if (!response.ok && response.status !== 409) throw new Error(String(response.status));
  const html = await response.text();
  outdate();
  const fresh = show(html).getElementById("done");
  done().replaceChildren(...(fresh?.childNodes ?? []));
  if (response.ok && form.id === "chosen") form.reset();
  done().focus();
}
