// Bring a part of the page to its new state and leave alone what is the same: focus, selection, scroll positions,
// and what somebody is typing stay.
//
// data-as-before: of the new state, stands for an element that the page shows already as it is (live.js says that we
// know it: the server sends it to nobody else).
// data-keep="value": the element's value, content and height are the reader's, and what ties it to an open list of
//                    choices (ready.js); its other attributes are ours.
// data-keep="open":  whether it is unfolded is the reader's.
// data-keep="all":   only our script changes it.

const TIES = ["aria-controls", "aria-autocomplete", "aria-haspopup", "aria-activedescendant"];
const READERS = { value: ["value", "rows", ...TIES], open: ["open"], checked: ["checked"] };

export function morph(before, after) {
  syncAttributes(before, after);
  if (before.dataset.keep !== "value") syncChildren(before, after);
}

function syncAttributes(before, after) {
  const kept = READERS[before.dataset.keep] ?? [];
  for (const { name } of [...before.attributes]) {
    if (!kept.includes(name) && !after.hasAttribute(name)) before.removeAttribute(name);
  }
  for (const { name, value } of after.attributes) {
    if (!kept.includes(name) && before.getAttribute(name) !== value) before.setAttribute(name, value);
  }
}

function syncChildren(before, after) {
  const known = new Map([...before.children].filter((child) => child.id).map((child) => [child.id, child]));
  const wanted = new Set([...after.children].map((child) => child.id).filter(Boolean));
  let next = before.firstChild;
  for (const child of [...after.childNodes]) {
    while (next && leaves(next, wanted)) next = drop(next);
    const match = child.id ? known.get(child.id) : next && alike(next, child) ? next : null;
    while (next && match && next !== match && !next.id) next = drop(next);
    if (!match) {
      before.insertBefore(child, next);
      continue;
    }
    if (match === next) next = next.nextSibling;
    else before.insertBefore(match, next);
    update(match, child);
  }
  while (next) next = drop(next);
}

function leaves(node, wanted) {
  return Boolean(node.id) && !wanted.has(node.id);
}

function drop(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

function alike(node, other) {
  return node.nodeName === other.nodeName && !node.id && !other.id;
}

function update(node, other) {
  if (node.nodeType !== Node.ELEMENT_NODE) {
    if (node.data !== other.data) node.data = other.data;
  } else if (node.dataset.keep === "all" || "asBefore" in other.dataset) {
    return;
  } else if (node.nodeName !== other.nodeName) {
    node.replaceWith(other);
  } else if (!node.isEqualNode(other)) {
    morph(node, other);
  }
}
