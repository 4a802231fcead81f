// The text that is worked on: its source, the field, and what is told about the words.

import { Locked, Lost, nameEntry, send } from "./api.js";
import { drawBeside } from "./beside.js";
import { dropDraft, readDraft, writeDraft } from "./drafts.js";
import { count, find, inLanguage, linkFile, make, nameKind, say, shorten, warn } from "./elements.js";
import { findNeighbour, findOpen, listed, mark, refresh, refreshRow } from "./list.js";
import { countOpen, entries, files, isBehind, isOpen, replaceEntry, takeFile, wordsOf } from "./store.js";
import { drawConflict, drawTold } from "./told.js";

const field = find("words");
const PAUSE = 400; // milliseconds after the last letter

let current = null;
let details = null;
let drawn = ""; // what is shown of it
let held = null; // the entry that the server is asked to write; its field is shut, others are not
let timer = 0;
let isLost = false; // the server, and the banner says so
let reloadFile = async () => {};

export const getCurrent = () => current;

export function start(readAgain) {
  reloadFile = readAgain;
  field.addEventListener("input", () => {
    if (!current) return;
    current.told = null;
    writeDraft(current, field.value);
    refreshRow(current);
    drawButtons();
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    if (event.key !== "Enter" || !isPlain || !isOneLine(current)) return;
    event.preventDefault();
    say("This text has one line.");
  });
  find("save-next").addEventListener("click", () => save());
  find("fuzzy-next").addEventListener("click", () => save({ fuzzy: true }));
  find("save-stay").addEventListener("click", () => save({ stays: true }));
  find("copy").addEventListener("click", copySource);
  find("reset").addEventListener("click", reset);
  find("undo").addEventListener("click", undo);
}

const isOneLine = (entry) =>
  entry !== null && ["cell", "heading"].includes(entry.kind) && !entry.text.includes("\n");

// Show an entry; what was typed for the last one is kept as it is.
export function select(entry, { focus = false } = {}) {
  current = entry;
  clearTimeout(timer);
  drawEntry();
  mark(entry);
  if (focus) focusField();
  tell();
  check();
}

// Draw the entry that is shown, if what is known of it is something else by now.
export function redraw() {
  if (!current || (drawn === nameDrawn() && field.value === wordsOf(current))) return;
  drawEntry();
  tell();
}

export function focusField() {
  if (find("work").hidden) find("done").focus();
  else {
    field.focus({ preventScroll: true });
    field.setSelectionRange(field.value.length, field.value.length);
  }
}

const nameDrawn = () => `${current.id} ${current.state}`;

function drawEntry() {
  const entry = current;
  drawn = nameDrawn();
  details = null;
  find("done").hidden = true;
  find("work").hidden = false;
  for (const [name, value] of Object.entries(inLanguage(entry.code))) field.setAttribute(name, value);
  for (const box of [find("source"), find("previous"), field]) box.classList.toggle("is-code", entry.code);
  find("source").replaceChildren(entry.text);
  find("then").hidden = true;
  find("known").hidden = true;
  find("around").hidden = true;
  drawPlace();
  drawWords();
}

// Draw the words, and all that is said of them.
function drawWords() {
  const words = wordsOf(current);
  if (field.value !== words) field.value = words;
  field.readOnly = !isOpen(current) || held === current;
  drawState();
  drawConflict(current);
  drawTold(current, words);
  drawButtons();
}

function drawState() {
  const open = current.fuzzy ? "fuzzy" : "untranslated";
  find("state").textContent = isOpen(current) ? open : current.state;
  find("state").className = `mark ${isOpen(current) ? open : current.state}`;
}

function drawPlace() {
  const file = files.get(current.document);
  const places = details?.places ?? [];
  const parts = [nameKind(current)];
  if (details?.column) parts.push(`column “${shorten(details.column, 40)}”`);
  if (details?.row) parts.push(`row “${shorten(details.row, 60)}”`);
  if (places.length > 1) parts.push(`in ${places.length} places`);
  find("where").replaceChildren(make("bdi", {}, current.document), ` · ${parts.join(" · ")}`);
  const headings = details?.headings ?? [];
  const path = headings.flatMap((each, at) => [at ? " › " : "", make("bdi", {}, each)]);
  find("path").replaceChildren(...(path.length ? path : [" "]));
  const first = places[0]?.source_line;
  find("source-place").replaceChildren(...(first ? [linkFile(current.document, first, `line ${first}`)] : []));
  const line = places[0]?.line ?? current.line;
  find("words-place").replaceChildren(...(file ? [linkFile(file.path, line, `line ${line}`)] : []));
}

