// While a canned reply is written, what a customer would read is shown below it.

const VARIABLE = /\{\{\s*([a-z][a-z0-9_]*)\s*\}\}/g;
const examples = JSON.parse(document.getElementById("content").dataset.examples);

function preview(form) {
  const shown = form.querySelector("[data-preview]");
  const values = examples[form.elements.language.value] ?? {};
  const words = form.elements.text.value.trim().replace(VARIABLE, (whole, name) => values[name] ?? whole);
  shown.querySelector(".text").textContent = words;
  shown.hidden = !words;
}

for (const form of document.querySelectorAll(".canned-form")) {
  form.addEventListener("input", () => preview(form));
  preview(form);
}
