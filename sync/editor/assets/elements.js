// Small help with elements: texts are only ever texts.

export const find = (id) => document.getElementById(id);

export function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

const { tag, direction } = document.body.dataset;

// How words of the translation are written: code runs from left to right in every language.
export const inLanguage = (isCode) => ({ lang: tag, dir: isCode ? "ltr" : direction });

export function say(words) {
  find("said").textContent = words;
}

export function warn(words, ...more) {
  const banner = find("banner");
  banner.hidden = words === "";
  banner.replaceChildren(words, ...more);
}

export const shorten = (text, most = 120) => {
  const folded = text.split(/\s+/u).join(" ").trim();
  return folded.length > most ? `${folded.slice(0, most - 1)}…` : folded;
};

const KINDS = { item: "list item", "front-matter": "front matter" };

export const nameKind = (entry) => KINDS[entry.kind] ?? entry.kind;

export const count = (number) => number.toLocaleString("en");

export function linkFile(path, line, words) {
  const address = `/file?${new URLSearchParams({ path })}#L${line}`;
  return make("a", { href: address, target: "_blank", rel: "noopener" }, words);
}
