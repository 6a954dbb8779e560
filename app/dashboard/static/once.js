// A form that is on its way is not sent a second time by a double click: the page would show the answer to the second.
// What other scripts send themselves they look after themselves. The server takes every form twice without harm.

const LONGEST = 5000; // milliseconds; whoever stopped the browser meanwhile may press again
const underWay = new Set();

addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method") !== "post") return;
  if (underWay.has(form)) return event.preventDefault();
  underWay.add(form);
  setTimeout(() => underWay.delete(form), LONGEST);
});
addEventListener("pageshow", () => underWay.clear());
