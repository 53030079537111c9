/** Three ways to keep pictures: the same visitors come to each, and their runs lie over each other. */
import * as api from './api.js';
import { excerpt } from './code.js';
import { byId, element, icon, setText } from './dom.js';
import { count, megabytes, times } from './format.js';
import { RunChart } from './runchart.js';

const PLAY = 'M6 4l10 6-10 6z';
const WAYS = [
  { keeping: 'STRONG', name: 'Strong map', plan: 'Holds every picture ever opened.' },
  { keeping: 'BOUNDED', name: 'Bounded cache', plan: 'Holds a few, and forgets others in use.' },
  { keeping: 'WEAK', name: 'Weak cache', plan: 'Retains as many, and finds what is in use.' }
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

  show(comparison) {
    const { inUse, runs, limit, visitors } = comparison;
    this.#rows.forEach((row) => row.show(runs[row.keeping], visitors, row.keeping === inUse));
    this.#chart.show(comparison);
    const run = runs[inUse];
    setText(byId('comparison-state'), run?.state === 'RUNNING'
      ? `visitor ${Math.min(run.samples.at(-1).visitors, visitors)} of ${visitors}`
      : [count(visitors, 'visitor'), limit > 0 && `budget ${megabytes(limit)} MB`].filter(Boolean).join(', '));
    setText(byId('ways-lead'), `Each run brings the same ${count(visitors, 'visitor')}.`);
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
    this.#button = element('button', { type: 'button', 'aria-pressed': 'false', 'aria-label': `Run with ${name.toLowerCase()}`, onclick: ({ currentTarget }) => start(currentTarget, keeping) },
      icon(PLAY), element('span', { class: 'line', 'aria-hidden': 'true' }), element('span', { textContent: name }));
    this.#verdict = element('p', { class: 'verdict' });
    this.node = element('li', { data: { keeping } }, this.#button, this.#verdict);
  }

  show(run, visitors, inUse) {
    this.#button.setAttribute('aria-pressed', String(inUse && run !== undefined));
    this.node.dataset.state = run?.state ?? 'NONE';
    const said = run ? verdict(run, visitors) : [this.#plan];
    if (this.#verdict.textContent !== said.map((part) => part.textContent ?? part).join('')) {
      this.#verdict.replaceChildren(...said);
    }
  }
}

/** The outcome first; only what was measured. */
function verdict({ state, samples, repeated, copies }, all) {
  const { decodes, visitors } = samples.at(-1);
  const decoded = `Decoded ${times(decodes)}`;
  const most = `at most ${megabytes(Math.max(...samples.map((sample) => sample.heap)))} MB`;
  switch (state) {
    case 'RUNNING': return [element('b', { textContent: `${decoded} so far` }), `, ${most}.`];
    case 'COMPLETE': return [element('b', { textContent: decoded }), `, ${repetition(repeated, copies)}, ${most}.`];
    default: return [element('b', { textContent: `${{ OUT_OF_BUDGET: 'Out of budget', STOPPED: 'Stopped' }[state]} after ${Math.min(visitors, all)} of ${count(all, 'visitor')}.` }),
      ` ${decoded}${state === 'STOPPED' ? `, ${most}` : ''}.`];
  }
}

function repetition(repeated, copies) {
  return repeated === 0 ? 'none in memory twice'
    : `up to ${count(repeated, 'picture')} in memory ${copies > 2 ? 'more than once' : 'twice'}`;
}
