/** Things as blocks, with those who hold them as dots above. */
import { element, setText } from './dom.js';
import { count } from './format.js';

const GOES = 700;
const FEW = 6;
const MOST = 20;
const STATES = { session: 'session on', list: 'in the list', leak: 'leak', free: 'let go' };

export class Things {
  node = element('ul', { class: 'decodes things' });
  #nodes = new Map();
  #colour;

  constructor(colour) {
    this.#colour = colour;
  }

  /** @param stateOf gives the state of a thing, if it has more than two */
  show(things, stateOf) {
    const present = new Set(things.map(({ name }) => name));
    for (const [name, node] of this.#nodes) {
      if (!present.has(name)) {
        this.#nodes.delete(name);
        node.dataset.state = 'went';
        setTimeout(() => node.remove(), GOES);
      }
    }
    this.node.classList.toggle('crowded', things.length > FEW);
    things.forEach((thing) => this.#update(this.#nodes.get(thing.name) ?? this.#add(thing), thing, stateOf(thing)));
  }

  #add({ name, colours, value }) {
    const block = element('span', { class: 'block', 'aria-hidden': 'true' });
    if (colours.length > 2) {
      block.classList.add('swatch');
      block.append(...colours.map((colour) => element('i', { style: `background: ${colour}` })));
    } else if (colours.length === 2) {
      block.classList.add('frame');
      block.style.cssText = `--wood: ${colours[0]}; --mount: ${colours[1]}`;
    } else {
      block.classList.toggle('gauge', value > 0);
      block.append(element('b', { textContent: value > 0 ? '' : name.replace(/^\D*(\d+)$/, '#$1').slice(0, 4) }));
    }
    const node = element('li', { class: 'decode', title: name, data: { id: this.#colour, thing: name } },
      element('span', { class: 'dots', 'aria-hidden': 'true' }), element('span', { class: 'stem', 'aria-hidden': 'true' }),
      block, element('span', { class: 'state', 'aria-hidden': 'true' }), element('span', { class: 'unseen' }));
    this.#nodes.set(name, node);
    this.node.append(node);
    return node;
  }

  #update(node, { name, holders, others, value }, state) {
    const held = holders + others > 0;
    node.dataset.state = state === 'leak' ? 'leak' : held ? 'held' : 'free';
    const dots = node.querySelector('.dots');
    const wanted = [...Array(holders).fill(''), ...Array(others).fill('visitor')];
    if ([...dots.children].map((dot) => dot.className).join() !== wanted.join() || dots.children.length !== wanted.length) {
      dots.replaceChildren(...wanted.map((kind) => element('i', { class: kind })));
    }
    if (node.querySelector('.gauge')) {
      node.querySelector('.block').style.setProperty('--level', `${Math.min(100, 100 * value / MOST)}%`);
      setText(node.querySelector('.state'), String(Math.round(value)));
    } else {
      setText(node.querySelector('.state'), STATES[state] ?? '');
    }
    setText(node.querySelector('.unseen'),
      `${name}: ${STATES[state] ?? (held ? `held by ${count(holders + others, 'user')}` : 'nobody holds it')}${value > 0 ? `, ${Math.round(value)}` : ''}`);
  }
}
