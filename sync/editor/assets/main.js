// The page: texts are read, keys are bound, and what others write meanwhile is looked for.

import { Locked, Lost, read } from "./api.js";
import * as desk from "./desk.js";
import { find, linkFile, make, say } from "./elements.js";
import { isMac, listen, nameKeys } from "./keys.js";
import * as list from "./list.js";
import { entries, files, isBehind, readAll, reload, takeFile } from "./store.js";

const WIDE = matchMedia("(min-width: 56rem)");

async function readFiles() {
  const { body } = await read("/api/files");
  return body;
}

async function reloadFile(source) {
  await reload(source);
  list.draw();
  desk.redraw();
}

// Look at the files when somebody comes back to the page: others may have written them.
async function look() {
  if (document.hidden) return;
  try {
    const body = await readFiles();
    body.files.forEach((file) => takeFile(file));
    const changed = body.files.filter(isBehind);
    desk.drawUndo(body.undo);
    for (const file of changed) await reloadFile(file.source);
    tellLeftOut();
    if (changed.length) say("Files changed meanwhile, and are read again.");
  } catch (error) {
    if (!(error instanceof Lost || error instanceof Locked)) throw error; // the next save tells of it
  }
}

// What cannot be filled in here, with the way to where it can be.
function tellLeftOut() {
  const lines = [];
  for (const file of files.values()) {
    const [first, ...more] = file.unknown;
    if (file.failure) lines.push(make("li", {}, file.failure));
    if (first === undefined) continue;
    const rest = more.length ? ` and ${more.length} more` : "";
    const link = linkFile(file.path, first, `${file.path}, line ${first}`);
    lines.push(make("li", {}, link, `${rest}: a mark of which nobody can tell what it should say`));
  }
  find("left-out").hidden = lines.length === 0;
  find("left-out-lines").replaceChildren(...lines);
}

function bindKeys() {
  for (const key of document.querySelectorAll("kbd[data-keys]")) {
    key.textContent = nameKeys(key.dataset.keys);
  }
  const take = (place) => () => desk.takeSuggestion(place);
  listen({
    "Mod+Enter": () => desk.save(),
    "Mod+Shift+Enter": () => desk.save({ fuzzy: true }),
    "Mod+S": () => desk.save({ stays: true }),
    "Alt+ArrowDown": () => desk.step(1),
    "Alt+ArrowUp": () => desk.step(-1),
    "Alt+C": desk.copySource,
    "Alt+R": desk.reset,
    "Alt+Z": desk.undo,
    "Alt+1": take(0),
    "Alt+2": take(1),
    "Alt+3": take(2),
    "Alt+L": toList,
    "Alt+S": () => {
      find("finder").open = true;
      find("search").focus();
    },
  });
}

function toList() {
  if (find("list").contains(document.activeElement)) {
    desk.focusField();
    return;
  }
  find("finder").open = true;
  list.focusRow();
}

function fold() {
  find("finder").open = WIDE.matches;
}

async function start() {
  document.body.classList.toggle("mac", isMac);
  list.start((entry, options) => {
    if (!WIDE.matches) find("finder").open = false;
    desk.select(entry, options);
  });
  desk.start(reloadFile);
  bindKeys();
  fold();
  WIDE.addEventListener("change", fold);
  const body = await readFiles();
  body.files.forEach((file) => takeFile(file));
  desk.drawUndo(body.undo);
  tellLeftOut();
  await readAll(() => {
    if (!desk.getCurrent()) show();
  });
  list.draw();
  document.addEventListener("visibilitychange", look);
  addEventListener("focus", look);
  document.body.dataset.ready = "true";
}

function show() {
  list.draw();
  if (entries.length) desk.select(entries[0], { focus: true });
  else desk.goOn();
}

start();
