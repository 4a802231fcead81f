// What stands beside a text: what it was, known translations, and what is around it.

import { find, inLanguage, make, shorten } from "./elements.js";

export function drawBeside(details, isCode, take) {
  drawChanges(details);
  drawSuggestions(details, isCode, take);
  drawNeighbours(details);
}

function drawChanges({ changes }) {
  find("then").hidden = changes === null;
  if (changes === null) return;
  const parts = (stretches, name) =>
    stretches.map(([text, differs]) => (differs ? make(name, {}, text) : text));
  find("source").replaceChildren(...parts(changes.after, "ins"));
  find("previous").replaceChildren(...parts(changes.before, "del"));
}

function drawSuggestions({ suggestions: known }, isCode, take) {
  find("known").hidden = known.length === 0;
  const draw = (each, place) => drawSuggestion(each, isCode, () => take(place), place + 1);
  find("suggestions").replaceChildren(...known.map(draw));
}

function drawSuggestion(each, isCode, take, number) {
  const keys = make("kbd", {}, `${number}`);
  const words = make("span", { class: "words", ...inLanguage(isCode) }, each.words);
  const about = each.likeness < 100 ? `${each.likeness} % alike: ${each.text}` : "the same text";
  const button = make("button", { type: "button" }, keys, words, make("span", { class: "quiet" }, about));
  button.addEventListener("click", take);
  return make("li", {}, button);
}

function drawNeighbours(details) {
  const lines = [];
  for (const [name, title] of [["before", "Before"], ["after", "After"]]) {
    const { text, words } = details[name];
    if (!text) continue;
    const there = words || "not translated yet";
    const attributes = words ? inLanguage(false) : { class: "quiet" };
    lines.push(make("div", {}, make("dt", {}, title),
      make("dd", { lang: "en", dir: "auto" }, shorten(text, 300)), make("dd", attributes, shorten(there, 300))));
  }
  find("around").hidden = lines.length === 0;
  find("neighbours").replaceChildren(...lines);
}
