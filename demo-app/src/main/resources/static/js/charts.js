/** The charts of the last minutes. */
import { byId } from './dom.js';

const SECONDS = 120;
const AT_LEAST = 30;

export class Charts {
  #start = performance.now();
  #samples = [];
  #charts = [];

  constructor() {
    if (!window.Chart) {
      return;
    }
    this.#charts = [
      chart('pictures-chart', 'collectedPictures', [
        area('pictures', 'live'), dashed('held', 'held'), bars('collectedPictures')]),
      chart('thumbnails-chart', 'collectedThumbnails', [
        area('thumbnails', 'live'), dashed('retained', 'held'), bars('collectedThumbnails')]),
      chart('heap-chart', 'heap', [area('heap', 'live'), area('used', 'used')])
    ];
    this.#paint();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#paint());
  }

  /** @param values the numbers of this moment, or null if there are none */
  add(values) {
    const at = (performance.now() - this.#start) / 1000;
    this.#samples.push({ at, ...values });
    this.#samples = this.#samples.filter((sample) => at - sample.at <= SECONDS);
    const span = Math.min(SECONDS, Math.max(AT_LEAST, at));
    for (const each of this.#charts) {
      for (const dataset of each.data.datasets) {
        dataset.data = this.#samples.map((sample) => ({ x: sample.at - at, y: sample[dataset.key] ?? null }));
      }
      each.options.scales.x.min = -span;
      each.update('none');
    }
  }

  #paint() {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    for (const each of this.#charts) {
      for (const dataset of each.data.datasets) {
        dataset.borderColor = colour(dataset.colour);
        dataset.backgroundColor = dataset.type === 'bar' ? dataset.borderColor : colour(`${dataset.colour}-area`);
      }
      for (const scale of Object.values(each.options.scales)) {
        scale.ticks.color = colour('muted');
        scale.grid.color = colour('line');
        scale.border.color = colour('line');
      }
      each.update('none');
    }
  }
}

function area(key, colour) {
  return { type: 'line', key, colour, label: key, data: [], fill: true, stepped: 'before', borderWidth: 2, pointRadius: 0, order: 3 };
}

function dashed(key, colour) {
  return { type: 'line', key, colour, label: key, data: [], fill: false, stepped: 'before', borderWidth: 2, borderDash: [5, 4], pointRadius: 0, order: 1 };
}

function bars(key) {
  return { type: 'bar', key, colour: 'collected', label: key, data: [], barThickness: 5, borderWidth: 0, borderRadius: 2, order: 2 };
}

function chart(id, name, datasets) {
  const font = { family: getComputedStyle(document.body).fontFamily, size: 11 };
  return new window.Chart(byId(id), {
    type: 'line',
    data: { datasets },
    options: {
      animation: false, maintainAspectRatio: false, responsive: true, events: [], parsing: false, normalized: true, spanGaps: false,
      plugins: { colors: { enabled: false }, legend: { display: false }, tooltip: { enabled: false } },
      layout: { padding: { top: 4 } },
      scales: {
        x: {
          type: 'linear', min: -AT_LEAST, max: 0, offset: false, grid: { display: false }, border: {},
          ticks: { font, maxRotation: 0, autoSkipPadding: 24, callback: (value) => label(value) }
        },
        y: {
          beginAtZero: true, suggestedMax: name === 'heap' ? 100 : 4, grid: { drawTicks: false }, border: { display: false },
          ticks: { font, precision: 0, maxTicksLimit: 4, padding: 6 }
        }
      }
    }
  });
}

function label(seconds) {
  return seconds === 0 ? 'now' : `${Math.round(seconds).toString().replace('-', '−')} s`;
}
