/** Room around a grid; the places of its rows are numbers of few digits. */
const AROUND_GRID = { left: 52, right: 10, top: 32, bottom: 46 };

function category(description, colours, vertical) {
  return {
    type: "category",
    data: description.places,
    name: description.label,
    nameLocation: vertical ? "end" : "middle",
    nameGap: vertical ? 12 : 28,
    nameTextStyle: { color: colours.quiet, fontFamily: colours.label, fontSize: 12, align: vertical ? "left" : "center", padding: vertical ? [0, 0, 0, -48] : 0 },
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: colours.ink, fontFamily: colours.label, fontSize: 12, hideOverlap: true }
  };
}

/** How strong a value is, from 0 (the worst of all grids of a task) to 1 (the best). */
function strength(figure, value) {
  const span = figure.y.to - figure.y.from;
  return span === 0 ? 1 : (value - figure.y.from) / span;
}

/** A grid of places, the stronger in colour the better, each with its number where there is room for it. */
function heatOption(figure, traces, scales, shown, colours, chart) {
  const columns = figure.x.places.length;
  const rows = figure.y.places.length;
  const width = (chart.getWidth() - AROUND_GRID.left - AROUND_GRID.right) / columns;
  const height = (chart.getHeight() - AROUND_GRID.top - AROUND_GRID.bottom) / rows;
  const option = base(figure, colours);
  option.grid = { ...AROUND_GRID, containLabel: false };
  option.xAxis = category(figure.x, colours, false);
  option.yAxis = category(figure.y, colours, true);
  option.tooltip.trigger = "item";
  option.tooltip.formatter = item => figure.x.label + " " + figure.x.places[item.value[0]] + ", " + item.seriesName + "  " + formatNumber(item.data.measured);
  option.series = traces.map(trace => ({
    name: trace.label,
    type: "scatter",
    symbol: "rect",
    symbolSize: [Math.max(1, width - 2), Math.max(1, height - 2)],
    data: trace.line[1].map((y, column) => ({
      value: [column, figure.traces.indexOf(trace)],
      measured: y,
      itemStyle: y === null ? { color: "transparent", borderColor: colours.line, borderWidth: 1 } : { color: shade(strength(figure, y), colours) }
    })),
    label: {
      show: width > 34 && height > 14,
      formatter: item => formatNumber(item.data.measured),
      color: colours.ink,
      fontFamily: colours.label,
      fontSize: 11
    },
    emphasis: { scale: false, itemStyle: { borderColor: colours.ink, borderWidth: 1 } }
  }));
  return option;
}

/** What the colours of a grid mean: its ends in numbers and the shades between them. */
function paintShades(view, colours) {
  if (!view.shades) {
    view.shades = document.createElement("p");
    view.shades.className = "shades";
    view.element.querySelector("figcaption").append(view.shades);
  }
  const svg = shape("svg", { width: 120, height: 12, viewBox: "0 0 120 12", "aria-hidden": "true", focusable: "false" });
  for (let i = 0; i < 12; i++) {
    svg.append(shape("rect", { x: 10 * i, y: 0, width: 10, height: 12, fill: shade(i / 11, colours) }));
  }
  view.shades.replaceChildren(formatNumber(view.figure.y.from), svg, formatNumber(view.figure.y.to));
}
