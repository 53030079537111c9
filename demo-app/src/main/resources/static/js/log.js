/** The callback log: what was collected, newest first. */
import { byId, element, setText } from './dom.js';
import { clock, count, titleOf } from './format.js';
import { announce } from './notices.js';

const SHOWN = 100;
const KINDS = { pictures: 'picture', thumbnails: 'thumbnail' };

/** @param fresh whether it is to be seen that it has just come */
export function logLine({ at, kind, name }, fresh) {
  const title = name === null ? 'a key that has gone' : titleOf(name);
  return element('li', { class: fresh ? 'fresh' : '', data: { kind, name: name ?? '' } },
    element('time', { dateTime: at, textContent: clock(at) }),
    element('span', { class: 'key', textContent: title, title }),
    element('span', { class: 'kind', textContent: KINDS[kind] ?? kind }));
}

export class Log {
  #list = byId('log');
  #first = true;
  last = 0;

  /** @param quiet whether there is so much going on that it is better not announced */
  add({ last, lines }, quiet) {
    if (last < this.last) {
      this.#list.replaceChildren();
      this.last = 0;
      return;
    }
    this.last = last;
    lines.forEach((line) => this.#list.prepend(logLine(line, !this.#first)));
    [...this.#list.children].slice(SHOWN).forEach((node) => node.remove());
    byId('log-empty').hidden = this.#list.children.length > 0;
    setText(byId('log-caption'), last > 0 ? `${last.toLocaleString('en')} so far` : '');
    const pictures = lines.filter((line) => line.kind === 'pictures');
    if (pictures.length > 0 && !quiet && !this.#first) {
      announce(pictures.length === 1 ? `${titleOf(pictures[0].name)} was collected.` : `${count(pictures.length, 'picture')} were collected.`);
    }
    this.#first = false;
  }
}
