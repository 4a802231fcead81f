"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { languages, documents, states, signs, cells, pages, details } = data;
  const width = languages.length;
  const linked = new Set(pages);
  const folders = languages.map(encode);
  const map = document.getElementById("map");
  const about = document.getElementById("about");
  const form = document.getElementById("filter");
  const chips = [...form.querySelectorAll("button[data-state]")];
  const NARROWEST = 20; // pixels of a cell
  const WIDEST = 28;
  const NAME = 270; // of a document's path, at the least if it is that long
  const LETTER = 8;
  const FIRST = 40; // lines: more are never in sight at once
  const NO_STATE = "no such document";

  const corner = element("div", { class: "corner", role: "columnheader" });
  const body = element("div", { class: "body", role: "rowgroup" });
  const sheet = new CSSStyleSheet();
  const lines = []; // of the documents, each drawn once

  // What is shown: it is read from the address, and written there at each change.
  let wanted = read();
  let rows = [];
  let columns = [];
  let focused = null; // the cell that the Tab key leads to

  function read() {
    const given = new URLSearchParams(location.hash.slice(1));
    const list = (name, known) =>
      (given.get(name) ?? "").split(",").filter((each) => known.includes(each));
    return {
      states: list("state", states),
      language: languages.includes(given.get("lang")) ? given.get("lang") : "",
      folder: given.get("folder") ?? "",
      text: given.get("q") ?? "",
      sort: ["name", "owed", "state"].includes(given.get("sort")) ? given.get("sort") : "name",
    };
  }

  function write() {
    const given = new URLSearchParams();
    if (wanted.states.length) given.set("state", wanted.states.join(","));
    if (wanted.language) given.set("lang", wanted.language);
    if (wanted.folder) given.set("folder", wanted.folder);
    if (wanted.text) given.set("q", wanted.text);
    if (wanted.sort !== "name") given.set("sort", wanted.sort);
    history.replaceState(null, "", `#${given}`);
  }

  const codeOf = (row, column) => cells.charCodeAt(row * width + column) - 48;
  const stateOf = (row, column) => states[codeOf(row, column)];
  const isOwed = (state) => state !== undefined && state !== "current" && state !== "cosmetic";

  function choose() {
    const text = wanted.text.toLocaleLowerCase();
    const chosen = new Set(wanted.states);
    columns = languages.map((_, place) => place);
    if (wanted.language) columns = columns.filter((place) => languages[place] === wanted.language);
    const isInFolder = (path) => {
      if (!wanted.folder) return true;
      return wanted.folder === "." ? !path.includes("/") : path.startsWith(`${wanted.folder}/`);
    };
    rows = [];
    for (let row = 0; row < documents.length; row += 1) {
      const path = documents[row];
      if (!isInFolder(path) || (text && !path.toLocaleLowerCase().includes(text))) continue;
      if (chosen.size && !columns.some((column) => chosen.has(stateOf(row, column)))) continue;
      rows.push(row);
    }
    if (chosen.size) {
      columns = columns.filter((column) => rows.some((row) => chosen.has(stateOf(row, column))));
    }
    if (wanted.sort !== "name") sortRows();
  }

  function sortRows() {
    const weigh = (row) => {
      const owed = columns.filter((column) => isOwed(stateOf(row, column))).length;
      const worst = Math.min(...columns.map((column) => codeOf(row, column)), states.length);
      return wanted.sort === "owed" ? [-owed, worst] : [worst, -owed];
    };
    const weights = new Map(rows.map((row) => [row, weigh(row)]));
    rows.sort((one, other) => {
      const [a, b] = [weights.get(one), weights.get(other)];
      return a[0] - b[0] || a[1] - b[1] || one - other;
    });
  }

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function encode(path) {
    return path.split("/").map(encodeURIComponent).join("/");
  }

  // Of a file's name nothing but its encoded address is written as HTML.
  function drawLine(row) {
    const line = element("div", { class: "row", role: "row" });
    const path = encode(documents[row]);
    line.innerHTML = languages.map((_, column) => drawCell(row, column, path)).join("");
    line.prepend(drawName(documents[row]));
    return line;
  }

  function drawCell(row, column, path) {
    const state = stateOf(row, column);
    const look = state ? `class="${state}" aria-label="${state}"` : `aria-label="${NO_STATE}"`;
    if (!linked.has(row * width + column)) return `<div role="gridcell" ${look}></div>`;
    const address = `translations/${folders[column]}/${path}.html`;
    return `<div role="gridcell"><a ${look} href="${address}" tabindex="-1"></a></div>`;
  }

  function drawName(path) {
    const start = path.lastIndexOf("/") + 1;
    const folder = element("span", { class: "folder" }, path.slice(0, start));
    return element("div", { class: "name", role: "rowheader", title: path },
      element("span", {}, folder, path.slice(start)));
  }

  function drawNothing() {
    const back = element("button", { type: "button" }, "Show all");
    back.addEventListener("click", reset);
    return element("div", { role: "row" },
      element("div", { class: "nothing", role: "gridcell" }, "No translation is like that. ", back));
  }

  function drawMap() {
    const heads = languages.map((name) =>
      element("div", { class: "language", role: "columnheader" }, element("span", {}, name)));
    const head = element("div", { class: "row", role: "row" }, corner, ...heads);
    map.append(element("div", { class: "head", role: "rowgroup" }, head), body);
    document.adoptedStyleSheets = [sheet];
  }

  function showAll() {
    choose();
    body.replaceChildren();
    fitCells();
    writeStyle();
    corner.textContent = `${rows.length} of ${documents.length} documents`;
    body.append(...(rows.length ? rows.slice(0, FIRST).map(takeLine) : [drawNothing()]));
    leadTo(0, 0);
    showFilter();
    const shown = rows;
    requestAnimationFrame(() => setTimeout(() => shown === rows && addRest()));
  }

  // All lines come into the map, so that they can be searched and printed; the style has only those
  // in sight laid out. To draw a hundred thousand cells takes a while, so the first are shown first.
  function addRest() {
    if (body.childElementCount < rows.length) body.append(...rows.slice(FIRST).map(takeLine));
  }

  function takeLine(row) {
    return (lines[row] ??= drawLine(row));
  }

  // As wide as all columns leave room for, unless fingers have to hit them.
  function fitCells() {
    const all = map.parentElement.clientWidth - 60; // asked first: what is written makes it stale
    const longest = Math.max(...columns.map((column) => languages[column].length), 2);
    map.style.setProperty("--columns", columns.length);
    map.style.setProperty("--top", `${Math.min(9, 1.2 + 0.55 * longest)}rem`);
    map.style.removeProperty("--cell-width");
    map.style.removeProperty("--name");
    if (!matchMedia("(min-width: 40rem)").matches) return;
    const longestPath = Math.max(...rows.map((row) => documents[row].length), 10);
    const left = all - columns.length * WIDEST;
    const name = Math.min(longestPath * LETTER, Math.max(NAME, left));
    map.style.setProperty("--name", `${name}px`);
    const room = Math.floor((all - name) / Math.max(1, columns.length));
    map.style.setProperty("--cell-width", `${Math.min(WIDEST, Math.max(NARROWEST, room))}px`);
  }

  // What is the same in all lines: to write it at each cell would take longer.
  function writeStyle() {
    const shown = columns.map((column) => `, :nth-child(${column + 2})`).join("");
    const faded = states.filter((state) => wanted.states.length && !wanted.states.includes(state));
    sheet.replaceSync([
      `.map .row > :not(:first-child${shown}) { display: none }`,
      ...states.map((state, code) => `.map .${state}::before { content: "${signs[code]}" }`),
      ...faded.map((state) => `.map .${state} { opacity: 0.25 }`),
    ].join("\n"));
  }

  function describe({ row, column }) {
    const more = details[row * width + column];
    const words = `${languages[column]}, ${documents[row]}: ${stateOf(row, column) ?? NO_STATE}`;
    return more ? `${words}, ${more}` : words;
  }

  function find(target) {
    const cell = target.closest('.body [role="gridcell"]');
    const row = cell ? lines.indexOf(cell.parentElement) : -1;
    return row < 0 ? null : { row, column: [...cell.parentElement.children].indexOf(cell) - 1 };
  }

  // Let the Tab key lead to a cell, the one at the edge where there is none so far out.
  function leadTo(line, place) {
    const clamp = (number, all) => all[Math.max(0, Math.min(all.length - 1, number))];
    const cell = lines[clamp(line, rows)]?.children[clamp(place, columns) + 1];
    if (cell) lead(cell.firstChild ?? cell);
  }

  function lead(cell) {
    if (focused) focused.tabIndex = -1;
    focused = cell;
    focused.tabIndex = 0;
  }

  const STEPS = {
    ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
    PageUp: [-10, 0], PageDown: [10, 0], Home: [0, -1e9], End: [0, 1e9],
  };

  map.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const place = find(event.target);
    if (!step || !place || event.altKey || event.metaKey) return;
    event.preventDefault();
    const isFar = event.ctrlKey && (event.key === "Home" || event.key === "End");
    addRest();
    leadTo(rows.indexOf(place.row) + step[isFar ? 1 : 0], columns.indexOf(place.column) + step[1]);
    focused.focus({ preventScroll: true });
    focused.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  map.addEventListener("mousedown", (event) => {
    if (find(event.target)) lead(event.target);
  });

  map.addEventListener("focusin", (event) => {
    const place = find(event.target);
    if (!place) return;
    lead(event.target);
    event.target.setAttribute("aria-label", describe(place));
    about.replaceChildren(describe(place));
  });

  map.addEventListener("mouseover", (event) => {
    const place = find(event.target);
    if (place) about.replaceChildren(describe(place));
  });

  function showFilter() {
    form.elements.q.value = wanted.text;
    form.elements.lang.value = wanted.language;
    form.elements.folder.value = wanted.folder;
    form.elements.sort.value = wanted.sort;
    for (const chip of chips) {
      chip.setAttribute("aria-pressed", wanted.states.includes(chip.dataset.state));
    }
  }

  function change(values) {
    wanted = { ...wanted, ...values };
    write();
    map.scrollTop = 0;
    showAll();
  }

  function reset() {
    change({ states: [], language: "", folder: "", text: "", sort: "name" });
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => change({
    text: form.elements.q.value,
    language: form.elements.lang.value,
    folder: form.elements.folder.value,
    sort: form.elements.sort.value,
  }));
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    reset();
  });
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      const name = chip.dataset.state;
      const others = wanted.states.filter((each) => each !== name);
      change({ states: wanted.states.includes(name) ? others : [...others, name] });
    });
  }
  addEventListener("hashchange", () => {
    wanted = read();
    showAll();
  });
  addEventListener("resize", fitCells);
  addEventListener("beforeprint", addRest);
  drawMap();
  showAll();
})();
