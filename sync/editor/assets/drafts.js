// Words that are not saved yet: they outlive a reload, and a server that is gone.

// An address is that of many projects, one after the other: drafts are those of a root's language.
const { root, language } = document.body.dataset;
const PREFIX = `translation-sync ${root} ${language} `;

const drafts = readKept(); // id of the entry -> {document, text, words}

function readKept() {
  try {
    const names = Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX));
    return new Map(
      names.map((name) => [name.slice(PREFIX.length), JSON.parse(sessionStorage.getItem(name))]),
    );
  } catch {
    return new Map(); // forbidden: they last as long as the page
  }
}

export const readDraft = (entry) => drafts.get(entry.id)?.words ?? null;

export function writeDraft(entry, words) {
  if (words === entry.words) dropDraft(entry);
  else keep(entry.id, { document: entry.document, text: entry.text, words });
}

export function dropDraft(entry) {
  drafts.delete(entry.id);
  try {
    sessionStorage.removeItem(PREFIX + entry.id);
  } catch {
    // Forbidden: there is none.
  }
}

function keep(id, draft) {
  drafts.set(id, draft);
  try {
    sessionStorage.setItem(PREFIX + id, JSON.stringify(draft));
  } catch {
    // Full or forbidden: the page has the words all the same.
  }
}

// An entry whose words are others by now has another id: what was typed for it goes along.
export function moveDraft(entry, id) {
  const draft = drafts.get(entry.id);
  if (!draft || entry.id === id) return;
  dropDraft(entry);
  keep(id, draft);
}

// Words whose entry is not in its document any more go to an open one with the same text.
export function adoptDrafts(source, found) {
  const known = new Set(found.map((entry) => entry.id));
  for (const [id, draft] of [...drafts]) {
    if (draft.document !== source || known.has(id)) continue;
    const heir = found.find((entry) => entry.text === draft.text && readDraft(entry) === null);
    if (heir) moveDraft({ id }, heir.id);
  }
}
