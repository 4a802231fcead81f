// What is said of an entry's words: by the rules, and by others who wrote the file.

import { find, inLanguage, make } from "./elements.js";

// Problems and warnings are those of the words that were asked for, and of no others.
export function drawTold({ told }, words) {
  const { problems, warnings, hint } = told?.words === words ? told : {};
  const lines = [...drawLines("problem", problems), ...drawLines("warning", warnings)];
  const drawn = lines.length ? [make("ul", {}, ...lines)] : [];
  if (hint) drawn.push(make("p", {}, hint));
  const box = find("problems");
  const made = make("div", {}, ...drawn);
  if (box.innerHTML !== made.innerHTML) box.replaceChildren(...made.childNodes);
  find("words").setAttribute("aria-invalid", String(Boolean(problems?.length)));
}

const drawLines = (kind, each = []) =>
  each.map(({ rule, message }) =>
    make("li", { class: kind }, make("b", {}, rule ?? "refused"), ` ${message}`));

// Theirs and ours, where somebody wrote the file meanwhile.
export function drawConflict({ conflict, code }) {
  const box = find("conflict");
  box.hidden = !conflict;
  if (!conflict) return;
  const { said, typed, hints = "" } = conflict;
  const isGone = said === null;
  const what = isGone ? "this text is open no more" : "the translation now says";
  const quote = (words) => make("bdi", inLanguage(code), words);
  box.replaceChildren(
    make("p", {}, `The file changed meanwhile; ${what}${isGone ? ". " : ": "}${hints}`),
    ...(isGone ? [] : [make("p", {}, quote(said || "no words"))]),
    ...(typed === null ? [] : [make("p", {}, "Your words: ", quote(typed))]),
  );
}
