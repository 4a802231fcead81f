"use strict";
// Reads a cell out beside it: what it is, and where it leads.
const makeReadout = (about, data, cells) => {
  let told = null; // the cell that is read out

  function write(tag, text, kind = "") {
    const made = document.createElement(tag);
    made.className = kind;
    made.append(...[text].flat());
    return made;
  }

  function tell({ row, column, cell }) {
    const leads = cells.leadsTo(row, column);
    const state = cells.stateOf(row, column);
    const more = cells.detailsOf(row, column);
    const look = state ? `state ${cells.lookOf(row, column)}` : "quiet";
    const says = state ? `${cells.signOf(row, column)} ${state}` : cells.NO_STATE;
    const name = write("bdi", data.names[column]);
    about.replaceChildren(
      write("p", [name, ` (${data.languages[column]}) `, write("span", says, look)], "what"),
      write("p", write("bdi", data.documents[row])));
    if (more) about.append(write("p", more));
    if (leads) about.append(write("p", `→ ${leads.says}`, "quiet"));
    about.hidden = false;
    told = cell;
    place(cell.getBoundingClientRect());
  }

  // Below the cell, or above it where there is no room.
  function place(box) {
    const own = about.getBoundingClientRect();
    const page = document.documentElement;
    const middle = box.left + box.width / 2 - own.width / 2;
    const left = Math.max(8, Math.min(middle, page.clientWidth - own.width - 8));
    const isBelow = box.bottom + own.height + 12 < page.clientHeight;
    about.style.setProperty("left", `${left}px`);
    about.style.setProperty("top", `${isBelow ? box.bottom + 6 : box.top - own.height - 6}px`);
  }

  function hush() {
    about.hidden = true;
    told = null;
  }

  return { tell, hush, tells: ({ cell }) => told === cell };
};
