/*
 * Colours after Okabe and Ito (2008), told apart by all kinds of colour vision; the yellow of the set is left out, which
 * no light page can show. A cell also has its own symbol, a backend or a set its own dash.
 */
const PALETTES = {
  light: ["#0072b2", "#d55e00", "#009e73", "#b5588f", "#c98a00", "#3a9bd1", "#444444"],
  dark: ["#56b4e9", "#f0803c", "#2cc295", "#e29ac4", "#f0b429", "#9ed3f5", "#d8d8d4"]
};
const PLUS = "M-1.2 -3.8 h2.4 v2.6 h2.6 v2.4 h-2.6 v2.6 h-2.4 v-2.6 h-2.6 v-2.4 h2.6 Z";
const SYMBOLS = ["circle", "triangle", "rect", "diamond", "path://" + PLUS];
const DASHES = ["solid", [7, 4], [2, 3], [9, 3, 2, 3]];

const darkScheme = window.matchMedia("(prefers-color-scheme: dark)");
let printing = false;

/** The colours of the moment; print is always light. */
function theme() {
  const dark = darkScheme.matches && !printing;
  const style = getComputedStyle(document.documentElement);
  const named = name => style.getPropertyValue(name).trim();
  return {
    palette: dark ? PALETTES.dark : PALETTES.light,
    paper: printing ? "#ffffff" : named("--paper"),
    ink: printing ? "#000000" : named("--ink"),
    quiet: printing ? "#444444" : named("--quiet"),
    line: printing ? "#cccccc" : named("--line"),
    label: named("--label"),
    // Behind ink no colour may be stronger than this, or the numbers could not be read.
    strongest: dark ? 0.5 : 0.75
  };
}

function colourOf(index, colours) {
  return colours.palette[index % colours.palette.length];
}

/** A colour between paper (0) and the first of the palette, as strong as ink on it allows (1). */
function shade(share, colours) {
  const [from, to] = [colours.paper, colours.palette[0]].map(colour => [1, 3, 5].map(i => parseInt(colour.slice(i, i + 2), 16)));
  const strength = colours.strongest * (0.06 + 0.94 * Math.min(1, Math.max(0, share)));
  return "#" + from.map((c, i) => Math.round(c + (to[i] - c) * strength).toString(16).padStart(2, "0")).join("");
}

function symbolOf(index) {
  return SYMBOLS[index % SYMBOLS.length];
}

function dashOf(index) {
  return DASHES[index % DASHES.length];
}

const SVG = "http://www.w3.org/2000/svg";

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  return element;
}

/** A short piece of a line with its symbol, as it is drawn. */
function swatch(trace, colours, withLine) {
  const colour = colourOf(trace.colour, colours);
  const svg = shape("svg", { width: 26, height: 12, viewBox: "0 0 26 12", "aria-hidden": "true", focusable: "false" });
  if (withLine) {
    const dash = trace.published ? [1.5, 3] : dashOf(trace.style);
    const line = shape("line", { x1: 0, y1: 6, x2: 26, y2: 6, stroke: colour, "stroke-width": 2 });
    if (dash !== "solid") {
      line.setAttribute("stroke-dasharray", dash.join(" "));
    }
    svg.append(line);
  }
  const paint = trace.published ? { fill: colours.paper, stroke: colour, "stroke-width": 1.5 } : { fill: colour };
  const outlines = {
    circle: ["circle", { cx: 13, cy: 6, r: 3.6 }],
    triangle: ["path", { d: "M13 1.6 L17.4 9.6 L8.6 9.6 Z" }],
    rect: ["rect", { x: 9.6, y: 2.6, width: 6.8, height: 6.8 }],
    diamond: ["path", { d: "M13 1.2 L17.4 6 L13 10.8 L8.6 6 Z" }],
    plus: ["path", { d: PLUS, transform: "translate(13 6)" }]
  };
  const [name, attributes] = outlines[symbolOf(trace.colour)] ?? outlines.plus;
  svg.append(shape(name, { ...attributes, ...paint }));
  return svg;
}
