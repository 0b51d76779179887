/** Numbers as the reports write them: "1.30K", "41 MiB", "3 min 20 s", "9/10"; what stands behind a number is not read. */
const NUMBER = /^[±+]?(-?)(\d+(?:\.\d+)?(?:e[+-]?\d+)?|inf)(?:([KMGTP])| ([KMGTP])iB)?(?=$|[\s%×…,])/;
const DURATION = /^(\d+) (min|h) (\d+) (?:s|min)$/;
const SHARE = /^(\d+) ?(?:\/|of) ?(\d+)$/;
const NOTHING = ["", "–", "NaN"];

/** The number that a text says, or null. */
function numberIn(text) {
  const duration = DURATION.exec(text);
  if (duration) {
    return (Number(duration[1]) * 60 + Number(duration[3])) * (duration[2] === "h" ? 60 : 1);
  }
  const share = SHARE.exec(text);
  if (share) {
    return Number(share[1]) / Number(share[2]);
  }
  const number = NUMBER.exec(text);
  if (!number) {
    return null;
  }
  const power = text => "KMGTP".indexOf(text) + 1;
  const scale = number[4] ? Math.pow(1024, power(number[4])) : Math.pow(1000, number[3] ? power(number[3]) : 0);
  return (number[1] === "-" ? -1 : 1) * (number[2] === "inf" ? Infinity : Number(number[2])) * scale;
}

/** Compares two texts of a column: as numbers if all of it are, what says nothing at the end. */
function orderOf(texts, downwards) {
  const said = texts.filter(text => !NOTHING.includes(text));
  const numeric = said.every(text => numberIn(text) !== null);
  const compare = numeric
    ? (a, b) => Math.sign(numberIn(a) - numberIn(b)) || 0
    : (a, b) => a.localeCompare(b, "en", { numeric: true });
  return (a, b) => {
    const missing = NOTHING.includes(a) - NOTHING.includes(b);
    return missing || compare(a, b) * (downwards ? -1 : 1);
  };
}

/** Each heading of a column is a button: it sorts upwards, downwards, and then as the report had it. */
function startSorting() {
  for (const table of document.querySelectorAll("table.sortable")) {
    const rows = [...table.tBodies[0].rows];
    if (rows.length > 1) {
      [...table.tHead.rows[0].cells].forEach((heading, column) => addButton(table, rows, heading, column));
    }
  }
}

function addButton(table, rows, heading, column) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...heading.childNodes);
  heading.append(button);
  button.addEventListener("click", () => {
    const next = { ascending: "descending", descending: null }[heading.getAttribute("aria-sort")];
    for (const other of table.tHead.rows[0].cells) {
      other.removeAttribute("aria-sort");
    }
    if (next === null) {
      table.tBodies[0].append(...rows);
      return;
    }
    const direction = next ?? "ascending";
    heading.setAttribute("aria-sort", direction);
    const texts = new Map(rows.map(row => [row, firstLine(row.cells[column])]));
    const order = orderOf([...texts.values()], direction === "descending");
    table.tBodies[0].append(...[...rows].sort((a, b) => order(texts.get(a), texts.get(b))));
  });
}

/** What a cell says first; what stands below it in small print is no part of its value. A drawing has its value beside it. */
function firstLine(cell) {
  if (cell.dataset.value !== undefined) {
    return cell.dataset.value;
  }
  const copy = cell.cloneNode(true);
  copy.querySelectorAll("small").forEach(small => small.remove());
  return copy.textContent.trim();
}
