/** The viewers of this tab, those that share a decode side by side. */
import * as api from './api.js';
import { colourOf } from './colours.js';
import { byId, element, setText } from './dom.js';
import { count, megabytes, millis } from './format.js';
import { announce, notice, problem } from './notices.js';
import { Pane, sharing } from './pane.js';

const REMEMBERED = 'viewers';
const NO_SPACE = 503;

export class Viewers {
  #groups = byId('groups');
  #panes = [];
  #changed;
  #focusGallery;
  #thereIsSpace = () => {};

  /**
   * @param changed is called when a viewer was opened or closed
   * @param focusGallery moves the focus to a picture of the gallery
   */
  constructor(changed, focusGallery) {
    this.#changed = changed;
    this.#focusGallery = focusGallery;
  }

  get ids() {
    return this.#panes.filter((pane) => pane.viewer).map((pane) => pane.viewer.id);
  }

  /** The decodes that they show, each as often as it is shown. */
  get decodes() {
    return this.#panes.filter((pane) => pane.viewer).map((pane) => pane.viewer.decode);
  }

  async open({ name, title }) {
    const pane = this.#pane(name, title);
    this.#arrange();
    try {
      const viewer = await api.openViewer(name);
      if (!this.#panes.includes(pane)) {
        await api.closeViewer(viewer.id);
        return;
      }
      this.#opened(pane, viewer);
      this.#thereIsSpace();
      announce(`${title}: ${viewer.decoded ? 'decoded' : 'found'} in ${millis(viewer.millis)}. ${this.#summary()}`);
    } catch (error) {
      this.#remove(pane);
      const dismiss = problem(error);
      if (error.status === NO_SPACE) {
        this.#thereIsSpace = dismiss;
      }
    }
    this.#changed();
  }

  async close(pane) {
    const { viewer } = pane;
    this.#remove(pane);
    if (viewer) {
      this.#thereIsSpace();
      try {
        await api.closeViewer(viewer.id);
      } catch (error) {
        if (error.status !== 404) {
          problem(error);
        }
      }
    }
    announce(`${pane.title}: viewer closed. ${this.#summary()}`);
    this.#changed();
  }

  async closeOne(name) {
    const pane = this.#panes.findLast((candidate) => candidate.name === name);
    if (pane) {
      await this.close(pane);
    }
  }

  async closeAll() {
    const panes = this.#panes;
    this.#panes = [];
    this.#arrange();
    this.#thereIsSpace();
    await Promise.allSettled(panes.filter((pane) => pane.viewer).map((pane) => api.closeViewer(pane.viewer.id)));
    announce('All viewers closed. Their pictures are free to be collected.');
    this.#changed();
  }

  /** The captions that viewers hold. */
  showCaptions(held) {
    this.#panes.filter((pane) => held[pane.viewer?.id]).forEach((pane) => pane.showCaption(held[pane.viewer.id]));
  }

  /** Viewers that the server has closed. */
  gone(ids) {
    const panes = this.#panes.filter((pane) => pane.viewer && ids.includes(pane.viewer.id));
    panes.forEach((pane) => this.#remove(pane));
    if (panes.length > 0) {
      notice(`${count(panes.length, 'viewer')} had been closed: the pictures are kept in another way now, or the server had not heard of this tab for a while.`);
    }
  }

  /** Show again what this tab showed before it was reloaded. */
  async restore() {
    const ids = JSON.parse(sessionStorage.getItem(REMEMBERED) ?? '[]');
    for (const result of await Promise.allSettled(ids.map(api.viewer))) {
      if (result.status === 'fulfilled') {
        const viewer = result.value;
        const pane = this.#pane(viewer.picture, viewer.title);
        this.#arrange();
        this.#opened(pane, viewer);
      }
    }
  }

  #pane(name, title) {
    const index = this.#panes.filter((pane) => pane.name === name).length;
    const pane = new Pane(name, title, index, {
      close: (which) => this.close(which),
      another: (which) => this.open(which)
    });
    this.#panes.push(pane);
    return pane;
  }

