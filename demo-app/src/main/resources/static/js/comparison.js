/** Three ways to keep pictures: the same visitors come to each, and their runs lie over each other. */
import * as api from './api.js';
import { excerpt } from './code.js';
import { byId, element, setText } from './dom.js';
import { count, megabytes } from './format.js';
import { RunChart } from './runchart.js';

const WAYS = [
  { keeping: 'STRONG', name: 'Strong map', plan: 'Holds every picture ever opened.' },
  { keeping: 'BOUNDED', name: 'Bounded cache', plan: 'Holds a few, and forgets others in use.' },
  { keeping: 'WEAK', name: 'Weak cache', plan: 'Retains as many, and finds all that are in use.' }
];

export class Comparison {
  #rows;
  #chart = new RunChart();
  #code = null;
  #shown = null;

  /** @param start lets the visitors come to a store */
  constructor(start) {
    this.#rows = WAYS.map((way) => new Row(way, start));
    byId('ways').append(...this.#rows.map(({ node }) => node));
  }

  show(comparison, visitors) {
    const { inUse, runs } = comparison;
    this.#rows.forEach((row) => row.show(runs[row.keeping], row.keeping === inUse));
    this.#chart.show(comparison);
    const run = runs[inUse];
    setText(byId('comparison-state'), run?.state === 'RUNNING'
      ? `visitor ${Math.min(run.samples.at(-1).visitors, comparison.visitors)} of ${comparison.visitors}`
      : visitors ? 'visitors come and go' : `${comparison.visitors} visitors each`);
    this.#showCode(inUse);
  }

  async #showCode(inUse) {
    if (this.#shown === inUse) {
      return;
    }
    this.#shown = inUse;
    try {
      this.#code ??= await api.comparisonCode();
      byId('comparison-code').replaceChildren(...this.#code[inUse].map(excerpt));
    } catch {
      this.#shown = null;
    }
  }
}

class Row {
  keeping;
  node;
  #button;
  #verdict;
  #plan;

  constructor({ keeping, name, plan }, start) {
    this.keeping = keeping;
    this.#plan = plan;
    this.#button = element('button', { type: 'button', 'aria-pressed': 'false', onclick: ({ currentTarget }) => start(currentTarget, keeping) },
      element('span', { class: 'line', 'aria-hidden': 'true' }), element('span', { textContent: name }));
    this.#verdict = element('p', { class: 'verdict' });
    this.node = element('li', { data: { keeping } }, this.#button, this.#verdict);
  }

  show(run, inUse) {
    this.#button.setAttribute('aria-pressed', String(inUse));
    this.node.dataset.state = run?.state ?? 'NONE';
    const said = run ? verdict(run) : [this.#plan];
    if (this.#verdict.textContent !== said.map((part) => part.textContent ?? part).join('')) {
      this.#verdict.replaceChildren(...said);
    }
  }
}

/** One line: the decodes, and what became of the heap. */
function verdict({ state, samples, pictures, copies }) {
  const { decodes, visitors } = samples.at(-1);
  const rest = [
    ` for ${count(pictures, 'picture')}`,
    copies > 0 && `up to ${copies} in memory twice`,
    state === 'OUT_OF_BUDGET' ? `out of budget after ${visitors} visitors`
      : `at most ${megabytes(Math.max(...samples.map((sample) => sample.heap)))} MB`
  ].filter(Boolean).join(', ');
  return [element('b', { textContent: count(decodes, 'decode') }), `${rest}.`];
}
