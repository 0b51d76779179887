/** The figures of the page: each is drawn when it first comes near the window. */
const views = [];

function buildViews(figures, selected) {
  const near = new IntersectionObserver(entries => {
    for (const entry of entries) {
      const view = views.find(v => v.element === entry.target);
      if (entry.isIntersecting && view && !view.chart) {
        open(view);
      }
    }
  }, { rootMargin: "400px" });
  for (const figure of figures) {
    const element = document.getElementById(figure.id);
    const view = { figure, element, chart: null, hidden: new Set(), scales: { x: figure.x.log, y: figure.y.log }, selected };
    views.push(view);
    buildLegend(view);
    buildScales(view);
    near.observe(element);
  }
}

function open(view) {
  const place = view.element.querySelector(".chart");
  if (place.clientWidth === 0) {
    return;
  }
  view.chart = echarts.init(place, null, { renderer: "svg" });
  new ResizeObserver(() => {
    if (!printing) {
      view.chart.resize();
      draw(view);
    }
  }).observe(place);
  draw(view);
}

/** The traces that the filter leaves. */
function visibleTraces(view) {
  const chosen = (kind, label) => label === "" || view.selected(kind, label);
  return view.figure.traces.filter(trace => chosen("cell", trace.cell) && chosen("backend", trace.backend));
}

function draw(view) {
  if (!view.chart) {
    return;
  }
  const colours = theme();
  const traces = visibleTraces(view);
  if (view.figure.kind === "lines") {
    updateLegend(view, traces, colours);
  } else if (view.figure.kind === "heat") {
    paintShades(view, colours);
  }
  const drawn = traces.filter(trace => !view.hidden.has(trace.label));
  const shown = rule => rule.cell === "" || view.selected("cell", rule.cell);
  const option = { lines: lineOption, dots: dotsOption, heat: heatOption }[view.figure.kind];
  view.chart.setOption(option(view.figure, drawn, view.scales, shown, colours, view.chart), { notMerge: true });
}

function drawAll() {
  views.forEach(draw);
}

/** On paper charts have the size that the style sheet gives them there, which is not known before the page is laid out. */
function sizeForPrint() {
  for (const view of views.filter(v => v.chart)) {
    const single = view.element.parentElement.classList.contains("single");
    view.chart.resize(single ? { width: 680, height: 360 } : { width: 330, height: 240 });
  }
}

function sizeForScreen() {
  views.filter(v => v.chart).forEach(view => view.chart.resize({ width: "auto", height: "auto" }));
}

function openAll() {
  views.filter(view => !view.chart).forEach(open);
}
