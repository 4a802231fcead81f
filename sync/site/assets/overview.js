"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { languages, documents, states, signs, cells, pages, details } = data;
  const width = languages.length;
  const hasPage = new Set(pages);
  const map = document.getElementById("map");
  const about = document.getElementById("about");
  const form = document.getElementById("filter");
  const chips = [...form.querySelectorAll("button[data-state]")];
  const OVERSCAN = 6;
  const NARROWEST = 20; // pixels of a cell
  const WIDEST = 28;
  const NAME = 270; // of a document's path, at the least if it is that long
  const LETTER = 8;

  // What is shown: it is read from the address, and written there at each change.
  let wanted = read();
  let rows = [];
  let columns = [];
  let focus = { row: 0, column: 0 };
  let body = null;
  let drawn = new Map();

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
    const address = `#${given}`;
    if (location.hash !== address && (location.hash || address !== "#")) location.replace(address);
  }

  const codeOf = (row, column) => cells.charCodeAt(row * width + column) - 48;
  const stateOf = (row, column) => states[codeOf(row, column)];
  const folderOf = (path) => (path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "");
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

  function drawAll() {
    choose();
    focus.row = Math.min(focus.row, Math.max(0, rows.length - 1));
    focus.column = Math.min(focus.column, Math.max(0, columns.length - 1));
    drawn = new Map();
    fitCells();
    map.setAttribute("aria-rowcount", rows.length + 1);
    map.setAttribute("aria-colcount", columns.length + 1);
    const corner = element("div", { class: "corner", role: "columnheader", "aria-colindex": 1 });
    corner.textContent = `${rows.length} of ${documents.length} documents`;
    const heads = columns.map((column, place) =>
      element(
        "div",
        { class: "language", role: "columnheader", "aria-colindex": place + 2 },
        element("span", {}, languages[column]),
      ),
    );
    body = element("div", { class: "body", role: "rowgroup" });
    const head = element("div", { role: "rowgroup", class: "head" },
      element("div", { class: "row", role: "row", "aria-rowindex": 1 }, corner, ...heads));
    map.replaceChildren(head, body);
    if (!rows.length || !columns.length) {
      const words = "No translation is like that. ";
      const back = element("button", { type: "button" }, "Show all");
      back.addEventListener("click", reset);
      body.append(element("div", { role: "row", "aria-rowindex": 2 },
        element("div", { class: "nothing", role: "gridcell" }, words, back)));
    } else {
      const height = cellHeight();
      body.style.height = `${rows.length * height}px`;
      body.style.width = `${head.firstChild.getBoundingClientRect().width}px`;
      drawRows();
    }
    showFilter();
  }

  // As wide as all columns leave room for, unless fingers have to hit them.
  function fitCells() {
    const longest = Math.max(...columns.map((column) => languages[column].length), 2);
    map.style.setProperty("--top", `${Math.min(9, 1.2 + 0.55 * longest)}rem`);
    map.style.removeProperty("--cell-width");
    map.style.removeProperty("--name");
    if (!matchMedia("(min-width: 40rem)").matches) return;
    const all = map.parentElement.clientWidth - 60;
    const longestPath = Math.max(...rows.map((row) => documents[row].length), 10);
    const left = all - columns.length * WIDEST;
    const name = Math.min(longestPath * LETTER, Math.max(NAME, left));
    map.style.setProperty("--name", `${name}px`);
    const room = Math.floor((all - name) / Math.max(1, columns.length));
    map.style.setProperty("--cell-width", `${Math.min(WIDEST, Math.max(NARROWEST, room))}px`);
  }

  const cellHeight = () => parseFloat(getComputedStyle(map).getPropertyValue("--cell")) * 16;

  function drawRows() {
    if (!rows.length || !columns.length) return;
    const height = cellHeight();
    const top = Math.max(0, Math.floor(map.scrollTop / height) - OVERSCAN);
    const end = Math.min(rows.length, Math.ceil((map.scrollTop + map.clientHeight) / height) + OVERSCAN);
    for (const [place, row] of drawn) {
      if (place < top || place >= end) {
        if (row.contains(document.activeElement)) continue;
        row.remove();
        drawn.delete(place);
      }
    }
    for (let place = top; place < end; place += 1) {
      if (drawn.has(place)) continue;
      const row = drawRow(place);
      row.style.top = `${place * height}px`;
      const after = [...drawn.keys()].filter((each) => each > place);
      body.insertBefore(row, after.length ? drawn.get(Math.min(...after)) : null);
      drawn.set(place, row);
    }
  }

  function drawRow(place) {
    const path = documents[rows[place]];
    const folder = folderOf(path);
    const name = element("div", { class: "name", role: "rowheader", "aria-colindex": 1, title: path },
      element("span", {}, element("span", { class: "folder" }, folder && `${folder}/`),
        path.slice(folder ? folder.length + 1 : 0)));
    const drawnCells = columns.map((column, index) => drawCell(place, column, index));
    return element("div", { class: "row", role: "row", "aria-rowindex": place + 2 }, name, ...drawnCells);
  }

  function drawCell(place, column, index) {
    const row = rows[place];
    const state = stateOf(row, column) ?? "none";
    const key = row * width + column;
    const cell = element("div", { role: "gridcell", "aria-colindex": index + 2 });
    cell.className = wanted.states.length && !wanted.states.includes(state) ? "cell faded" : "cell";
    const shown = hasPage.has(key) ? element("a", { href: pageOf(row, column) }) : cell;
    shown.className += ` ${state}`;
    shown.textContent = signs[codeOf(row, column)] ?? "";
    shown.setAttribute("aria-label", describe(row, column));
    shown.tabIndex = place === focus.row && index === focus.column ? 0 : -1;
    shown.dataset.place = `${place},${index}`;
    if (shown !== cell) cell.append(shown);
    return cell;
  }

  const pageOf = (row, column) =>
    `translations/${[languages[column], ...documents[row].split("/")].map(encodeURIComponent).join("/")}.html`;

  function describe(row, column) {
    const more = details[row * width + column];
    const state = stateOf(row, column) ?? "no such document";
    const words = `${languages[column]}, ${documents[row]}: ${state}`;
    return more ? `${words}, ${more}` : words;
  }

  function tell(place, index) {
    const [row, column] = [rows[place], columns[index]];
    if (row === undefined || column === undefined) return;
    about.replaceChildren(describe(row, column));
  }

  function moveTo(row, column) {
    const height = cellHeight();
    const old = map.querySelector('[tabindex="0"]');
    if (old) old.tabIndex = -1;
    focus = {
      row: Math.max(0, Math.min(rows.length - 1, row)),
      column: Math.max(0, Math.min(columns.length - 1, column)),
    };
    const head = map.querySelector(".head").getBoundingClientRect().height;
    const top = focus.row * height;
    if (top < map.scrollTop) map.scrollTop = top;
    if (top + height > map.scrollTop + map.clientHeight - head) {
      map.scrollTop = top + height - map.clientHeight + head;
    }
    drawRows();
    const cell = map.querySelector(`[data-place="${focus.row},${focus.column}"]`);
    if (!cell) return;
    cell.tabIndex = 0;
    cell.focus({ preventScroll: true });
    bringIntoSight(cell);
  }

  function bringIntoSight(cell) {
    const name = map.querySelector(".corner").getBoundingClientRect();
    const box = cell.getBoundingClientRect();
    const frame = map.getBoundingClientRect();
    if (box.left < name.right) map.scrollLeft -= name.right - box.left;
    else if (box.right > frame.right) map.scrollLeft += box.right - frame.right + 16;
  }

  const STEPS = {
    ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
    PageUp: [-10, 0], PageDown: [10, 0], Home: [0, -1e9], End: [0, 1e9],
  };

  map.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step || !event.target.dataset.place || event.altKey || event.metaKey) return;
    event.preventDefault();
    const far = event.ctrlKey && (event.key === "Home" || event.key === "End");
    const rowStep = far ? step[1] : step[0];
    moveTo(focus.row + rowStep, focus.column + step[1]);
  });

  map.addEventListener("focusin", (event) => {
    const place = event.target.dataset.place;
    if (!place) return;
    const [row, column] = place.split(",").map(Number);
    if (row !== focus.row || column !== focus.column) {
      const old = map.querySelector('[tabindex="0"]');
      if (old && old !== event.target) old.tabIndex = -1;
      event.target.tabIndex = 0;
      focus = { row, column };
    }
    tell(row, column);
  });

  map.addEventListener("mouseover", (event) => {
    const place = event.target.dataset.place;
    if (place) tell(...place.split(",").map(Number));
  });

  let isWaiting = false;
  map.addEventListener("scroll", () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      drawRows();
    });
  }, { passive: true });

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
    drawAll();
  }

  const reset = () => change({ states: [], language: "", folder: "", text: "", sort: "name" });

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
    drawAll();
  });
  addEventListener("resize", drawAll);
  drawAll();
})();
