/** The points of an encoded curve: [index of the abscissae, ordinates]. */
function pointsOf(figure, encoded) {
  const xs = figure.abscissae[encoded[0]];
  return encoded[1].map((y, i) => [xs[i], y]);
}

/** On a logarithmic axis only positive numbers have a place, and of those only what the figure wants to show. */
function placed(points, scales, bounds) {
  const from = bounds.log && bounds.from !== null ? bounds.from : Number.MIN_VALUE;
  const to = bounds.log && bounds.to !== null ? bounds.to : Infinity;
  return points.map(([x, y]) => [x, scales.y && !(y >= from && y <= to) ? null : y]).filter(([x]) => !(scales.x && !(x > 0)));
}

function axis(description, log, colours, vertical) {
  return {
    type: log ? "log" : "value",
    logBase: log === 2 ? 2 : 10,
    name: description.label,
    nameLocation: vertical ? "end" : "middle",
    nameGap: vertical ? 12 : 26,
    nameTextStyle: { color: colours.quiet, fontFamily: colours.label, fontSize: 12, align: vertical ? "left" : "center", padding: vertical ? [0, 0, 0, -28] : 0 },
    scale: true,
    // A logarithmic axis of ECharts rounds given bounds with the digits of the data, down to zero: it finds its own.
    min: log || description.log ? undefined : description.from ?? undefined,
    max: log || description.log ? undefined : description.to ?? undefined,
    interval: !log && vertical && description.to === 1 ? (description.to - description.from > 1.45 ? 0.5 : 0.2) : undefined,
    axisLine: { show: !vertical, onZero: false, lineStyle: { color: colours.quiet } },
    axisTick: { show: !vertical, lineStyle: { color: colours.line } },
    axisLabel: { color: colours.quiet, fontFamily: colours.label, fontSize: 11, hideOverlap: true, formatter: formatNumber },
    splitLine: { show: vertical, lineStyle: { color: colours.line, width: 1 } },
    minorTick: { show: false }
  };
}

function base(figure, colours) {
  return {
    animation: false,
    textStyle: { fontFamily: colours.label },
    grid: { left: 14, right: 18, top: 30, bottom: 34, containLabel: true },
    tooltip: {
      renderMode: "richText",
      confine: true,
      backgroundColor: colours.paper,
      borderColor: colours.line,
      textStyle: { color: colours.ink, fontFamily: colours.label, fontSize: 12 }
    },
    aria: { enabled: false }
  };
}

/** Powers of two for whole numbers that span little, powers of ten else. */
function base2(figure) {
  const xs = figure.abscissae.flat().filter(x => x > 0);
  return xs.every(Number.isInteger) && Math.max(...xs) / Math.min(...xs) <= 300 ? 2 : 10;
}

/** Powers of two for multiples of something, which begin at 1 and do not go far. */
function baseOfOrdinates(figure) {
  const ys = figure.traces.flatMap(trace => trace.line[1]).filter(y => y !== null);
  return Math.min(...ys) >= 1 && Math.max(...ys) <= 64 ? 2 : 10;
}

/** Lines across the figure and shaded parts, on a series that draws nothing else. */
function marks(figure, colours, shown) {
  const rules = figure.rules.filter(rule => rule.at !== null && shown(rule));
  return {
    id: "marks",
    type: "line",
    data: rules.filter(rule => rule.horizontal && (rule.cell !== "" || rule.label === "optimum")).map(rule => [figure.abscissae.flat().find(x => x > 0), rule.at]),
    symbol: "none",
    silent: true,
    tooltip: { show: false },
    lineStyle: { opacity: 0 },
    markLine: {
      symbol: "none",
      silent: true,
      animation: false,
      data: rules.map(rule => ({
        [rule.horizontal ? "yAxis" : "xAxis"]: rule.at,
        lineStyle: { color: rule.colour < 0 ? colours.quiet : colourOf(rule.colour, colours), type: rule.colour < 0 ? [3, 4] : "solid", width: rule.colour < 0 ? 1 : 1.5 },
        label: {
          formatter: () => rule.label,
          position: rule.horizontal ? "insideEndTop" : "end",
          distance: rule.horizontal ? 3 : 2,
          color: rule.colour < 0 ? colours.quiet : colours.ink,
          fontFamily: colours.label,
          fontSize: 11
        }
      }))
    },
    markArea: {
      silent: true,
      animation: false,
      itemStyle: { color: colours.quiet, opacity: 0.12 },
      label: { show: true, position: "insideBottomLeft", color: colours.quiet, fontFamily: colours.label, fontSize: 11 },
      data: figure.bands.map(band => [{ name: band.label, xAxis: band.from }, { xAxis: band.to }])
    }
  };
}