  #opened(pane, viewer) {
    pane.opened(viewer);
    this.#arrange();
  }

  #remove(pane) {
    const index = this.#panes.indexOf(pane);
    if (index < 0) {
      return;
    }
    const hadFocus = pane.hasFocus();
    const siblings = [...this.#groups.querySelectorAll('.pane')];
    const place = siblings.indexOf(pane.node);
    this.#panes.splice(index, 1);
    this.#arrange();
    if (hadFocus) {
      const next = siblings[place + 1] ?? siblings[place - 1];
      const target = this.#panes.find((candidate) => candidate.node === next);
      if (target) {
        target.focus();
      } else {
        this.#focusGallery(pane.name);
      }
    }
  }

  /** Put the panes into groups, without moving what is at its place already. */
  #arrange() {
    const groups = new Map();
    for (const pane of this.#panes) {
      const key = pane.viewer ? `decode-${pane.viewer.decode}` : `opening-${pane.name}`;
      groups.set(key, [...(groups.get(key) ?? []), pane]);
    }
    for (const [key, panes] of [...groups]) {
      const opened = [...groups].find(([other, [first]]) => other.startsWith('decode') && first.name === panes[0].name);
      if (key.startsWith('opening') && opened) {
        opened[1].push(...panes);
        groups.delete(key);
      }
    }
    const focused = document.activeElement;
    let position = null;
    for (const [key, panes] of groups) {
      const node = this.#group(key, panes);
      const wanted = position ? position.nextSibling : this.#groups.firstChild;
      if (node !== wanted) {
        this.#groups.insertBefore(node, wanted);
      }
      position = node;
    }
    while (position ? position.nextSibling : this.#groups.firstChild) {
      (position ? position.nextSibling : this.#groups.firstChild).remove();
    }
    if (focused !== document.activeElement && focused?.isConnected) {
      focused.focus({ preventScroll: true });
    }
    sessionStorage.setItem(REMEMBERED, JSON.stringify(this.ids));
    this.#showCaption();
  }

  #group(key, panes) {
    const { viewer, name, title } = panes[0];
    const existing = [...this.#groups.children].find((node) => node.dataset.key === key
      || (node.dataset.key === `opening-${name}` && panes.some((pane) => node.contains(pane.node))));
    const group = existing ?? element('section', { class: 'group' },
      element('header', {}, element('span', { class: 'badge' }), element('h3', { textContent: title, title }),
        element('p', { class: 'caption' })),
      element('div', { class: 'panes' }));
    group.dataset.key = key;
    group.dataset.id = viewer ? colourOf(viewer.decode) : 0;
    group.dataset.size = panes.length === 1 ? '1' : panes.length === 2 ? '2' : 'many';
    group.setAttribute('aria-label', `${title}: ${sharing(panes.length, 1)}`);
    setText(group.querySelector('.badge'), viewer ? `#${viewer.decode}` : '…');
    setText(group.querySelector('header .caption'),
      viewer ? `${sharing(panes.length, 1)}, ${megabytes(viewer.bytes)} MB` : 'opening');
    const list = group.querySelector('.panes');
    [...list.children].filter((node) => panes.every((pane) => pane.node !== node)).forEach((node) => node.remove());
    panes.forEach((pane, index) => {
      if (list.children[index] !== pane.node) {
        list.insertBefore(pane.node, list.children[index] ?? null);
      }
    });
    return group;
  }

  #showCaption() {
    byId('viewers-empty').hidden = this.#panes.length > 0;
    setText(byId('viewers-caption'), this.#panes.length === 0 ? 'None in this tab yet' : this.#summary());
    byId('close-all').setAttribute('aria-disabled', String(this.#panes.length === 0));
  }

  #summary() {
    return sharing(this.#panes.length, new Set(this.decodes).size);
  }
}
