function paintSwatches() {
  const colours = theme();
  const seen = [];
  for (const place of document.querySelectorAll("[data-swatch=cell]")) {
    seen.push(place);
    const trace = { colour: seen.length - 1, style: 0, published: false };
    place.replaceChildren(swatch(trace, colours, false));
  }
}

function repaint() {
  paintSwatches();
  drawAll();
}

startSorting();
buildViews(JSON.parse(document.getElementById("data").textContent).figures, selected);
startFilter();
paintSwatches();
fromAddress();
darkScheme.addEventListener("change", repaint);
window.addEventListener("beforeprint", () => {
  printing = true;
  openAll();
  sizeForPrint();
  repaint();
});
window.addEventListener("afterprint", () => {
  printing = false;
  sizeForScreen();
  repaint();
});
