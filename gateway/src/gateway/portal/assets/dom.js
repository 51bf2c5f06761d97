// SPDX-License-Identifier: EUPL-1.2
// What is shown is put in place as text, never as markup: callbacks and reasons are of strangers.

const SHAPES = new Set(["svg", "rect", "path", "line", "text"]);

export const at = (id) => document.getElementById(id);

export function make(tag, attributes = {}, ...children) {
  const space = SHAPES.has(tag) ? "http://www.w3.org/2000/svg" : "http://www.w3.org/1999/xhtml";
  const element = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// Said again only when it has changed: a screen reader would read it aloud each time.
export function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function mark(element, text, good = null) {
  element.hidden = !text;
  element.classList.toggle("good", good === true);
  element.classList.toggle("bad", good === false);
  put(element, text);
}

// Make the children of a list those of `items`. What was there stays where it is, with its focus.
export function keep(list, items, key, create, update) {
  const known = new Map([...list.children].map((each) => [each.dataset.key, each]));
  const wanted = new Set(items.map((item) => String(key(item))));
  for (const [name, element] of known) if (!wanted.has(name)) element.remove();
  let next = list.firstElementChild;
  for (const item of items) {
    const name = String(key(item));
    let element = known.get(name);
    if (!element) {
      element = create(item);
      element.dataset.key = name;
      known.set(name, element);
    }
    update(element, item);
    if (element === next) next = next.nextElementSibling;
    else list.insertBefore(element, next);
  }
}

export const part = (element, name) => element.querySelector(`[data-part="${name}"]`);
