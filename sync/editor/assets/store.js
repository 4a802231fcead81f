// The texts and documents as the page knows them. An entry's `state` is open, saved or gone.

import { readEntries } from "./api.js";

export const entries = []; // in the order of the documents
export const files = new Map(); // by their source

export const isOpen = (entry) => entry.state === "open";
export const countOpen = () => entries.filter(isOpen).length;

export function takeFile(file) {
  if (file) files.set(file.source, file);
}

// Whether somebody else wrote a file: our own save makes one revision, theirs another.
export function isOverrun(file, ours) {
  const known = files.get(file.source);
  return known !== undefined && file.revision > known.revision + ours;
}

export function takeEntry(found) {
  const entry = { ...found, state: "open" };
  entries.push(entry);
  return entry;
}

export function replaceEntry(entry, found) {
  Object.assign(entry, found, { state: "open" });
}

// Read a document's entries anew: what is gone says so, what is new stands where it belongs.
export async function reload(source) {
  const found = [];
  await readEntries(source, (sent) => found.push(...sent));
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  const there = new Set(found.map((entry) => entry.id));
  for (const entry of entries) {
    if (entry.document === source && isOpen(entry) && !there.has(entry.id)) entry.state = "gone";
  }
  for (const each of found) {
    const old = known.get(each.id);
    if (old && old.state !== "saved") replaceEntry(old, each);
    else insert(takeEntry(each));
  }
}

function insert(entry) {
  entries.splice(entries.indexOf(entry), 1);
  const last = entries.findLastIndex((each) => each.document === entry.document);
  const later = (each) => each.document === entry.document && each.line > entry.line;
  const place = entries.findIndex(later);
  entries.splice(place === -1 ? last + 1 || entries.length : place, 0, entry);
}
