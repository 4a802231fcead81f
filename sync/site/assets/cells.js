"use strict";
// What the map's data say of each cell, and where it leads; a place counts through the rows.
const readCells = (data) => {
  const { languages, names, documents, states, signs, cells, words, details, lines, forge } = data;
  const width = languages.length;
  const linked = new Set(data.pages);
  const folders = languages.map(encode);
  const LITTLE = 10; // words: a sentence
  const MUCH = 100; // a page
  const NO_STATE = "no such document";

  function encode(path) {
    return path.split("/").map(encodeURIComponent).join("/");
  }

  const codeOf = (row, column) => cells.charCodeAt(row * width + column) - 48;
  const stateOf = (row, column) => states[codeOf(row, column)];
  const wordsOf = (row, column) => words[row * width + column];
  const isOwed = (state) => state !== undefined && state !== "current" && state !== "cosmetic";

  // Of a state that is told by shades, which one.
  function lookOf(row, column) {
    const state = stateOf(row, column);
    const owed = wordsOf(row, column);
    if (state !== "stale" || owed === undefined) return state;
    return owed < LITTLE ? "stale little" : owed < MUCH ? "stale" : "stale much";
  }

  function pathOf(row, column) {
    const path = documents[row];
    const stem = path.replace(/\.[^./]*$/, "");
    return data.paths[row * width + column]
      ?? data.patterns[column].replace("{path}", () => path).replace("{stem}", () => stem);
  }

  const fill = (pattern, row, column) =>
    pattern.replace("{path}", () => encode(pathOf(row, column)));

  // Where a cell leads, and what is there; every translation leads somewhere.
  function leadsTo(row, column) {
    const state = stateOf(row, column);
    const line = lines[row * width + column];
    if (state === undefined) return null;
    if (line !== undefined && forge.file) {
      return { address: `${fill(forge.file, row, column)}#L${line}`, says: `line ${line}, at the forge` };
    }
    if (linked.has(row * width + column)) {
      const address = `translations/${folders[column]}/${encode(documents[row])}.html`;
      return { address, says: "what is to do" };
    }
    if (state === "missing" && forge.fresh) {
      return { address: fill(forge.fresh, row, column), says: "start it at the forge" };
    }
    if (state !== "missing" && forge.file) {
      return { address: fill(forge.file, row, column), says: "the translation, at the forge" };
    }
    return { address: `languages/${folders[column]}.html`, says: `all of ${names[column]}` };
  }

  function writeWords(count) {
    return `${count.toLocaleString("en")} ${count === 1 ? "word" : "words"} to translate`;
  }

  function detailsOf(row, column) {
    const owed = wordsOf(row, column);
    return [owed === undefined ? "" : writeWords(owed), details[row * width + column]]
      .filter(Boolean).join(", ");
  }

  function describe(row, column) {
    const more = detailsOf(row, column);
    const said = `${languages[column]}, ${documents[row]}: ${stateOf(row, column) ?? NO_STATE}`;
    return more ? `${said}, ${more}` : said;
  }

  return {
    width, codeOf, stateOf, wordsOf, lookOf, isOwed, leadsTo, linked, detailsOf, describe,
    signOf: (row, column) => signs[codeOf(row, column)], NO_STATE,
  };
};
