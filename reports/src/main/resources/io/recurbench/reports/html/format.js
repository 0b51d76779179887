/** A number for a tick or a tooltip: at most four significant digits, a decimal prefix from 10,000 on. */
function formatNumber(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return "–";
  }
  const size = Math.abs(value);
  if (size === 0) {
    return "0";
  }
  if (size < 1e-3) {
    return trimmed(value.toExponential(2));
  }
  for (const [step, prefix] of [[1e9, "G"], [1e6, "M"], [1e3, "K"]]) {
    if (size >= step && size >= 1e4) {
      return trimmed((value / step).toPrecision(3)) + prefix;
    }
  }
  return trimmed(value.toPrecision(4));
}

function trimmed(text) {
  return text.includes(".") ? text.replace(/\.?0+(?=e|$)/, "") : text;
}
