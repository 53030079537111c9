/** The four steps, which are ticked off as they are done. */
import { byId, setText } from './dom.js';

const REMEMBERED = 'steps';

export class Steps {
  #items = [...byId('steps').children];
  #done = Number(sessionStorage.getItem(REMEMBERED) ?? 0);

  constructor() {
    this.#show();
  }

  /** @param decodes the decodes that viewers of this tab show, each as often as it is shown */
  viewers(decodes) {
    if (decodes.length > 0) {
      this.#reach(1);
    }
    if (new Set(decodes).size < decodes.length) {
      this.#reach(2);
    }
    if (decodes.length === 0 && this.#done === 2) {
      this.#reach(3);
    }
  }

  /** @param duration how long the cache retains a picture, as in ISO 8601 */
  retain(duration) {
    const seconds = /^PT([\d.]+)S$/.exec(duration)?.[1];
    setText(byId('retained'), seconds ? `${seconds} s` : 'a moment');
  }

  /** @param gone how many pictures a collection took */
  collected(gone) {
    if (gone > 0 && this.#done === 3) {
      this.#reach(4);
    }
  }

  /** A later step needs the ones before it. */
  #reach(step) {
    if (step > this.#done) {
      this.#done = step;
      sessionStorage.setItem(REMEMBERED, String(step));
      this.#show();
    }
  }

  #show() {
    byId('collect').classList.toggle('due', this.#done >= 3);
    byId('next').hidden = this.#done < 4;
    this.#items.forEach((item, index) => {
      item.dataset.done = index < this.#done;
      item.toggleAttribute('aria-current', false);
      if (index === this.#done) {
        item.setAttribute('aria-current', 'step');
      }
      setText(item.querySelector('.unseen'), index < this.#done ? 'Done: ' : '');
    });
  }
}
