// Words that are not saved yet: they outlive a reload, and a server that is gone.

// An address is that of many projects, one after the other: drafts are those of a root's language.
const { root, language } = document.body.dataset;
const PREFIX = `translation-sync ${root} ${language} `;

export function readDraft(entry) {
  return find(entry)?.words ?? null;
}

export function writeDraft(entry, words) {
  if (words === entry.words) return dropDraft(entry);
  const { document, text } = entry;
  try {
    sessionStorage.setItem(PREFIX + entry.id, JSON.stringify({ document, text, words }));
  } catch {
    // Full or forbidden: the words are in the field all the same.
  }
  return undefined;
}

export function dropDraft(entry) {
  sessionStorage.removeItem(PREFIX + entry.id);
}

export function moveDraft(entry, id) {
  const kept = sessionStorage.getItem(PREFIX + entry.id);
  if (kept === null) return;
  sessionStorage.removeItem(PREFIX + entry.id);
  sessionStorage.setItem(PREFIX + id, kept);
}

// Words whose entry is another by now go to the one with the same text.
export function adoptDrafts(entries) {
  const known = new Set(entries.map((entry) => entry.id));
  for (const name of listNames()) {
    if (known.has(name)) continue;
    const kept = JSON.parse(sessionStorage.getItem(PREFIX + name));
    const same = (entry) => entry.document === kept.document && entry.text === kept.text;
    const heir = entries.find((entry) => same(entry) && find(entry) === null);
    if (heir) moveDraft({ id: name }, heir.id);
  }
}

export const listNames = () =>
  Object.keys(sessionStorage)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => name.slice(PREFIX.length));

function find(entry) {
  const kept = sessionStorage.getItem(PREFIX + entry.id);
  return kept === null ? null : JSON.parse(kept);
}
