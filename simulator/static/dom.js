/** Building elements. Text only ever becomes text, never markup. */

const SVG = "http://www.w3.org/2000/svg";

/** An element with a class, attributes (an `on...` one is a listener) and children; null children are left out. */
export function el(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function drawn(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

/** One of the drawings that the page holds. */
export function icon(name) {
  return drawn("svg", { class: "icon", "aria-hidden": "true" }, drawn("use", { href: `#icon-${name}` }));
}

/** A paragraph of what somebody wrote, with addresses that can be followed. */
export function words(text, name = "text") {
  const parts = text.split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)])/);
  return el("p", { class: name, dir: "auto" }, ...parts.map((part, place) => (place % 2 ? link(part) : part)));
}

const link = (address) => el("a", { href: address, target: "_blank", rel: "noreferrer" }, address);

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}
