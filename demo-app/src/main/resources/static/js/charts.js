/** The charts of the last minutes. */
import { byId } from './dom.js';
import { token, whenColoursChange } from './tokens.js';

const SECONDS = 120;
const AT_LEAST = 30;

export class Charts {
  #start = performance.now();
  #samples = [];
  #charts = [];

  constructor() {
    if (window.Chart) {
      this.#draw();
      whenColoursChange(() => this.#draw());
    }
  }

  /** @param values the numbers of this moment, empty if there are none */
  add(values) {
    const at = (performance.now() - this.#start) / 1000;
    this.#samples.push({ at, ...values });
    this.#samples = this.#samples.filter((sample) => at - sample.at <= SECONDS);
    this.#update(at);
    this.#charts.forEach((each) => describe(each, values));
  }

  /** Draw them anew, in the colours that the page has now. */
  #draw() {
    this.#charts.forEach((each) => each.destroy());
    this.#charts = [
      chart('pictures-chart', 4, [area('pictures', 'live', 'live'), dashed('held', 'in use', 'held'), bars('collectedPictures', 'collected')]),
      chart('thumbnails-chart', 4, [area('thumbnails', 'live', 'live'), dashed('retained', 'retained', 'held'), bars('collectedThumbnails', 'collected')]),
      chart('heap-chart', 100, [area('heap', 'after GC', 'live'), area('used', 'used', 'used')])
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

function describe({ canvas, data }, values) {
  const [title] = canvas.getAttribute('aria-label').split(';');
  const now = data.datasets.map(({ key, label }) => `${label} ${Math.round(values[key] ?? 0)}`).join(', ');
  canvas.setAttribute('aria-label', `${title}; now: ${now}`);
}

function area(key, label, colour) {
  return { ...line(key, label, colour), fill: true, backgroundColor: token(`${colour}-area`), order: 3 };
}

function dashed(key, label, colour) {
  return { ...line(key, label, colour), borderDash: [5, 4], order: 1 };
}

function line(key, label, colour) {
  return { type: 'line', key, label, data: [], stepped: 'before', borderColor: token(colour), borderWidth: 2, pointRadius: 0 };
}

function bars(key, colour) {
  return { type: 'bar', key, label: 'collected', data: [], backgroundColor: token(colour), barThickness: 5, borderRadius: 2, order: 2 };
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
          ticks: { ...ticks, maxRotation: 0, autoSkipPadding: 24, callback: secondsAgo }
        },
        y: {
          beginAtZero: true, suggestedMax: atLeast, grid: { color: token('line'), drawTicks: false }, border: { display: false },
          ticks: { ...ticks, precision: 0, maxTicksLimit: 4, padding: 6 }
        }
      }
    }
  });
}

function secondsAgo(seconds) {
  return seconds === 0 ? 'now' : `−${Math.round(-seconds)} s`;
}
