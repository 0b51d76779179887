/** The names of the traces as buttons: pressing one hides its trace, pointing at it brings it out. */
function buildLegend(view) {
  if (view.figure.kind !== "lines") {
    return;
  }
  const list = document.createElement("ul");
  list.className = "legend";
  view.element.querySelector("figcaption").append(list);
  view.legend = list;
}

function updateLegend(view, traces, colours) {
  view.legend.replaceChildren(...traces.map(trace => {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-pressed", String(!view.hidden.has(trace.label)));
    const text = document.createElement("span");
    text.textContent = trace.label;
    button.append(swatch(trace, colours, trace.line[1].length > 0), text);
    button.addEventListener("click", () => {
      if (!view.hidden.delete(trace.label)) {
        view.hidden.add(trace.label);
      }
      draw(view);
      [...view.legend.querySelectorAll("button")].find(b => b.textContent === trace.label)?.focus();
    });
    const bring = type => () => view.chart && view.chart.dispatchAction({ type, seriesName: trace.label });
    button.addEventListener("mouseenter", bring("highlight"));
    button.addEventListener("focus", bring("highlight"));
    button.addEventListener("mouseleave", bring("downplay"));
    button.addEventListener("blur", bring("downplay"));
    const item = document.createElement("li");
    item.append(button);
    return item;
  }));
}

/** Boxes that switch an axis between linear and logarithmic, where all numbers are positive. */
function buildScales(view) {
  const figure = view.figure;
  if (figure.kind !== "lines") {
    return;
  }
  const box = document.createElement("div");
  box.className = "scales";
  for (const direction of ["x", "y"]) {
    if (!positive(figure, direction)) {
      continue;
    }
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "checkbox";
    input.checked = view.scales[direction];
    input.addEventListener("change", () => {
      view.scales[direction] = input.checked;
      draw(view);
    });
    label.append(input, "log " + direction);
    box.append(label);
  }
  view.element.querySelector(".drawing").append(box);
}

function positive(figure, direction) {
  const bounded = figure[direction].from !== null && !figure[direction].log;
  const numbers = direction === "x"
    ? figure.abscissae.flat()
    : figure.traces.flatMap(trace => [...trace.line[1], ...trace.points[1]]).filter(y => y !== null);
  return !bounded && numbers.length > 0 && numbers.filter(n => !(n > 0)).length <= (direction === "x" ? 1 : 0);
}