function drawButtons() {
  const isShut = !current || !isOpen(current);
  for (const name of ["save-next", "fuzzy-next", "save-stay", "copy", "reset"]) {
    setOff(find(name), isShut);
  }
  const words = acceptedRules().length ? "Save despite warnings" : "Save and go on";
  find("save-next").firstElementChild.textContent = words;
}

// The rules whose warnings were shown when these words were to be saved.
const acceptedRules = () => (current?.told?.words === field.value && current.told.rules) || [];

// A button that can do nothing stays where the keyboard is.
function setOff(button, isOff) {
  button.setAttribute("aria-disabled", String(isOff));
}

export function drawUndo(isPossible) {
  setOff(find("undo"), !isPossible);
}

// Ask what is beside the entry: what changed, suggestions, neighbours.
async function tell() {
  const entry = current;
  if (!isOpen(entry)) return;
  const answer = await guarded(() => send("/api/entry", nameEntry(entry)));
  if (!answer || current !== entry || answer.status !== 200) return;
  details = answer.body;
  drawPlace();
  drawBeside(details, current.code, takeSuggestion);
}

// Ask what the rules say of the words; nothing is written.
async function check() {
  const entry = current;
  const words = readDraft(entry);
  if (entry.told?.words !== words && words?.trim() && isOpen(entry)) {
    const answer = await guarded(() => send("/api/check", { ...nameEntry(entry), words }));
    if (answer?.status !== 200 || readDraft(entry) !== words || entry.told) return;
    const { problems, warnings } = answer.body;
    entry.told = { words, problems, warnings };
  }
  if (current === entry) drawTold(entry, field.value);
}

// Do what needs the server; where it is gone, say so and lose nothing.
async function guarded(work) {
  try {
    const answer = await work();
    if (isLost) warn("");
    isLost = false;
    return answer;
  } catch (error) {
    if (!(error instanceof Lost || error instanceof Locked)) throw error;
    const call = make("code", {}, document.body.dataset.call);
    const kept = ", and open the address that it prints in this tab. Your words are kept here.";
    isLost = true;
    if (error instanceof Lost) warn("The server does not answer: run ", call, kept);
    else warn("Another run answers here: open its address in this tab, or end it, run ", call, kept);
    return null;
  }
}

// Have the server write, one thing at a time; meanwhile the field of what it is about is shut.
async function hold(entry, work) {
  held = entry;
  clearTimeout(timer);
  if (current) drawWords();
  try {
    return await guarded(work);
  } finally {
    held = null;
    if (current) drawWords();
  }
}

const WAIT = "Not saved yet: the last one is not answered.";

export async function save({ fuzzy = false, stays = false } = {}) {
  if (!current) return;
  if (!isOpen(current)) {
    if (!stays) goOn();
    return;
  }
  const words = field.value;
  if (held || !words.trim()) {
    say(held ? WAIT : "There are no words yet.");
    return;
  }
  const entry = current;
  const before = { ...entry };
  const sent = { ...nameEntry(entry), words, fuzzy, accepted: acceptedRules() };
  const answer = await hold(entry, () => send("/api/save", sent));
  if (answer) await take(before, entry, words, answer, stays);
}

// An answer is about the entry and the words that were sent, whichever text is shown by now.
async function take(before, entry, words, { body, status }, stays) {
  const isTheirs = takeState(body, status === 200 ? 1 : 0);
  if (status === 200) settle(before, entry, words, body);
  else if (status === 409) conflict(entry, words, body);
  else if (status === 422) object(entry, words, body);
  refresh(entry);
  const told = tellSaved(entry, body, status);
  if (current !== entry) say(`${told} (${shorten(entry.text, 60)})`);
  else if (status === 200 && !stays) goOn(told);
  else {
    if (status === 409) select(entry, { focus: true });
    else drawWords();
    say(told);
  }
  if (isTheirs) await reloadFile(entry.document);
}

// Take what an answer says of the file; return whether others wrote it too, and it is to be read.
function takeState({ file, undo: isPossible }, ours) {
  if (isPossible !== undefined) drawUndo(isPossible);
  if (!file) return false;
  takeFile(file, ours);
  return isBehind(file);
}

function tellSaved(entry, body, status) {
  if (status === 409) return "Not saved: the file changed meanwhile.";
  if (status === 422) {
    return body.kind === "warned" ? "Not saved yet: there are warnings." : "Not saved: it is refused.";
  }
  if (status !== 200) return `The server answers ${status}: nothing is written.`;
  const stamped = body.stamped ? ` ${entry.document} is done, and stamped.` : "";
  return `Saved${body.unit ? ", still fuzzy" : ""}. ${count(countOpen())} left.${stamped}`;
}

