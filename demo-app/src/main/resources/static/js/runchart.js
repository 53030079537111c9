/** The heap of each run and how often it decoded, by the number of visitors, one above the other in one chart. */
import { byId } from './dom.js';
import { count, times } from './format.js';
import { whenColoursChange, token } from './tokens.js';

const LINES = [
  { keeping: 'STRONG', name: 'strong map', colour: 'run-strong', dash: [2, 3] },
  { keeping: 'BOUNDED', name: 'bounded cache', colour: 'run-bounded', dash: [7, 4] },
  { keeping: 'WEAK', name: 'weak cache', colour: 'run-weak', dash: [] }
];

export class RunChart {
  #canvas = byId('comparison-chart');
  #chart = null;
  #view = { runs: {}, limit: 0, visitors: 50 };
  #drawn = '';

  constructor() {
    if (window.Chart) {
      this.#draw();
      whenColoursChange(() => this.#draw());
    }
  }

  show(view) {
    this.#view = view;
    const news = JSON.stringify([view.runs, view.limit]);
    if (news !== this.#drawn) {
      this.#drawn = news;
      this.#canvas.parentElement.hidden = Object.keys(view.runs).length === 0;
      this.#update();
      this.#canvas.setAttribute('aria-label', `Heap, and how often pictures were decoded, by the number of visitors; ${describe(view)}`);
    }
  }

  #draw() {
    this.#chart?.destroy();
    this.#chart = new window.Chart(this.#canvas, {
      type: 'line',
      data: {
        datasets: [
          ...LINES.map((each) => dataset(each, 'heap')), { ...dataset({ colour: 'bad', dash: [] }, 'heap'), limit: true, borderWidth: 1.5 },
          ...LINES.map((each) => dataset(each, 'decodes'))]
      },
      options: {
        animation: false, maintainAspectRatio: false, responsive: true, events: [], parsing: false, normalized: true,
        plugins: { colors: { enabled: false }, legend: { display: false }, tooltip: { enabled: false } },
        scales: {
          x: { type: 'linear', min: 0, max: this.#view.visitors, grid: { display: false }, border: { color: token('line') }, ticks: { ...ticks(), stepSize: 10 }, title: title('visitors') },
          decodes: axis(2, 'decoded', 4),
          heap: axis(3, 'MB', 6)
        }
      },
      plugins: [{ id: 'budget', afterDatasetsDraw: (chart) => this.#writeBudget(chart) }]
    });
    this.#update();
  }

  #update() {
    if (!this.#chart) {
      return;
    }
    const { runs, limit, visitors } = this.#view;
    for (const set of this.#chart.data.datasets) {
      set.data = set.limit ? limit > 0 ? [{ x: 0, y: limit / 1e6 }, { x: visitors, y: limit / 1e6 }] : []
        : (runs[set.keeping]?.samples ?? []).map((sample) => ({ x: sample.visitors, y: set.yAxisID === 'heap' ? sample.heap / 1e6 : sample.decodes }));
    }
    const { x, heap, decodes } = this.#chart.options.scales;
    x.max = visitors;
    heap.max = room(Math.max(limit / 1e6, 50, this.#most('heap') / 1e6));
    decodes.max = room(Math.max(20, this.#most('decodes')));
    this.#chart.update('none');
  }

  #most(value) {
    return Math.max(0, ...Object.values(this.#view.runs).flatMap(({ samples }) => samples.map((sample) => sample[value])));
  }

  #writeBudget({ ctx, chartArea, scales: { heap } }) {
    const { limit } = this.#view;
    if (limit > 0) {
      ctx.save();
      ctx.font = `11px ${getComputedStyle(document.body).fontFamily}`;
      const text = `budget ${Math.round(limit / 1e6)} MB`;
      const { width } = ctx.measureText(text);
      const bottom = heap.getPixelForValue(limit / 1e6) - 2;
      ctx.fillStyle = token('panel');
      ctx.fillRect(chartArea.right - width - 4, bottom - 14, width + 4, 14);
      ctx.fillStyle = token('bad');
      ctx.textAlign = 'right';
      ctx.fillText(text, chartArea.right, bottom - 3);
      ctx.restore();
    }
  }
}

function describe({ runs, limit }) {
  const known = LINES.filter(({ keeping }) => runs[keeping]);
  return known.length === 0 ? 'no run yet' : [
    ...known.map(({ keeping, name }) => {
      const { visitors, heap, decodes } = runs[keeping].samples.at(-1);
      return `${name}: ${count(visitors, 'visitor')}, ${Math.round(heap / 1e6)} MB, decoded ${times(decodes)}`;
    }), `budget ${Math.round(limit / 1e6)} MB`].join('; ');
}

function dataset({ keeping, colour, dash }, yAxisID) {
  return { keeping, yAxisID, data: [], borderColor: token(colour), borderDash: dash, borderWidth: 2.5, pointRadius: 0, stepped: yAxisID === 'decodes' ? 'before' : false };
}

/** Some space above the highest value, where no line leaves the chart and no label meets that of the axis above. */
function room(highest) {
  return Math.ceil(highest * 1.22 / 5) * 5;
}

function axis(stackWeight, text, maxTicksLimit) {
  return {
    type: 'linear', position: 'left', stack: 'runs', stackWeight, min: 0,
    grid: { color: token('line'), drawTicks: false, lineWidth: matchMedia('(forced-colors: active)').matches ? 0.5 : 1 }, border: { display: false },
    afterBuildTicks: (scale) => {
      scale.ticks = scale.ticks.filter(({ value }) => value < 0.9 * scale.max);
    },
    ticks: { ...ticks(), precision: 0, includeBounds: false, maxTicksLimit, padding: 6 }, title: title(text)
  };
}

function title(text) {
  return { display: true, text, color: token('muted'), font: ticks().font, padding: 0 };
}

function ticks() {
  return { font: { family: getComputedStyle(document.body).fontFamily, size: 11 }, color: token('muted') };
}
