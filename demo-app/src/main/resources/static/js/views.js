/** The two views of the page. What belongs to the second is fetched when it is first shown. */

/** Addresses of the second view; any other, such as those of the skip links, is of the first. */
const SPRING = ['#spring', '#cards'];
const TITLES = { gallery: 'weakref for Spring Boot: pictures', spring: 'weakref for Spring Boot: at home in Spring' };

export class Views {
  #act;
  #cards = null;
  #view;

  /**
   * @param changed is called when another view is shown
   * @param act does what a button says
   */
  constructor(changed, act) {
    this.#act = act;
    this.#follow();
    addEventListener('hashchange', () => {
      this.#follow();
      changed();
    });
  }

  /** The cards, or null if they are not to be seen. */
  async cards() {
    if (this.#view !== 'spring') {
      return null;
    }
    if (!this.#cards) {
      const { Cards } = await import('./cards.js');
      this.#cards = await Cards.load(this.#act);
    }
    return this.#cards;
  }

  #follow() {
    const view = SPRING.includes(location.hash) ? 'spring' : 'gallery';
    if (this.#view !== undefined && this.#view !== view) {
      scrollTo(0, 0);
    }
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
  }
}
