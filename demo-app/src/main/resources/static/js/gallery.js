/** The thumbnails: which pictures there are, and which are in memory. */
import { thumbnailUrl } from './api.js';
import { colourOf } from './colours.js';
import { byId, element, setText } from './dom.js';
import { copies as copiesOf, count } from './format.js';

export class Gallery {
  #list = byId('thumbs');
  #thumbs = new Map();
  #open;
  #closeOne;

  /**
   * @param open opens a viewer of a picture
   * @param closeOne closes the newest viewer of a picture
   */
  constructor(open, closeOne) {
    this.#open = open;
    this.#closeOne = closeOne;
    this.#list.addEventListener('keydown', (event) => this.#key(event));
  }

  show({ pictures, decodes, painting }) {
    const names = new Set(pictures.map((picture) => picture.name));
    for (const [name, thumb] of this.#thumbs) {
      if (!names.has(name)) {
        thumb.node.remove();
        this.#thumbs.delete(name);
      }
    }
    pictures.forEach((picture, index) => {
      const thumb = this.#thumbs.get(picture.name) ?? this.#add(picture, index);
      this.#update(thumb, picture, decodes.filter(({ name }) => name === picture.name));
    });
    this.#showComing(painting.active ? painting.total - painting.painted : 0);
    this.#showPainting(painting);
    this.#showCaption(pictures, decodes, painting);
  }

  /** Try again those thumbnails that could not be loaded. */
  retry() {
    for (const [name, thumb] of this.#thumbs) {
      if (thumb.failed) {
        this.#load(thumb, name);
      }
    }
  }

  /** Texts in the place of the titles. */
  showCaptions(captions) {
    for (const [name, { title }] of this.#thumbs) {
      const text = captions[name];
      if (text && title.textContent !== text) {
        title.classList.toggle('changed', title.dataset.caption !== undefined);
        title.dataset.caption = text;
        title.title = text;
        setText(title, text);
      }
    }
  }

  focus(name) {
    this.#thumbs.get(name)?.button.focus();
  }

  #add(picture, index) {
    const image = element('img', { alt: '', loading: 'lazy', decoding: 'async', draggable: false });
    const badges = element('span', { class: 'badges' });
    const frame = element('span', { class: 'frame' }, image, badges);
    const title = element('span', { class: 'title', textContent: picture.title, title: picture.title });
    title.addEventListener('animationend', () => title.classList.remove('changed'));
    const state = element('span', { class: 'state' });
    const button = element('button', { type: 'button', onclick: () => this.#open(picture) },
      frame, ' ', title, ' ', state, element('span', { class: 'unseen', textContent: '. Open a viewer' }));
    const thumb = { node: element('li', { class: 'thumb' }, button), button, image, frame, badges, title, state, failed: false };
    thumb.node.dataset.name = picture.name;
    image.addEventListener('error', () => {
      thumb.failed = true;
      frame.append(element('span', { class: 'broken', textContent: 'No thumbnail' }));
      image.hidden = true;
    });
    this.#load(thumb, picture.name);
    this.#thumbs.set(picture.name, thumb);
    this.#list.insertBefore(thumb.node, this.#list.children[index] ?? null);
    return thumb;
  }

  #load(thumb, name) {
    thumb.failed = false;
    thumb.frame.querySelector('.broken')?.remove();
    thumb.image.hidden = false;
    thumb.image.src = thumbnailUrl(name);
  }

  /** @param copies those of its decodes that are in memory */
  #update(thumb, picture, copies) {
    const holders = picture.viewers + picture.visitors;
    const state = holders > 0 ? 'held' : picture.kept ? 'kept' : picture.live ? 'free' : 'disk';
    const before = thumb.node.dataset.state;
    thumb.node.classList.toggle('went', state === 'disk' && (before === 'free' || before === 'held' || before === 'kept' || thumb.node.classList.contains('went')));
    thumb.node.dataset.state = state;
    thumb.node.dataset.id = picture.live ? colourOf(picture.decode) : 0;
    this.#showBadges(thumb.badges, copies);
    setText(thumb.state, { held: held(picture), kept: 'held by the store', free: 'nobody looks', disk: 'on disk' }[state]);
  }

  #showBadges(list, copies) {
    copies.forEach(({ number, viewers, visitors, kept }, index) => {
      const badge = list.children[index] ?? list.appendChild(element('span', { class: 'badge' }));
      badge.dataset.id = colourOf(number);
      badge.dataset.state = viewers + visitors > 0 ? 'held' : kept ? 'kept' : 'free';
      setText(badge, `#${number}`);
    });
    [...list.children].slice(copies.length).forEach((badge) => badge.remove());
  }

  #showComing(number) {
    const present = this.#list.querySelectorAll('.coming');
    for (let i = present.length; i < number; i++) {
      this.#list.append(element('li', { class: 'thumb coming', 'aria-hidden': 'true' },
        element('span', { class: 'frame' }), element('span', { class: 'title' })));
    }
    [...present].slice(number).forEach((node) => node.remove());
  }

  #showPainting({ active, current, painted, total, share }) {
    byId('painting').hidden = !active;
    if (active) {
      setText(byId('painting-label'), `Painting ${Math.min(painted + 1, total)} of ${total}${current ? `: ${current}` : ''}`);
      byId('painting-bar').value = share;
    }
  }

  #showCaption(pictures, decodes, painting) {
    const inMemory = new Set(decodes.map(({ name }) => name)).size;
    setText(byId('gallery-caption'), `${inMemory} of ${count(pictures.length, 'picture')} in memory${
      decodes.length > inMemory ? `, ${copiesOf(decodes.length)}` : ''}`);
    const empty = byId('gallery-empty');
    empty.hidden = pictures.length > 0 && !painting.problem || painting.active;
    empty.classList.toggle('problem', Boolean(painting.problem));
    setText(byId('gallery-empty-text'), painting.problem ?? 'There are no pictures in the folder.');
    byId('gallery-keys').hidden = pictures.length === 0;
  }

  #key(event) {
    const item = event.target.closest('.thumb');
    if (!item || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    if (event.repeat && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      return;
    }
    const items = [...this.#list.querySelectorAll('.thumb:not(.coming)')];
    const index = items.indexOf(item);
    const columns = Math.max(1, items.filter((other) => other.offsetTop === items[0].offsetTop).length);
    const target = {
      ArrowRight: index + 1, ArrowLeft: index - 1, ArrowDown: index + columns, ArrowUp: index - columns,
      Home: 0, End: items.length - 1
    }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      items[target]?.querySelector('button').focus();
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      this.#closeOne(item.dataset.name);
    }
  }
}

function held({ viewers, visitors, copies }) {
  return [viewers && count(viewers, 'viewer'), visitors && count(visitors, 'visitor'), copies > 1 && copiesOf(copies)]
    .filter(Boolean).join(', ');
}
