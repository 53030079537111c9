/** Who holds what: each decode in memory as a block, with those who look at it above. */
import { byId, element, setText } from './dom.js';
import { colourOf, count, megabytes } from './format.js';

const GOES = 700;
const FEW = 7;

export class Holding {
  #list = byId('decodes');
  #nodes = new Map();

  show(pictures) {
    const live = pictures.filter((picture) => picture.live).sort((a, b) => a.decode - b.decode);
    const present = new Set(live.map((picture) => picture.decode));
    for (const [decode, node] of this.#nodes) {
      if (!present.has(decode)) {
        this.#nodes.delete(decode);
        node.dataset.state = 'went';
        setTimeout(() => node.remove(), GOES);
      }
    }
    this.#list.classList.toggle('crowded', live.length > FEW);
    live.forEach((picture) => this.#update(this.#nodes.get(picture.decode) ?? this.#add(picture), picture));
    this.#summarize(live);
  }

  #add(picture) {
    const node = element('li', { class: 'decode', title: picture.title, data: { id: colourOf(picture.decode) } },
      element('span', { class: 'dots', 'aria-hidden': 'true' }), element('span', { class: 'stem', 'aria-hidden': 'true' }),
      element('span', { class: 'block', textContent: `#${picture.decode}`, 'aria-hidden': 'true' }),
      element('span', { class: 'unseen' }));
    this.#nodes.set(picture.decode, node);
    this.#list.append(node);
    return node;
  }

  #update(node, { title, decode, viewers, visitors }) {
    node.dataset.state = viewers + visitors > 0 ? 'held' : 'free';
    const dots = node.querySelector('.dots');
    const wanted = [...Array(viewers).fill(''), ...Array(visitors).fill('visitor')];
    if ([...dots.children].map((dot) => dot.className).join() !== wanted.join() || dots.children.length !== wanted.length) {
      dots.replaceChildren(...wanted.map((kind) => element('i', { class: kind })));
    }
    setText(node.querySelector('.unseen'), `${title}, decode ${decode}: ${count(viewers, 'viewer')}, ${count(visitors, 'visitor')}`);
  }

  #summarize(live) {
    const held = live.filter(({ viewers, visitors }) => viewers + visitors > 0);
    const free = live.length - held.length;
    const bytes = sum(held, (picture) => picture.bytes);
    const unshared = sum(held, (picture) => picture.bytes * (picture.viewers + picture.visitors));
    setText(byId('sharing'), `${lookers(live)}, ${count(held.length, 'decode')}`);
    setText(byId('pictures-held'), String(held.length));
    setText(byId('holding-caption'), [
      held.length > 0 && (unshared > bytes ? `${megabytes(bytes)} MB held instead of ${megabytes(unshared)} MB` : `${megabytes(bytes)} MB held`),
      free > 0 && `${free} dashed: nobody looks, free to be collected`
    ].filter(Boolean).join('. ').concat('.').replace(/^\.$/, 'Nothing is decoded.'));
  }
}

/** Visitors are not viewers: those are in the windows of browsers. */
function lookers(pictures) {
  const viewers = sum(pictures, (picture) => picture.viewers);
  const visitors = sum(pictures, (picture) => picture.visitors);
  return [(viewers > 0 || visitors === 0) && count(viewers, 'viewer'), visitors > 0 && count(visitors, 'visitor')].filter(Boolean).join(', ');
}

function sum(items, value) {
  return items.reduce((total, item) => total + value(item), 0);
}
