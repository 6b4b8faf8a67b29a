// Draws the charts of a page in the page's own colours. Without it every number is still there, in the tables.
"use strict";

(() => {
  const refuse = () => Promise.reject(new Error("charts load nothing"));
  const loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse };
  const drawn = new Map();

  function theme() {
    const style = getComputedStyle(document.documentElement);
    const of = (name) => style.getPropertyValue(name).trim();
    const font = of("--sans");
    const axis = { labelColor: of("--soft"), domainColor: of("--rule"), tickColor: of("--rule"), gridColor: of("--rule"), gridOpacity: 0.6, labelFont: font, labelFontSize: 12 };
    return {
      background: null,
      font,
      view: { stroke: null },
      axis,
      axisX: { grid: false },
      axisY: { domain: false, ticks: false },
      header: { labelColor: of("--ink"), labelFont: font, labelFontSize: 13, labelFontWeight: 600 },
      bar: { binSpacing: 1 },
      style: {
        kept: { color: of("--accent") },
        rejected: { color: of("--paper"), stroke: of("--bad"), strokeWidth: 1.5 },
        promised: { color: of("--ink"), strokeDash: [4, 3], strokeWidth: 1.2 },
        label: { color: of("--ink"), font, fontSize: 12 },
      },
    };
  }

  function fitted(spec, width) {
    const fit = { ...spec, autosize: { type: "fit-x", contains: "padding" }, config: theme() };
    if (spec.facet) {
      delete fit.autosize;
      fit.spec = { ...spec.spec, width: Math.max(120, width - 44) };
    } else {
      fit.width = width;
    }
    return fit;
  }

  function draw(holder) {
    const width = Math.floor(holder.clientWidth);
    if (!width) return;
    const spec = JSON.parse(document.getElementById(holder.dataset.chart).textContent);
    drawn.get(holder)?.finalize();
    // The holder says what the chart says (Vega would overwrite that); its parts need not be read out one by one.
    const canvas = document.createElement("div");
    canvas.setAttribute("aria-hidden", "true");
    holder.replaceChildren(canvas);
    const full = vegaLite.compile(fitted(spec, width)).spec;
    const view = new vega.View(vega.parse(full, null, { ast: true }), {
      expr: vegaInterpreter.expressionInterpreter,
      loader,
      logLevel: vega.Warn,
      renderer: "svg",
      container: canvas,
      hover: false,
    });
    drawn.set(holder, view);
    view.runAsync().then(() => {
      canvas.querySelector("form")?.remove();
      holder.dataset.drawn = "yes";
    });
  }

  function drawAll() {
    for (const holder of document.querySelectorAll("[data-chart]")) {
      try {
        draw(holder);
      } catch (error) {
        holder.textContent = "The chart could not be drawn; the numbers are below.";
        console.error(error);
      }
    }
  }

  let width = window.innerWidth;
  let waiting = 0;
  window.addEventListener("resize", () => {
    if (window.innerWidth === width) return;
    width = window.innerWidth;
    clearTimeout(waiting);
    waiting = setTimeout(drawAll, 150);
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  for (const when of ["beforeprint", "afterprint"]) window.addEventListener(when, drawAll);
  drawAll();
})();
