"use strict";
// The values of all curves where one points at them.
for (const chart of document.querySelectorAll("svg.lines")) {
  const rule = chart.querySelector(".rule");
  const tip = chart.parentNode.querySelector(".tip");
  const curves = [...chart.querySelectorAll("polyline")].map((line) => ({
    name: line.dataset.name,
    x: line.dataset.x.split(" "),
    y: line.dataset.y.split(" "),
    places: [...line.points].map((point) => point.x),
  }));
  const places = [...new Set(curves.flatMap((curve) => curve.places))];

  const show = (event) => {
    const toDrawing = chart.getScreenCTM().inverse();
    const pointer = new DOMPoint(event.clientX, event.clientY).matrixTransform(toDrawing).x;
    const place = places.reduce((a, b) => (Math.abs(b - pointer) < Math.abs(a - pointer) ? b : a));
    const lines = [];
    for (const curve of curves) {
      const i = curve.places.indexOf(place);
      if (i < 0) continue;
      if (lines.length === 0) lines.push(`${chart.dataset.xName} ${curve.x[i]}`);
      lines.push(`${curve.name}: ${curve.y[i]}`);
    }
    rule.setAttribute("x1", place);
    rule.setAttribute("x2", place);
    rule.style.visibility = "visible";
    tip.textContent = lines.join("\n");
    tip.hidden = false;
    const figure = chart.parentNode.getBoundingClientRect();
    const left = event.clientX - figure.left;
    const right = left < figure.width / 2 ? left + 14 : left - 14 - tip.offsetWidth;
    tip.style.left = `${Math.max(4, Math.min(right, figure.width - tip.offsetWidth - 4))}px`;
  };
  const hide = () => {
    tip.hidden = true;
    rule.style.visibility = "hidden";
  };
  chart.addEventListener("pointermove", show);
  chart.addEventListener("pointerdown", show);
  chart.addEventListener("pointerleave", hide);
}

// One class alone, while one points at its name.
for (const entry of document.querySelectorAll(".legend [data-class]")) {
  const points = entry.closest("figure").querySelectorAll(".points > path");
  const toggle = (only) => {
    for (const point of points) {
      point.classList.toggle("faint", only && point.dataset.class !== entry.dataset.class);
    }
  };
  entry.addEventListener("pointerenter", () => toggle(true));
  entry.addEventListener("pointerleave", () => toggle(false));
}
