/** The selection of tasks, cells and backends. It stands in the address: #cell=lstm&cell=gru&at=curves. */
const KINDS = ["task", "cell", "backend"];
const filters = document.getElementById("filters");
const boxes = [...filters.querySelectorAll("input[type=checkbox]")];

function selected(kind, label) {
  const own = boxes.filter(box => box.name === kind);
  const box = own.find(b => b.value === label);
  return box ? box.checked : own.every(b => b.checked) || own.length === 0;
}

function filtering() {
  return boxes.some(box => !box.checked);
}

/** Reads the address; what it does not name is all shown. Gives the id of the place it points at. */
function readFragment() {
  const text = location.hash.slice(1);
  if (!text.includes("=")) {
    boxes.forEach(box => { box.checked = true; });
    return decoded(text);
  }
  const parameters = new URLSearchParams(text);
  for (const kind of KINDS) {
    const wanted = parameters.getAll(kind);
    const own = boxes.filter(box => box.name === kind);
    const known = own.some(box => wanted.includes(box.value));
    own.forEach(box => { box.checked = !known || wanted.includes(box.value); });
  }
  return parameters.get("at") || "";
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch (e) {
    return text;
  }
}

function writeFragment(at) {
  const parameters = new URLSearchParams();
  for (const kind of KINDS) {
    const own = boxes.filter(box => box.name === kind);
    if (own.some(box => !box.checked)) {
      own.filter(box => box.checked).forEach(box => parameters.append(kind, box.value));
    }
  }
  if (at) {
    parameters.append("at", at);
  }
  const text = parameters.toString();
  history.replaceState(null, "", text ? "#" + text : location.pathname + location.search);
}

/** Hides what is not selected, in tables, lists and figures. */
function applyFilter() {
  for (const element of document.querySelectorAll("main [data-task], main [data-cell], main [data-backend]")) {
    element.hidden = KINDS.some(kind => {
      const label = element.dataset[kind];
      return label !== undefined && label !== "" && !selected(kind, label);
    });
  }
  document.getElementById("show-all").hidden = !filtering();
  drawAll();
}

/** Opens whatever encloses the place, and goes there. */
function reveal(id) {
  const place = id && document.getElementById(id);
  if (!place) {
    return;
  }
  for (let e = place; e; e = e.parentElement) {
    if (e instanceof HTMLDetailsElement) {
      e.open = true;
    }
  }
  place.scrollIntoView();
}

function startFilter() {
  filters.hidden = boxes.length === 0;
  filters.open = window.matchMedia("(min-width: 68rem)").matches;
  filters.addEventListener("change", () => {
    writeFragment("");
    applyFilter();
  });
  filters.querySelector("form").addEventListener("reset", event => {
    event.preventDefault();
    boxes.forEach(box => { box.checked = true; });
    writeFragment("");
    applyFilter();
  });
  document.addEventListener("click", event => {
    const link = event.target.closest("a[href^='#']");
    if (!link) {
      return;
    }
    const id = decoded(link.getAttribute("href").slice(1));
    if (filtering()) {
      event.preventDefault();
      writeFragment(id);
    }
    reveal(id);
  });
  window.addEventListener("hashchange", fromAddress);
}

function fromAddress() {
  const at = readFragment();
  applyFilter();
  reveal(at);
}
