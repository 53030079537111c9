/** Things as blocks, with those who hold them as dots above. */
import { thumbnailUrl } from './api.js';
import { element, setText } from './dom.js';
import { count, titleOf } from './format.js';

const GOES = 700;
const FEW = 6;
const MOST = 20;

export class Things {
  node;
  #nodes = new Map();
  #colour;
  #pictures;

  /**
   * @param colour their identity colour
   * @param pictures whether they have the looks of the picture whose name they have
   * @param nothing what to say if there is none
   */
  constructor({ colour, pictures, nothing }) {
    this.node = element('ul', { class: 'decodes things', 'aria-label': 'What is there', data: { nothing } });
    this.#colour = colour;
    this.#pictures = pictures;
  }

  /** @param stateOf says what is the matter with a thing */
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
    if (this.#pictures) {
      block.classList.add('picture');
      block.classList.toggle('framed', colours.length > 0);
      block.style.cssText = `--image: url("../${thumbnailUrl(name)}"); --wood: ${colours[0]}; --mount: ${colours[1]}`;
    } else if (colours.length > 0) {
      block.classList.add('swatch');
      block.append(...colours.map((colour) => element('i', { style: `background: ${colour}` })));
    } else if (value > 0) {
      block.classList.add('gauge');
    } else {
      block.append(element('b', { textContent: name.replace(/^\D*/, '#') }));
    }
    const node = element('li', { class: 'decode', title: titleOf(name), data: { id: this.#colour, thing: name } },
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
    node.querySelector('.block').style.setProperty('--level', `${Math.min(100, 100 * value / MOST)}%`);
    setText(node.querySelector('.state'), state);
    setText(node.querySelector('.unseen'),
      [titleOf(name), held ? `held by ${count(holders + others, 'user')}` : 'nobody holds it', state].filter(Boolean).join(', '));
  }
}
