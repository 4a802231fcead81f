"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { languages, names, documents, states, signs } = data;
  const cells = readCells(data);
  const { codeOf, stateOf } = cells;
  const map = document.getElementById("map");
  const readout = makeReadout(document.getElementById("about"), data, cells);
  const form = document.getElementById("filter");
  const chips = [...form.querySelectorAll("button[data-state]")];
  const NARROWEST = 20; // pixels of a cell
  const NUMBERED = 64; // from here on a cell has room for its number of words
  const WIDEST = 168;
  const WIDEST_NAME = 520;
  const NARROW_NAME = 152; // on a phone, where a cell is as wide as a finger
  const FINGER = 32;
  const LETTER = 7.3;
  const FIRST = 40; // lines: more are never in sight at once
  const places = Object.fromEntries(
    Object.entries(data.rules).map(([rule, found]) => [rule, new Set(found)]));

  const corner = element("div", { class: "corner", role: "columnheader" });
  const body = element("div", { class: "body", role: "rowgroup" });
  const sheet = new CSSStyleSheet();
  const lines = []; // of the documents, each drawn once
  const heads = new Map(); // of the folders

  // What is shown: it is read from the address, and written there at each change.
  let wanted = read();
  let rows = [];
  let columns = [];
  let shown = []; // the rows, and the folders above them
  let focused = null; // the cell that the Tab key leads to
  let isTouched = false;

  function read() {
    const given = new URLSearchParams(location.hash.slice(1));
    const list = (name, known) =>
      (given.get(name) ?? "").split(",").filter((each) => known.includes(each));
    const one = (name, known, other = "") =>
      known.includes(given.get(name)) ? given.get(name) : other;
    return {
      states: list("state", states),
      language: one("lang", languages),
      folder: given.get("folder") ?? "",
      text: given.get("q") ?? "",
      rule: one("rule", Object.keys(places)),
      sort: one("sort", ["name", "owed", "state"], "name"),
    };
  }

  function write() {
    const given = new URLSearchParams();
    if (wanted.states.length) given.set("state", wanted.states.join(","));
    if (wanted.language) given.set("lang", wanted.language);
    if (wanted.folder) given.set("folder", wanted.folder);
    if (wanted.text) given.set("q", wanted.text);
    if (wanted.rule) given.set("rule", wanted.rule);
    if (wanted.sort !== "name") given.set("sort", wanted.sort);
    history.replaceState(null, "", `#${given}`);
  }

  function choose() {
    const text = wanted.text.toLocaleLowerCase();
    const chosen = new Set(wanted.states);
    const found = places[wanted.rule];
    const isNarrowed = chosen.size || found;
    const fits = (row, column) => (!chosen.size || chosen.has(stateOf(row, column)))
      && (!found || found.has(row * cells.width + column));
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
      if (isNarrowed && !columns.some((column) => fits(row, column))) continue;
      rows.push(row);
    }
    if (isNarrowed) columns = columns.filter((column) => rows.some((row) => fits(row, column)));
    if (wanted.sort !== "name") sortRows();
    shown = wanted.sort === "name" ? [...addFolders()] : rows;
  }

  function sortRows() {
    const weigh = (row) => {
      const open = columns.filter((column) => cells.isOwed(stateOf(row, column)));
      const owed = open.reduce((sum, column) => sum + (cells.wordsOf(row, column) ?? 0), 0);
      const worst = Math.min(...columns.map((column) => codeOf(row, column)), states.length);
      return wanted.sort === "owed" ? [-owed, -open.length, worst] : [worst, -owed, -open.length];
    };
    const weights = new Map(rows.map((row) => [row, weigh(row)]));
    rows.sort((one, other) => {
      const [a, b] = [weights.get(one), weights.get(other)];
      return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || one - other;
    });
  }

  const folderOf = (path) => path.slice(0, path.lastIndexOf("/") + 1);

  // Documents are in the order of their folders.
  function* addFolders() {
    let last = "";
    for (const row of rows) {
      const folder = folderOf(documents[row]);
      if (folder !== last) yield folder;
      last = folder;
      yield row;
    }
  }

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function drawLine(row) {
    const line = element("div", { class: "row", role: "row" });
    line.innerHTML = languages.map((_, column) => drawCell(row, column)).join("");
    line.prepend(drawName(documents[row]));
    return line;
  }

  // Of names nothing is written as HTML but encoded addresses.
  function drawCell(row, column) {
    const state = stateOf(row, column);
    if (!state) return `<div role="gridcell" aria-label="${cells.NO_STATE}"></div>`;
    const words = cells.wordsOf(row, column);
    const number = words ? ` data-words="${shorten(words)}"` : "";
    const look = `class="${cells.lookOf(row, column)}" aria-label="${state}"${number}`;
    if (!cells.linked.has(row * cells.width + column)) return `<div role="gridcell" ${look}></div>`;
    const { address } = cells.leadsTo(row, column);
    return `<div role="gridcell"><a ${look} href="${address}" tabindex="-1"></a></div>`;
  }

  function shorten(count) {
    return count < 1000 ? String(count) : `${(count / 1000).toFixed(count < 10000 ? 1 : 0)}k`;
  }

  function drawName(path) {
    const folder = folderOf(path);
    return element("div", { class: "name", role: "rowheader", title: path },
      element("span", {},
        element("span", { class: "folder" }, folder), path.slice(folder.length)));
  }

  function drawFolder(folder) {
    const name = element("div", { class: "name", role: "rowheader" }, element("span", {}, folder));
    return element("div", { class: "row above", role: "row" }, name);
  }

  function drawNothing() {
    const back = element("button", { type: "button" }, "Show all");
    back.addEventListener("click", reset);
    return element("div", { role: "row" },
      element("div", { class: "nothing", role: "gridcell" }, "No translation is like that. ", back));
  }

  function drawMap() {
    const all = languages.map((language, place) => {
      const tag = language.replaceAll("_", "-");
      const name = element("span", names[place] === language ? {} : { lang: tag }, names[place]);
      return element("div", { class: "language", role: "columnheader", title: language }, name);
    });
    const head = element("div", { class: "row", role: "row" }, corner, ...all);
    map.append(element("div", { class: "head", role: "rowgroup" }, head), body);
    document.adoptedStyleSheets = [sheet];
  }

  function showAll() {
    choose();
    readout.hush();
    body.replaceChildren();
    fitCells();
    writeStyle();
    map.classList.toggle("grouped", wanted.sort === "name");
    corner.textContent = `${rows.length} of ${documents.length} documents`;
    body.append(...(rows.length ? shown.slice(0, FIRST).map(take) : [drawNothing()]));
    leadTo(0, 0);
    showFilter();
    const ours = rows;
    requestAnimationFrame(() => setTimeout(() => ours === rows && addRest()));
  }

  // All lines come into the map, so that they can be searched and printed; the style has only those
  // in sight laid out. To draw a hundred thousand cells takes a while, so the first are shown first.
  function addRest() {
    if (body.childElementCount < shown.length) body.append(...shown.slice(FIRST).map(take));
  }

  function take(each) {
    if (typeof each === "number") return (lines[each] ??= drawLine(each));
    if (!heads.has(each)) heads.set(each, drawFolder(each));
    return heads.get(each);
  }

  // As wide as all columns leave room for, unless fingers have to hit them; names of languages lie
  // where they have room.
  function fitCells() {
    const all = map.parentElement.clientWidth - 12; // asked first: what is written makes it stale
    const isWide = matchMedia("(min-width: 40rem)").matches;
    const longest = Math.max(...columns.map((column) => names[column].length), 2);
    const isGrouped = wanted.sort === "name";
    const nameOf = (path) => (isGrouped ? path.slice(folderOf(path).length) : path);
    const longestName = Math.max(...rows.map((row) => nameOf(documents[row]).length), 18);
    const least = Math.min(longestName * LETTER + 32, all * 0.5);
    const room = Math.floor((all - least) / Math.max(1, columns.length));
    const cell = Math.min(WIDEST, Math.max(NARROWEST, room));
    const name = Math.max(least, Math.min(WIDEST_NAME, all - columns.length * cell));
    const lies = isWide && cell >= Math.min(longest, 13) * LETTER;
    map.classList.toggle("numbered", isWide && cell >= NUMBERED);
    map.classList.toggle("level", lies);
    map.style.setProperty("--columns", columns.length);
    map.style.setProperty("--top", lies ? "2.4rem" : `${Math.min(11, 1.4 + 0.5 * longest)}rem`);
    const narrow = Math.floor((all - NARROW_NAME) / Math.max(1, columns.length));
    map.style.setProperty("--name", `${isWide ? name : NARROW_NAME}px`);
    map.style.setProperty("--cell-width", `${isWide ? cell : Math.max(FINGER, narrow)}px`);
  }

  // What is the same in all lines: to write it at each cell would take longer.
  function writeStyle() {
    const kept = columns.map((column) => `, :nth-child(${column + 2})`).join("");
    const faded = states.filter((state) => wanted.states.length && !wanted.states.includes(state));
    sheet.replaceSync([
      `.map .row > :not(:first-child${kept}) { display: none }`,
      ...states.map((state, code) => `.map .${state}::before { content: "${signs[code]}" }`),
      ...faded.map((state) => `.map .${state} { opacity: 0.25 }`),
    ].join("\n"));
  }

  function find(target) {
    const cell = target.closest('.body [role="gridcell"]');
    const row = cell ? lines.indexOf(cell.parentElement) : -1;
    if (row < 0) return null;
    return { row, column: [...cell.parentElement.children].indexOf(cell) - 1, cell };
  }

  // A cell becomes a link when somebody comes to it: as many links as cells would take long to draw.
  function link({ row, column, cell }) {
    const leads = cells.leadsTo(row, column);
    if (!cell.firstChild && leads) {
      const made = element("a", { href: leads.address, tabindex: "-1", class: cell.className });
      for (const name of ["aria-label", "data-words"]) {
        if (cell.hasAttribute(name)) made.setAttribute(name, cell.getAttribute(name));
        cell.removeAttribute(name);
      }
      cell.removeAttribute("class");
      cell.append(made);
    }
    return cell.firstChild ?? cell;
  }

  // Let the Tab key lead to a cell, the one at the edge where there is none so far out.
  function leadTo(line, place) {
    const clamp = (number, all) => all[Math.max(0, Math.min(all.length - 1, number))];
    const [row, column] = [clamp(line, rows), clamp(place, columns)];
    const cell = lines[row]?.children[column + 1];
    if (cell) lead(link({ row, column, cell }));
  }

  function lead(cell) {
    if (focused) focused.tabIndex = -1;
    focused = cell;
    focused.tabIndex = 0;
  }

  // What has the focus is read out where it went to.
  function follow() {
    const place = find(document.activeElement);
    if (place && readout.tells(place)) readout.tell(place);
    else readout.hush();
  }

  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
    PageUp: [-10, 0], PageDown: [10, 0], Home: [0, -1e9], End: [0, 1e9] };

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
    readout.tell(find(focused));
  });

  map.addEventListener("pointerdown", (event) => {
    isTouched = event.pointerType === "touch";
  });
  // A finger does not hover: its first tap reads out, its second follows.
  map.addEventListener("click", (event) => {
    const place = find(event.target);
    if (!place || !isTouched || readout.tells(place)) return;
    event.preventDefault();
    link(place);
    readout.tell(place);
  });
  map.addEventListener("focusin", (event) => {
    const place = find(event.target);
    if (!place || isTouched) return;
    lead(event.target);
    event.target.setAttribute("aria-label", cells.describe(place.row, place.column));
    readout.tell(place);
  });
  map.addEventListener("mouseover", (event) => {
    const place = isTouched ? null : find(event.target);
    if (!place) return;
    link(place);
    readout.tell(place);
  });
  map.addEventListener("mouseleave", readout.hush);
  map.addEventListener("focusout", readout.hush);
  map.addEventListener("scroll", follow, { passive: true });
  addEventListener("scroll", follow, { passive: true });
  addEventListener("keydown", (event) => event.key === "Escape" && readout.hush());

  function showFilter() {
    form.elements.q.value = wanted.text;
    form.elements.lang.value = wanted.language;
    form.elements.folder.value = wanted.folder;
    form.elements.sort.value = wanted.sort;
    if (form.elements.rule) form.elements.rule.value = wanted.rule;
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
    change({ states: [], language: "", folder: "", text: "", rule: "", sort: "name" });
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => change({
    text: form.elements.q.value,
    language: form.elements.lang.value,
    folder: form.elements.folder.value,
    rule: form.elements.rule?.value ?? "",
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
  // A link to the map shows the map.
  addEventListener("hashchange", () => {
    if (location.hash && !location.hash.includes("=")) return; // a place in the page
    wanted = read();
    showAll();
    document.getElementById("map-title").scrollIntoView();
  });
  addEventListener("resize", fitCells);
  addEventListener("beforeprint", addRest);
  drawMap();
  showAll();
})();
