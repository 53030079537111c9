/** The two views of the page. What belongs to the second is fetched when it is first shown. */
import { problem } from './notices.js';

/** Parts of the second view; any other address, such as those of the skip links, is of the first. */
const SPRING = ['#spring', '#cards'];
const TITLES = { gallery: 'Large pictures by name', spring: 'At home in Spring' };

export class Views {
  #changed;
  #act;
  #cards = null;
  #view = 'gallery';

  /**
   * @param changed is called when another view is shown
   * @param act does what a button says
   */
  constructor(changed, act) {
    this.#changed = changed;
    this.#act = act;
    addEventListener('hashchange', () => this.#follow().then(this.#changed, problem));
  }

  /** The cards, if they are to be seen. */
  get cards() {
    return this.#view === 'spring' ? this.#cards : null;
  }

  start() {
    return this.#follow().catch(problem);
  }

  async #follow() {
    this.#show(SPRING.includes(location.hash) ? 'spring' : 'gallery');
    if (this.#view === 'spring' && !this.#cards) {
      const { Cards } = await import('./cards.js');
      this.#cards ??= await Cards.load(this.#act);
    }
  }

  #show(view) {
    const other = this.#view !== view;
    this.#view = view;
    document.title = TITLES[view];
    document.body.dataset.view = view;
    document.querySelectorAll('[data-of]').forEach((node) => {
      node.hidden = node.dataset.of !== view;
    });
    document.querySelectorAll('.views a').forEach((link) => {
      if (link.dataset.view === view) {
        link.setAttribute('aria-current', 'page');
      } else {
        link.removeAttribute('aria-current');
      }
    });
    if (other && location.hash !== '#cards') {
      scrollTo(0, 0);
    }
  }
}
