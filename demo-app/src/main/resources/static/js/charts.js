/** The charts of the last minutes. */
import { byId } from './dom.js';

const SECONDS = 120;
const AT_LEAST = 30;

export class Charts {
  #start = performance.now();
  #samples = [];
  #charts = [];

  constructor() {
    if (window.Chart) {
      this.#draw();
      matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#draw());
    }
  }

  /** @param values the numbers of this moment, empty if there are none */
  add(values) {
    const at = (performance.now() - this.#start) / 1000;
    this.#samples.push({ at, ...values });
    this.#samples = this.#samples.filter((sample) => at - sample.at <= SECONDS);
    this.#update(at);
  }

  /** Draw them anew, in the colours that the page has now. */
  #draw() {
    this.#charts.forEach((each) => each.destroy());
    this.#charts = [
      chart('pictures-chart', 4, [area('pictures', 'live'), dashed('held', 'held'), bars('collectedPictures', 'collected')]),
      chart('thumbnails-chart', 4, [area('thumbnails', 'live'), dashed('retained', 'held'), bars('collectedThumbnails', 'collected')]),
      chart('heap-chart', 100, [area('heap', 'live'), area('used', 'used')])
    ];
    this.#update((performance.now() - this.#start) / 1000);
  }

  #update(at) {
    for (const each of this.#charts) {
      for (const dataset of each.data.datasets) {
        dataset.data = this.#samples.map((sample) => ({ x: sample.at - at, y: sample[dataset.key] ?? null }));
      }
      each.options.scales.x.min = -Math.min(SECONDS, Math.max(AT_LEAST, at));
      each.update('none');
    }
  }
}

function area(key, colour) {
  return { ...line(key, colour), fill: true, backgroundColor: token(`${colour}-area`), order: 3 };
}

function dashed(key, colour) {
  return { ...line(key, colour), borderDash: [5, 4], order: 1 };
}

function line(key, colour) {
  return { type: 'line', key, data: [], stepped: 'before', borderColor: token(colour), borderWidth: 2, pointRadius: 0 };
}

function bars(key, colour) {
  return { type: 'bar', key, data: [], backgroundColor: token(colour), barThickness: 5, borderRadius: 2, order: 2 };
}

function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function chart(id, atLeast, datasets) {
  const ticks = { font: { family: getComputedStyle(document.body).fontFamily, size: 11 }, color: token('muted') };
  return new window.Chart(byId(id), {
    type: 'line',
    data: { datasets },
    options: {
      animation: false, maintainAspectRatio: false, responsive: true, events: [], parsing: false, normalized: true, spanGaps: false,
      plugins: { colors: { enabled: false }, legend: { display: false }, tooltip: { enabled: false } },
      layout: { padding: { top: 4 } },
      scales: {
        x: {
          type: 'linear', min: -AT_LEAST, max: 0, offset: false, grid: { display: false }, border: { color: token('line') },
          ticks: { ...ticks, maxRotation: 0, autoSkipPadding: 24, callback: label }
        },
        y: {
          beginAtZero: true, suggestedMax: atLeast, grid: { color: token('line'), drawTicks: false }, border: { display: false },
          ticks: { ...ticks, precision: 0, maxTicksLimit: 4, padding: 6 }
        }
      }
    }
  });
}

function label(seconds) {
  return seconds === 0 ? 'now' : `−${Math.round(-seconds)} s`;
}