function settle(before, entry, words, body) {
  dropDraft(entry);
  if (body.unit) replaceEntry(entry, body.unit);
  else Object.assign(entry, { state: "saved", saved: words });
  const told = { words, problems: [], warnings: body.warnings };
  Object.assign(entry, { before, told, conflict: null });
}

// Go to the next open text; where none is after it, to the first of the list.
export function goOn(told = "") {
  const next = findOpen(current, 1) ?? listed().find((each) => isOpen(each) && each !== current);
  if (!next) {
    finish(told);
    return;
  }
  const isBack = listed().indexOf(next) < listed().indexOf(current);
  select(next, { focus: true });
  const state = next.fuzzy ? "fuzzy" : "untranslated";
  say(`${told}${isBack ? " From the top again." : ""} Now, ${state}: ${shorten(next.text)}`.trim());
}

function finish(told) {
  const left = countOpen();
  find("work").hidden = true;
  const box = find("done");
  box.hidden = false;
  box.querySelector("h2").textContent = left ? "This list is done" : "All is done";
  const rest = left ? `${count(left)} texts are left outside of it.` : "Nothing is left to fill in.";
  box.querySelector("p").textContent = `${told} ${rest}`.trim();
  box.focus();
}

function object(entry, words, { kind, problems, warnings }) {
  entry.told = { words, problems, warnings };
  if (kind !== "warned") return;
  entry.told.rules = warnings.map((each) => each.rule);
  entry.told.hint = "Save again to keep the words as they are.";
}

// What was sent stays typed, beside what the file says now.
function conflict(entry, words, body) {
  if (body.unit) replaceEntry(entry, body.unit);
  else Object.assign(entry, { state: body.now === null ? "gone" : "saved", saved: body.now });
  writeDraft(entry, words);
  const hints = body.problems.map((each) => each.message).join(" ");
  entry.told = null;
  entry.conflict = { said: body.unit ? body.unit.words : body.now, typed: words, hints };
}

// Put words into the field so that the browser's own undo takes them out again.
function write(words) {
  if (field.readOnly) return;
  field.focus({ preventScroll: true });
  field.select();
  const isDone = words ? document.execCommand("insertText", false, words) : false;
  if (!isDone || field.value !== words) {
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

export function copySource() {
  if (!current) return;
  write(current.text);
  say("The source is copied.");
}

export function reset() {
  if (!current) return;
  write(current.words);
  say("The field says what the file says.");
}

export function takeSuggestion(place) {
  const wanted = details?.suggestions?.[place];
  if (!wanted) {
    say(`There is no known translation ${place + 1}.`);
    return;
  }
  write(wanted.words);
  say(`Known translation ${place + 1} is taken.`);
}

export function step(by) {
  const next = current && findNeighbour(current, by);
  if (!next) {
    say(by > 0 ? "This is the last one of the list." : "This is the first one of the list.");
    return;
  }
  select(next, { focus: true });
  const state = isOpen(next) ? (next.fuzzy ? "fuzzy" : "untranslated") : next.state;
  say(`${state}: ${shorten(next.text)}`);
}

// Take the last save back; its words stay in the field.
export async function undo() {
  if (held) {
    say(WAIT);
    return;
  }
  const here = current;
  const answer = await hold(here, () => send("/api/undo", {}));
  if (!answer) return;
  const { body } = answer;
  const isTheirs = takeState(body, body.kind === "undone" ? 1 : 0);
  const entry = body.kind === "undone" && body.unit ? await reopen(body) : null;
  if (isTheirs) await reloadFile(body.file.source);
  if (entry && current === here) select(entry, { focus: true });
  say(tellUndone(body));
}

function tellUndone({ kind, problems }) {
  if (kind === "undone") return "Undone: the file says what it said before, and your words are here.";
  if (kind === "outdated") return "It cannot be undone: the file changed since.";
  if (kind === "unchanged") return "Nothing was saved yet.";
  return `It cannot be undone: ${problems.map((each) => each.message).join(" ")}`;
}

async function reopen({ unit }) {
  let entry = entries.find((each) => each.before?.id === unit.id);
  if (entry) {
    const typed = readDraft(entry) ?? wordsOf(entry);
    const earlier = entry.before.before;
    replaceEntry(entry, unit);
    Object.assign(entry, { saved: undefined, before: earlier, told: null, conflict: null });
    writeDraft(entry, typed);
    refresh(entry);
  } else {
    await reloadFile(unit.document); // it was saved before this page was loaded
    entry = entries.find((each) => each.id === unit.id && isOpen(each));
  }
  return entry;
}
