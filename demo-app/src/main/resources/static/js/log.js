/** The callback log: what was collected, newest first. */
import { byId, element, setText } from './dom.js';
import { clock, count, titleOf } from './format.js';
import { announce } from './notices.js';

const SHOWN = 100;

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
    for (const { at, cache, key } of lines) {
      const title = key === null ? 'a key that has gone' : titleOf(key);
      this.#list.prepend(element('li', { class: this.#first ? '' : 'fresh', data: { cache, key: key ?? '' } },
        element('time', { dateTime: at, textContent: clock(at) }),
        element('span', { class: 'key', textContent: title, title }),
        element('span', { class: 'cache', textContent: cache === 'pictures' ? 'picture' : 'thumbnail' })));
    }
    [...this.#list.children].slice(SHOWN).forEach((node) => node.remove());
    byId('log-empty').hidden = this.#list.children.length > 0;
    setText(byId('log-caption'), last > 0 ? `${last.toLocaleString('en')} so far` : '');
    const pictures = lines.filter((line) => line.cache === 'pictures');
    if (pictures.length > 0 && !quiet && !this.#first) {
      announce(pictures.length === 1 ? `${titleOf(pictures[0].key)} was collected.` : `${count(pictures.length, 'picture')} were collected.`);
    }
    this.#first = false;
  }
}