/** Over words the traces stand beside each other, so that equal scores can all be seen; published ones beside ours. */
function aside(figure, traces, trace, chart) {
  const cells = [...new Set(traces.map(other => other.cell))];
  const step = Math.min(16, (chart.getWidth() - 60) / Math.max(1, figure.x.places.length) / (cells.length + 1));
  return figure.x.places.length === 0 ? [0, 0] : [(cells.indexOf(trace.cell) - (cells.length - 1) / 2) * step, 0];
}

function lineSeries(figure, trace, scales, colours, offset) {
  const colour = colourOf(trace.colour, colours);
  const line = placed(pointsOf(figure, trace.line), scales, figure.y);
  const few = line.length <= 24;
  const median = {
    id: "median " + trace.label,
    name: trace.label,
    type: "line",
    data: line,
    clip: false,
    connectNulls: false,
    symbol: symbolOf(trace.colour),
    symbolSize: trace.published ? 8 : 7,
    symbolOffset: offset,
    showSymbol: few,
    lineStyle: { color: colour, width: trace.published ? 1.2 : 2.2, type: trace.published ? [1.5, 4] : dashOf(trace.style), opacity: figure.x.places.length > 0 ? 0 : 1 },
    itemStyle: trace.published ? { color: colours.paper, borderColor: colour, borderWidth: 1.5 } : { color: colour },
    emphasis: { focus: "series", lineStyle: { width: trace.published ? 1.2 : 2.8 } },
    z: trace.published ? 3 : 4
  };
  const seeds = trace.seeds.map((seed, i) => ({
    id: "seed " + i + " " + trace.label,
    name: trace.label,
    type: "line",
    data: placed(pointsOf(figure, seed), scales, figure.y),
    clip: false,
    showSymbol: false,
    silent: true,
    tooltip: { show: false },
    lineStyle: { color: colour, width: 0.9, opacity: 0.38, type: dashOf(trace.style) },
    z: 2
  }));
  const points = placed(pointsOf(figure, trace.points), scales, figure.y);
  const dots = points.length === 0 ? [] : [{
    id: "points " + trace.label,
    name: trace.label,
    type: "scatter",
    data: points,
    clip: false,
    symbol: symbolOf(trace.colour),
    symbolSize: line.length === 0 ? 10 : 5,
    symbolOffset: offset,
    silent: line.length > 0,
    tooltip: { show: line.length === 0 },
    itemStyle: { color: colour, opacity: line.length === 0 ? 0.95 : 0.45 },
    emphasis: { focus: "series" },
    z: 3
  }];
  return [...seeds, ...dots, ...(line.length === 0 ? [] : [median])];
}

/** Both axes are bounded and centred on zero: a plane, in which a circle has to look like one. */
function isPlane(figure) {
  return [figure.x, figure.y].every(a => a.from !== null && a.to !== null && a.from === -a.to);
}

function unitCircle(colours) {
  const angles = Array.from({ length: 121 }, (_, i) => i * Math.PI / 60);
  return {
    id: "unit circle",
    type: "line",
    data: angles.map(angle => [Math.cos(angle), Math.sin(angle)]),
    silent: true,
    showSymbol: false,
    tooltip: { show: false },
    lineStyle: { color: colours.quiet, width: 1, type: [3, 4] },
    z: 1
  };
}

function planeGrid(figure, chart) {
  const room = { width: chart.getWidth() - 70, height: chart.getHeight() - 76 };
  const scale = Math.min(room.width / figure.x.to, room.height / figure.y.to);
  return { left: 46, top: 30, width: scale * figure.x.to, height: scale * figure.y.to };
}

