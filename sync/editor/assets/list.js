// The list of texts: filtered, by document, one of them current. It is laid out as it is seen.

import { readDraft } from "./drafts.js";
import { count, find, inLanguage, make, nameKind, shorten } from "./elements.js";
import { countOpen, entries, files, isOpen, wordsOf } from "./store.js";

const list = find("list");
const SIGNS = { untranslated: "○", fuzzy: "◐", saved: "✓", gone: "–", unsaved: "✎" };

let shown = []; // the entries that the filter leaves, in order; what is saved stays until it changes
let rows = new Map(); // entry -> its button
let heads = new Map(); // source -> the head of its group
const options = new Map(); // source -> its choice
let current = null;
let open = () => {};

export const listed = () => shown;

export function start(choose) {
  open = choose;
  list.addEventListener("click", (event) => {
    const row = event.target.closest("button");
    if (row) open(row.entry, { focus: true });
  });
  list.addEventListener("keydown", move);
  for (const name of ["input", "change"]) find("filter").addEventListener(name, draw);
  find("filter").addEventListener("submit", (event) => event.preventDefault());
}

function readFilter() {
  const which = new FormData(find("filter")).get("which");
  return {
    which,
    document: find("document").value,
    text: find("search").value.trim().toLocaleLowerCase(),
  };
}

const nameState = (entry) =>
  entry.state === "open" ? (entry.fuzzy ? "fuzzy" : "untranslated") : entry.state;

function isWanted(entry, wanted) {
  if (entry.state === "gone" && readDraft(entry) === null) return false;
  if (wanted.document && entry.document !== wanted.document) return false;
  if (wanted.which !== "all" && nameState(entry) !== wanted.which) return false;
  if (!wanted.text) return true;
  const said = [entry.text, wordsOf(entry), entry.document];
  return said.some((text) => text.toLocaleLowerCase().includes(wanted.text));
}

// Draw the list anew.
export function draw() {
  const wanted = readFilter();
  shown = entries.filter((entry) => isWanted(entry, wanted));
  rows = new Map();
  heads = new Map();
  const groups = [];
  let group = null;
  for (const entry of shown) {
    if (group?.source !== entry.document) {
      group = { source: entry.document, items: make("ol") };
      groups.push(drawGroup(group));
    }
    group.items.append(make("li", {}, drawRow(entry)));
  }
  if (!groups.length) groups.push(make("p", { class: "nothing" }, "No text is like that."));
  list.replaceChildren(...groups);
  mark(current);
  drawCounts();
}

function drawGroup(group) {
  const head = make("div", { class: "group" });
  heads.set(group.source, head);
  drawHead(head, group.source);
  return make("section", { "data-source": group.source, "aria-label": group.source }, head, group.items);
}

function drawHead(head, source) {
  const file = files.get(source);
  if (!file) return;
  const done = file.units - file.open;
  head.replaceChildren(
    make("h2", { title: source }, make("bdi", {}, source)),
    make("span", { class: "quiet" }, `${count(done)} of ${count(file.units)}`),
    make("progress", { value: done, max: file.units || 1, "aria-label": `Done of ${source}` }),
  );
}

function drawRow(entry) {
  const row = make("button", { type: "button", tabindex: "-1" });
  row.entry = entry;
  rows.set(entry, row);
  fillRow(row, entry);
  return row;
}

function fillRow(row, entry) {
  const state = isOpen(entry) && readDraft(entry) !== null ? "unsaved" : nameState(entry);
  const words = wordsOf(entry);
  const source = make("span", { class: "line", lang: "en", dir: "auto" }, shorten(entry.text));
  const below = words
    ? make("span", { class: "line", ...inLanguage(entry.code) }, shorten(words))
    : make("span", { class: "line none", "aria-hidden": "true" }, nameKind(entry));
  row.className = `row ${state}`;
  row.replaceChildren(
    make("span", { class: "sign", "aria-hidden": "true" }, SIGNS[state]),
    make("span", { class: "unseen" }, `${state}: `),
    make("span", { class: "lines" }, source, below),
  );
}

export function refreshRow(entry) {
  const row = rows.get(entry);
  if (row) fillRow(row, entry);
}

// Show what became of an entry, and of its document.
export function refresh(entry) {
  refreshRow(entry);
  const head = heads.get(entry.document);
  if (head) drawHead(head, entry.document);
  drawCounts();
}

export function drawCounts() {
  const left = entries.filter(isOpen);
  const fuzzy = left.filter((entry) => entry.fuzzy).length;
  const counts = { all: left.length, fuzzy, untranslated: left.length - fuzzy };
  for (const place of document.querySelectorAll("[data-count]")) {
    place.textContent = count(counts[place.dataset.count]);
  }
  const all = [...files.values()];
  const units = all.reduce((sum, file) => sum + file.units, 0);
  const done = units - all.reduce((sum, file) => sum + file.open, 0);
  find("share").value = done;
  find("share").max = units || 1;
  find("counts").textContent = `${count(done)} of ${count(units)} done, ${count(countOpen())} left`;
  find("shown").textContent = `${count(shown.filter(isOpen).length)} in the list`;
  drawDocuments(all);
}

function drawDocuments(all) {
  for (const file of all) {
    let option = options.get(file.source);
    if (!option) {
      option = make("option", { value: file.source });
      options.set(file.source, option);
      find("document").append(option);
    }
    const words = `${file.source} (${file.open ? `${file.open} left` : "done"})`;
    if (option.textContent !== words) option.textContent = words;
  }
}

// Make an entry the current one: it is in sight, and the one that the Tab key leads to.
export function mark(entry) {
  for (const row of list.querySelectorAll('[aria-current], [tabindex="0"]')) {
    row.removeAttribute("aria-current");
    row.setAttribute("tabindex", "-1");
  }
  current = entry;
  const row = rows.get(entry);
  if (row) {
    row.setAttribute("aria-current", "true");
    row.scrollIntoView({ block: "nearest" });
  }
  const first = row ?? rows.get(shown[0]);
  if (first) first.setAttribute("tabindex", "0");
}

export function focusRow() {
  list.querySelector('[tabindex="0"]')?.focus();
}

// The next open entry of the list after one, or before it; none goes round in circles unasked.
export function findOpen(entry, step) {
  const at = shown.indexOf(entry);
  const start = at === -1 ? (step > 0 ? 0 : shown.length - 1) : at + step;
  for (let place = start; place >= 0 && place < shown.length; place += step) {
    if (isOpen(shown[place])) return shown[place];
  }
  return null;
}

export const findNeighbour = (entry, step) => shown[shown.indexOf(entry) + step] ?? null;

function move(event) {
  const row = event.target.closest("button");
  if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
  const at = shown.indexOf(row.entry);
  const page = Math.max(1, Math.floor(list.clientHeight / row.offsetHeight) - 1);
  const places = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: shown.length - 1,
  };
  if (!(event.key in places)) return;
  event.preventDefault();
  const wanted = Math.min(Math.max(places[event.key], 0), shown.length - 1);
  const there = rows.get(shown[wanted]);
  row.setAttribute("tabindex", "-1");
  there.setAttribute("tabindex", "0");
  there.focus();
}
