// The texts and documents as the page knows them. An entry's `state` is open, saved or gone.
// What the server said of it stays with it: `told` is about the words that were asked for,
// `conflict` about what others wrote.

import { readPage } from "./api.js";
import { adoptDrafts, moveDraft, readDraft } from "./drafts.js";

export const entries = []; // in the order of the documents
export const files = new Map(); // by their source

export const isOpen = (entry) => entry.state === "open";
export const countOpen = () => entries.filter(isOpen).length;

// What was typed for an entry, else what the file says.
export const wordsOf = (entry) =>
  (entry.state === "saved" ? entry.saved : readDraft(entry)) ?? entry.words;

const taken = new Map(); // the revision that a source's entries are of

// Take what the server says of a file, unless it has said something later. Our own save makes one
// revision, and that its entries are known; what others write makes another.
export function takeFile(file, ours = 0) {
  if (!isOutrun(file)) files.set(file.source, file);
  if (ours && file.revision <= taken.get(file.source) + ours) taken.set(file.source, file.revision);
}

// Whether somebody else wrote a file since its entries were read.
export const isBehind = (file) => files.get(file.source).revision > taken.get(file.source);

const isOutrun = (file) => files.get(file.source)?.revision > file.revision;

// Read all entries; each page is shown as it comes.
export async function readAll(show) {
  let from = "";
  while (from !== null) {
    const page = await readPage({ from });
    await takePage(page);
    show();
    from = page.next;
  }
}

// Read a document's entries anew.
export async function reload(source) {
  await takePage(await readPage({ document: source }));
}

// A page holds whole documents. One that was read before our last save of it is asked for again.
async function takePage(page) {
  for (const file of page.files) {
    if (isOutrun(file)) await reload(file.source);
    else takeDocument(file, page.entries.filter((each) => each.document === file.source));
  }
}

// Take a document's entries as of its revision: one whose words are others by now is still the
// same one, what is gone says so, what is new stands where it belongs.
function takeDocument(file, found) {
  takeFile(file);
  taken.set(file.source, file.revision);
  const there = new Set(found.map((each) => each.id));
  const known = entries.filter((each) => each.document === file.source && each.state !== "saved");
  const byId = new Map(known.map((entry) => [entry.id, entry]));
  const rest = known.filter((entry) => isOpen(entry) && !there.has(entry.id));
  for (const each of found) {
    const old = byId.get(each.id);
    const same = old ? -1 : rest.findIndex((entry) => entry.text === each.text);
    if (old?.state === "gone") old.conflict = null;
    if (old) replaceEntry(old, each);
    else if (same === -1) insertEntry(each);
    else change(rest.splice(same, 1)[0], each);
  }
  for (const entry of rest) {
    entry.state = "gone";
    entry.conflict = { said: null, typed: readDraft(entry) };
  }
  adoptDrafts(file.source, found);
}

// Somebody changed the words of an entry; what was typed for it stays beside theirs.
function change(entry, found) {
  const typed = readDraft(entry);
  replaceEntry(entry, found);
  entry.told = null;
  entry.conflict = typed === null ? null : { said: found.words, typed };
}

// What the file says of an entry by now; what was typed for it goes along.
export function replaceEntry(entry, found) {
  moveDraft(entry, found.id);
  Object.assign(entry, found, { state: "open" });
}

function insertEntry(found) {
  const isOfIt = (each) => each.document === found.document;
  const before = entries.findLastIndex((each) => isOfIt(each) && each.line <= found.line);
  const first = before === -1 ? entries.findIndex(isOfIt) : before + 1;
  entries.splice(first === -1 ? entries.length : first, 0, { ...found, state: "open" });
}
