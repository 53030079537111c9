/** The caption below a viewer: the one that it holds, to be edited, and marked once there is a newer one. */
import * as api from './api.js';
import { element } from './dom.js';
import { announce, problem } from './notices.js';

export class Words {
  node;
  #pane;
  #input;
  #mark;
  #held = '';

  constructor(pane) {
    this.#pane = pane;
    this.#input = element('input', {
      type: 'text', maxLength: 80, spellcheck: false, 'aria-label': `Caption of ${pane.title}`,
      onchange: () => this.#save(), onblur: () => this.#reset(), onkeydown: (event) => this.#key(event)
    });
    this.#mark = element('p', { class: 'superseded', hidden: true },
      element('b', { textContent: 'superseded' }),
      element('button', { type: 'button', textContent: 'Show the new one', onclick: () => this.#renew() }));
    this.node = element('div', { class: 'words' }, this.#input, this.#mark);
  }

  show({ text, superseded }) {
    if (superseded && this.#mark.hidden) {
      announce(`${this.#pane.title}: the caption was superseded.`);
    }
    this.#held = text;
    this.#mark.hidden = !superseded;
    this.node.dataset.superseded = superseded;
    if (document.activeElement !== this.#input) {
      this.#reset();
    }
  }

  #reset() {
    this.#input.value = this.#held;
  }

  /** Keys of the viewer are not meant. */
  #key(event) {
    event.stopPropagation();
    if (event.key === 'Escape') {
      this.#reset();
    }
    if (event.key === 'Escape' || event.key === 'Enter') {
      this.#input.blur();
    }
  }

  async #save() {
    const text = this.#input.value;
    this.#held = text;
    try {
      await api.writeCaption(this.#pane.name, text, this.#pane.viewer.id);
    } catch (error) {
      problem(error);
    }
  }

  async #renew() {
    try {
      await api.showPresentCaption(this.#pane.viewer.id);
    } catch (error) {
      problem(error);
    }
  }
}
