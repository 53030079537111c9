/** Who holds what: each decode in memory as a block, with those who look at it above. */
import { colourOf } from './colours.js';
import { byId, element, setText } from './dom.js';
import { copies, count, megabytes } from './format.js';

const GOES = 700;
const FEW = 7;

export class Holding {
  #list = byId('decodes');
  #nodes = new Map();

  /** @param live the decodes in memory */
  show(live) {
    const present = new Set(live.map(({ number }) => number));
    for (const [decode, node] of this.#nodes) {
      if (!present.has(decode)) {
        this.#nodes.delete(decode);
        node.dataset.state = 'went';
        setTimeout(() => node.remove(), GOES);
      }
    }
    this.#list.classList.toggle('crowded', live.length > FEW);
    live.forEach((decode) => this.#update(this.#nodes.get(decode.number) ?? this.#add(decode), decode));
    this.#summarize(live);
  }

  #add({ number, title }) {
    const node = element('li', { class: 'decode', title, data: { id: colourOf(number) } },
      element('span', { class: 'dots', 'aria-hidden': 'true' }), element('span', { class: 'stem', 'aria-hidden': 'true' }),
      element('span', { class: 'block', textContent: `#${number}`, 'aria-hidden': 'true' }),
      element('span', { class: 'unseen' }));
    this.#nodes.set(number, node);
    this.#list.append(node);
    return node;
  }

  #update(node, { title, number, viewers, visitors, kept }) {
    node.dataset.state = viewers + visitors > 0 ? 'held' : kept ? 'kept' : 'free';
    const dots = node.querySelector('.dots');
    const wanted = [...Array(viewers).fill(''), ...Array(visitors).fill('visitor')];
    if ([...dots.children].map((dot) => dot.className).join() !== wanted.join() || dots.children.length !== wanted.length) {
      dots.replaceChildren(...wanted.map((kind) => element('i', { class: kind })));
    }
    setText(node.querySelector('.unseen'), `${title}, copy ${number}: ${count(viewers, 'viewer')}, ${count(visitors, 'visitor')}${kept ? ', held by the store' : ''}`);
  }

  #summarize(live) {
    const held = live.filter(({ viewers, visitors }) => viewers + visitors > 0);
    const kept = live.filter((decode) => decode.kept && !held.includes(decode)).length;
    const free = live.length - held.length - kept;
    setText(byId('sharing'), `${lookers(live)}, ${copies(live.length)}`);
    setText(byId('pictures-held'), String(held.length));
    setText(byId('holding-caption'), live.length === 0 ? 'Nothing is in memory.' : [
      ...memory(live, held),
      kept > 0 && `Nobody looks at ${kept}, but the store holds ${kept === 1 ? 'it' : 'them'}`,
      free > 0 && `${free} dashed: nobody looks`
    ].filter(Boolean).map((sentence) => `${sentence}.`).join(' '));
  }
}

/** Tells how much is in memory, and how much sharing saves if all of that is in use, each picture once. */
function memory(live, held) {
  const bytes = sum(live, (picture) => picture.bytes);
  const inUse = sum(held, (picture) => picture.bytes);
  const repeated = repetitions(live);
  if (held.length === live.length && repeated.length === 0) {
    const unshared = sum(held, (picture) => picture.bytes * (picture.viewers + picture.visitors));
    return [`${megabytes(bytes)} MB`, unshared > bytes && `A copy for each ${looker(held)} would be ${megabytes(unshared)} MB`];
  }
  return [
    `${megabytes(bytes)} MB in memory, ${inUse === bytes ? 'all' : inUse > 0 ? `${megabytes(inUse)} MB` : 'none'} of it in use`,
    repeated.length > 0 && `${count(repeated.length, 'picture is', 'pictures are')} in memory ${Math.max(...repeated) > 2 ? 'more than once' : 'twice'}`];
}

/** The numbers of copies of those pictures that have more than one. */
function repetitions(live) {
  const names = live.map(({ name }) => name);
  return [...new Set(names)].map((name) => names.filter((other) => other === name).length).filter((number) => number > 1);
}

function looker(pictures) {
  return [sum(pictures, ({ viewers }) => viewers) > 0 && 'viewer', sum(pictures, ({ visitors }) => visitors) > 0 && 'visitor']
    .filter(Boolean).join(' and ');
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