function lineOption(figure, traces, scales, shown, colours, chart) {
  const hasLines = traces.some(trace => trace.line[1].length > 0);
  const option = base(figure, colours);
  option.xAxis = axis(figure.x, scales.x && base2(figure), colours, false);
  option.yAxis = axis(figure.y, scales.y && baseOfOrdinates(figure), colours, true);
  if (figure.rules.some(rule => !rule.horizontal)) {
    option.grid.top = 46;
  }
  if (isPlane(figure)) {
    option.grid = planeGrid(figure, chart);
    for (const side of [option.xAxis, option.yAxis]) {
      Object.assign(side.axisLabel, { showMinLabel: false, showMaxLabel: false });
    }
  }
  if (!scales.x && figure.abscissae.flat().every(Number.isInteger)) {
    option.xAxis.minInterval = 1;
  }
  const places = figure.x.places;
  if (places.length > 0) {
    Object.assign(option.xAxis, { interval: 0.5, axisTick: { show: false } });
    Object.assign(option.xAxis.axisLabel, { hideOverlap: false, fontSize: 12, color: colours.ink, formatter: x => places[x] ?? "" });
  }
  option.tooltip.trigger = hasLines ? "axis" : "item";
  option.tooltip.axisPointer = { lineStyle: { color: colours.quiet, width: 1, type: "solid" } };
  option.tooltip.formatter = params => {
    const items = (Array.isArray(params) ? params : [params]).filter(item => Array.isArray(item.value));
    const medians = items.filter(item => item.seriesId.startsWith("median ") || !hasLines);
    if (medians.length === 0) {
      return "";
    }
    const rows = medians.map(item => item.seriesName + "  " + formatNumber(item.value[1])
      + (item.value[0] === medians[0].value[0] ? "" : " at " + formatNumber(item.value[0])));
    return [figure.x.label + " " + (places[medians[0].value[0]] ?? formatNumber(medians[0].value[0])), ...rows].join("\n");
  };
  const circle = isPlane(figure) ? [unitCircle(colours)] : [];
  option.series = [...circle, ...traces.flatMap(trace => lineSeries(figure, trace, scales, colours, aside(figure, traces, trace, chart))), marks(figure, colours, shown)];
  return option;
}

/** Spreads dots of nearly the same height sideways, so that each can be seen; always in the same way. */
function spread(ys, range) {
  const order = ys.map((y, i) => i).sort((a, b) => ys[a] - ys[b]);
  const offsets = new Array(ys.length).fill(0);
  let run = [];
  const place = () => run.forEach((i, k) => { offsets[i] = (k - (run.length - 1) / 2) * Math.min(9, 60 / run.length); });
  for (const i of order) {
    if (run.length > 0 && ys[i] - ys[run[run.length - 1]] > range * 0.03) {
      place();
      run = [];
    }
    run.push(i);
  }
  place();
  return offsets;
}

function dotsOption(figure, traces, scales, shown, colours, chart) {
  const columns = [...new Set(traces.map(trace => trace.label))];
  const all = traces.flatMap(trace => trace.points[1]).filter(y => y !== null);
  const range = figure.y.to !== null && figure.y.from !== null ? figure.y.to - figure.y.from : Math.max(...all) - Math.min(...all) || 1;
  const share = (chart.getWidth() - 60) / Math.max(1, columns.length);
  const narrow = share < 52;
  const option = base(figure, colours);
  option.xAxis = {
    type: "category",
    data: columns,
    axisLine: { onZero: false, lineStyle: { color: colours.quiet } },
    axisTick: { show: false },
    axisLabel: {
      color: colours.ink,
      fontFamily: colours.label,
      fontSize: 12,
      lineHeight: 14,
      interval: 0,
      hideOverlap: false,
      width: narrow ? 90 : share - 6,
      overflow: narrow ? "truncate" : "break",
      rotate: narrow ? 40 : 0
    }
  };
  option.yAxis = axis(figure.y, scales.y, colours, true);
  option.grid.bottom = 8;
  option.tooltip.trigger = "item";
  option.tooltip.formatter = item => item.seriesName + "  " + formatNumber(item.value[1]);
  option.series = traces.flatMap(trace => {
    const colour = colourOf(trace.colour, colours);
    const ys = trace.points[1];
    const offsets = spread(ys.map(y => y ?? 0), range);
    const dots = {
      name: trace.label,
      type: "scatter",
      symbol: trace.published ? "diamond" : "circle",
      symbolSize: trace.published ? 11 : 8,
      clip: false,
      data: ys.map((y, i) => ({ value: [trace.label, y], symbolOffset: [trace.published ? 22 : offsets[i], 0] })),
      itemStyle: trace.published ? { color: colours.paper, borderColor: colour, borderWidth: 1.5 } : { color: colour, opacity: 0.7 },
      z: 3
    };
    const medians = {
      name: trace.label + ", median",
      type: "scatter",
      symbol: "rect",
      symbolSize: [34, 2.5],
      clip: false,
      data: trace.line[1].map(y => [trace.label, y]),
      itemStyle: { color: colour },
      z: 4
    };
    return trace.line[1].length === 0 || ys.length < 2 ? [dots] : [medians, dots];
  });
  option.series.push(marks(figure, colours, shown));
  return option;
}
