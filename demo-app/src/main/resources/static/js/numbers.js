/** The numbers of the endpoint: caches, tiers, reaper. */
import { byId, element, setText } from './dom.js';
import { ago, copies, count, megabytes, millis } from './format.js';

/** In the order of the legend, which is the head of their columns. */
const TIERS = ['strong', 'weak', 'miss'];

export class Numbers {
  #tiers = new Map();

  show({ weakrefs: { caches, reaper }, comparison: { inUse }, decodes, collected, heap }) {
    const { pictures, thumbnails } = caches;
    setText(byId('pictures-live'), String(decodes.length));
    setText(byId('pictures-collected'), collected.toLocaleString('en'));
    setText(byId('pulse'), `${copies(decodes.length)} in memory · ${collected.toLocaleString('en')} collected`);
    byId('heap-after').replaceChildren(...heap.afterCollection > 0
      ? [megabytes(heap.afterCollection), element('small', { textContent: 'MB' })] : ['–']);
    setText(byId('heap-age'), heap.ageMillis >= 0 ? ago(heap.ageMillis) : '');
    setText(byId('pictures-retained'), inUse === 'WEAK' ? `${pictures.retained} retained`
      : `${decodes.filter(({ kept }) => kept).length} held by the store`);
    setText(byId('thumbnails-retained'), `${thumbnails.retained} retained`);
    this.#showTiers('Pictures', pictures);
    this.#showTiers('Thumbnails', thumbnails);
    this.#showReaper(reaper);
  }

  #showTiers(name, { hits, weakHits, misses }) {
    const tier = this.#tiers.get(name) ?? this.#addTier(name);
    const numbers = { strong: hits - weakHits, weak: weakHits, miss: misses };
    for (const part of tier.bar.children) {
      part.style.flexGrow = numbers[part.dataset.tier];
      part.hidden = numbers[part.dataset.tier] === 0;
    }
    tier.counts.forEach((node) => setText(node, numbers[node.dataset.tier].toLocaleString('en')));
    tier.bar.setAttribute('aria-label',
      `${name}: ${count(numbers.strong, 'hit')} on retained, ${count(numbers.weak, 'hit')} on only weakly held, ${count(numbers.miss, 'miss', 'misses')}`);
  }

  #addTier(name) {
    const bar = element('span', { class: 'bar', role: 'img' }, ...TIERS.map((tier) => element('i', { data: { tier } })));
    const counts = TIERS.map((tier) => element('span', { class: 'count', 'aria-hidden': 'true', data: { tier } }));
    byId('tiers').append(element('div', { class: 'tier' }, element('span', { textContent: name }), bar, ...counts));
    const tier = { bar, counts };
    this.#tiers.set(name, tier);
    return tier;
  }

  #showReaper({ running, cycles, drained, backlog, lagMillis }) {
    setText(byId('reaper-state'), running ? 'running' : 'stopped');
    setText(byId('reaper-cycles'), cycles.toLocaleString('en'));
    setText(byId('reaper-drained'), drained.toLocaleString('en'));
    setText(byId('reaper-lag-mean'), millis(lagMillis.mean));
    setText(byId('reaper-lag-max'), millis(lagMillis.max));
    setText(byId('reaper-backlog'), String(backlog));
  }
}
