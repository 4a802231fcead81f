// The text that is worked on: its source, the field, and what is told about the words.

import { Locked, Lost, nameEntry, send } from "./api.js";
import { drawBeside } from "./beside.js";
import { dropDraft, moveDraft, readDraft, writeDraft } from "./drafts.js";
import { count, find, inLanguage, linkFile, make, nameKind, say, shorten, warn } from "./elements.js";
import { findNeighbour, findOpen, listed, mark, refresh, refreshRow } from "./list.js";
import { countOpen, entries, files, isOpen, isOverrun, replaceEntry, takeEntry, takeFile } from "./store.js";

const field = find("words");
const PAUSE = 400; // milliseconds after the last letter

let current = null;
let details = null;
let accepted = null; // warnings that were shown when these words were to be saved
let isBusy = false;
let asked = 0; // of checks and details, the last counts
let timer = 0;
let isLost = false; // the server, and the banner says so
let reloadFile = async () => {};

export const getCurrent = () => current;

export function start(readAgain) {
  reloadFile = readAgain;
  field.addEventListener("input", () => {
    if (!current) return;
    accepted = null;
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
  details = null;
  accepted = null;
  clearTimeout(timer);
  drawEntry();
  mark(entry);
  if (focus) focusField();
  tell();
  check();
}

export function focusField() {
  if (find("work").hidden) find("done").focus();
  else {
    field.focus({ preventScroll: true });
    field.setSelectionRange(field.value.length, field.value.length);
  }
}

function drawEntry() {
  const entry = current;
  find("done").hidden = true;
  find("work").hidden = false;
  field.value = isOpen(entry) ? (readDraft(entry) ?? entry.words) : (entry.saved ?? entry.words);
  field.readOnly = entry.state === "saved";
  for (const [name, value] of Object.entries(inLanguage(entry.code))) field.setAttribute(name, value);
  for (const box of [find("source"), find("previous"), field]) box.classList.toggle("is-code", entry.code);
  find("source").replaceChildren(entry.text);
  find("then").hidden = true;
  drawState();
  drawPlace();
  drawProblems([], []);
  find("conflict").hidden = true;
  find("known").hidden = true;
  find("around").hidden = true;
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
  const words = accepted ? "Save despite warnings" : "Save and go on";
  find("save-next").firstElementChild.textContent = words;
}

// A button that can do nothing stays where the keyboard is.
function setOff(button, isOff) {
  button.setAttribute("aria-disabled", String(isOff));
}

export function drawUndo(isPossible) {
  setOff(find("undo"), !isPossible);
}

function drawProblems(problems, warnings, hint = "") {
  const line = (kind) => (each) =>
    make("li", { class: kind }, make("b", {}, each.rule ?? "refused"), ` ${each.message}`);
  const lines = [...problems.map(line("problem")), ...warnings.map(line("warning"))];
  const told = lines.length ? [make("ul", {}, ...lines)] : [];
  if (hint) told.push(make("p", {}, hint));
  const box = find("problems");
  const made = make("div", {}, ...told);
  if (box.innerHTML !== made.innerHTML) box.replaceChildren(...made.childNodes);
  field.setAttribute("aria-invalid", String(problems.length > 0));
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
  const words = field.value;
  const mine = (asked += 1);
  if (!entry || !isOpen(entry) || readDraft(entry) === null || !words.trim()) {
    if (!accepted) drawProblems([], []);
    return;
  }
  const answer = await guarded(() => send("/api/check", { ...nameEntry(entry), words }));
  if (!answer || mine !== asked || current !== entry || accepted || isBusy) return;
  if (answer.status === 200) drawProblems(answer.body.problems, answer.body.warnings);
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
    const start = error instanceof Lost ? "The server does not answer" : "This is another run's address";
    const rest = ", and open the address that it prints in this tab. Your words are kept here.";
    isLost = true;
    warn(`${start}: run `, call, rest);
    return null;
  }
}

export async function save({ fuzzy = false, stays = false } = {}) {
  if (!current || isBusy) return;
  if (!isOpen(current)) {
    if (!stays) goOn();
    return;
  }
  const entry = current;
  const words = field.value;
  if (!words.trim()) {
    say("There are no words yet.");
    return;
  }
  isBusy = true;
  field.readOnly = true;
  clearTimeout(timer);
  asked += 1;
  const rules = accepted?.words === words ? accepted.rules : [];
  const sent = { ...nameEntry(entry), words, fuzzy, accepted: rules };
  const answer = await guarded(() => send("/api/save", sent));
  isBusy = false;
  field.readOnly = false;
  if (answer) await take(entry, words, answer, stays);
}

async function take(entry, words, answer, stays) {
  const { body, status } = answer;
  const isTheirs = body.file && isOverrun(body.file, status === 200 ? 1 : 0);
  if (body.file) takeFile(body.file);
  if (body.undo !== undefined) drawUndo(body.undo);
  if (status === 200) settle(entry, words, body, stays);
  else if (status === 409) conflict(entry, body);
  else if (status === 422) object(body, words);
  else say(`The server answers ${status}: nothing is written.`);
  refresh(entry);
  if (isTheirs) await reloadFile(entry.document);
}

function settle(entry, words, body, stays) {
  dropDraft(entry);
  find("conflict").hidden = true;
  entry.before = { ...entry };
  if (body.unit) replaceEntry(entry, body.unit);
  else Object.assign(entry, { state: "saved", saved: words });
  const fuzzy = body.unit ? ", still fuzzy" : "";
  const stamped = body.stamped ? ` ${entry.document} is done, and stamped.` : "";
  const told = `Saved${fuzzy}. ${count(countOpen())} left.${stamped}`;
  accepted = null;
  if (stays) {
    drawState();
    drawProblems([], body.warnings);
    field.readOnly = entry.state === "saved";
    drawButtons();
    say(told);
  } else {
    refresh(entry);
    goOn(told);
  }
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

function object(body, words) {
  if (body.kind === "warned") {
    accepted = { words, rules: body.warnings.map((each) => each.rule) };
    drawProblems([], body.warnings, "Save again to keep the words as they are.");
    drawButtons();
    say("Not saved yet: there are warnings.");
  } else {
    drawProblems(body.problems, body.warnings);
    say("Not saved: it is refused.");
  }
}

function conflict(entry, body) {
  const typed = field.value;
  const old = entry.words;
  if (body.unit) {
    moveDraft(entry, body.unit.id);
    replaceEntry(entry, body.unit);
  } else {
    Object.assign(entry, { state: body.now === null ? "gone" : "saved", saved: body.now ?? old });
  }
  select(entry);
  if (isOpen(entry)) {
    field.value = typed;
    writeDraft(entry, typed);
  }
  const said = body.unit ? body.unit.words || "no words" : body.now;
  const hints = body.problems.map((each) => each.message).join(" ");
  const words = said === null ? "this text is open no more" : "the translation now says";
  const mine = make("p", {}, "Your words: ", make("bdi", inLanguage(entry.code), typed));
  const theirs = said === null ? "" : make("p", {}, make("bdi", inLanguage(entry.code), said));
  find("conflict").replaceChildren(
    make("p", {}, `The file changed meanwhile; ${words}: `, hints), theirs, mine);
  find("conflict").hidden = false;
  say("Not saved: the file changed meanwhile.");
  focusField();
}

// Put words into the field so that the browser's own undo takes them out again.
function write(words) {
  if (!current || !isOpen(current) || isBusy) return;
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
  if (isBusy) return;
  isBusy = true;
  const answer = await guarded(() => send("/api/undo", {}));
  isBusy = false;
  if (!answer) return;
  const { body, status } = answer;
  drawUndo(body.undo);
  if (body.kind !== "undone") {
    say(status === 409 ? "It cannot be undone: the file changed since." : "Nothing was saved yet.");
    return;
  }
  takeFile(body.file);
  const unit = body.unit;
  const entry = unit && (entries.find((each) => each.before?.id === unit.id) ?? takeEntry(unit));
  if (!entry) return;
  const typed = entry.saved ?? entry.words;
  const earlier = entry.before?.before;
  replaceEntry(entry, unit);
  Object.assign(entry, { saved: undefined, before: earlier });
  writeDraft(entry, typed);
  refresh(entry);
  select(entry, { focus: true });
  say("Undone: the file says what it said before, and your words are here.");
}
