// Correcting what a turn is about: the list of intents is searched by typing, and Enter takes the first one left.

const list = () => document.getElementById("correct-list");
const choices = () => [...list().querySelectorAll("li")];

export function start() {
  document.addEventListener("toggle", (event) => event.target.id === "correct-others" && toggled(event.target), true);
  document.addEventListener("input", (event) => event.target.id === "correct-filter" && search(event.target.value));
  document.addEventListener("keydown", (event) => {
    if (event.target.id === "correct-filter") pressed(event);
  });
  document.addEventListener("submit", (event) => event.target.id === "correct" && close(), true);
}

// Opened by its key, it may be inside the folded card. Emptied when it folds: by the time that it tells of its opening,
// somebody may have typed already.
function toggled(others) {
  const field = document.getElementById("correct-filter");
  if (!others.open) {
    field.value = "";
    return search("");
  }
  document.getElementById("card").open = true;
  field.focus();
  others.scrollIntoView({ block: "nearest" });
}

function search(words) {
  const wanted = words.trim().toLocaleLowerCase();
  for (const choice of choices()) choice.hidden = !titleOf(choice).includes(wanted);
  // What begins with it comes first to mind, and first in the list, for Enter takes the first.
  const order = choices().sort((one, other) => rank(one, wanted) - rank(other, wanted) || compared(one, other));
  list().querySelector("ul").append(...order);
  list().querySelector(".hint").hidden = choices().some((choice) => !choice.hidden);
}

const titleOf = (choice) => choice.textContent.trim().toLocaleLowerCase();
const rank = (choice, wanted) => (titleOf(choice).startsWith(wanted) ? 0 : 1);
const compared = (one, other) => titleOf(one).localeCompare(titleOf(other), document.documentElement.lang);

function pressed(event) {
  if (event.key === "Escape") {
    close();
  } else if (event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    choices().find((choice) => !choice.hidden)?.querySelector("button").click();
  }
}

// Chosen: the list folds, and the keyboard stays where it was opened.
function close() {
  const others = document.getElementById("correct-others");
  if (others.open) others.querySelector("summary").focus();
  others.open = false;
}
