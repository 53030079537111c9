/** One viewer: a part of a picture, rendered by the server, to pan and zoom. */
import { thumbnailUrl, viewUrl } from './api.js';
import { element, icon } from './dom.js';
import { copies, count, millis } from './format.js';
import { Words } from './words.js';

const MAXIMUM_ZOOM = 16;
const SETTLES = 90;
const ICONS = {
  out: 'M4 10h12', in: 'M4 10h12M10 4v12', whole: 'M3.5 7.5v-4h4M12.5 3.5h4v4M16.5 12.5v4h-4M7.5 16.5h-4v-4',
  another: 'M7.5 7.5h9v9h-9zM4.5 12.5h-1v-9h9v1', close: 'M5 5l10 10M15 5L5 15'
};

/** Where the first viewers of a picture look, so that they are seen to be different. */
const FIRST_LOOKS = [
  { x: 0.5, y: 0.5, zoom: 1 }, { x: 0.62, y: 0.5, zoom: 2.4 }, { x: 0.32, y: 0.42, zoom: 3.2 }, { x: 0.5, y: 0.62, zoom: 4.5 }
];

export class Pane {
  node;
  viewer = null;
  #stage;
  #image;
  #map;
  #how;
  #working;
  #words = null;
  #look;
  #shown = null;
  #timer;
  #requested = 0;
  #actions;

  constructor(name, title, index, actions) {
    this.name = name;
    this.title = title;
    this.#look = { ...FIRST_LOOKS[index % FIRST_LOOKS.length] };
    this.#actions = actions;
    this.#image = element('img', { alt: '', class: 'preview', src: thumbnailUrl(name), draggable: false });
    this.#working = element('span', { class: 'working', textContent: 'Decoding' });
    this.#map = element('span', { class: 'map', hidden: true, 'aria-hidden': 'true' }, element('i'));
    this.#how = element('p', { class: 'how', 'aria-hidden': 'true' });
    this.#stage = element('div', { class: 'stage', tabIndex: 0, role: 'application', 'aria-roledescription': 'viewer' },
      this.#image, this.#map, this.#working, this.#how);
    this.node = element('article', { class: 'pane', 'aria-label': title }, this.#stage,
      element('footer', {},
        button('Zoom out', ICONS.out, () => this.#zoomBy(1 / 1.6)),
        button('Zoom in', ICONS.in, () => this.#zoomBy(1.6)),
        button('Whole picture', ICONS.whole, () => this.#reset()),
        button('Another viewer of this picture', ICONS.another, () => actions.another(this)),
        button('Close viewer', ICONS.close, () => actions.close(this))));
    this.node.addEventListener('keydown', (event) => this.#key(event));
    this.#listen();
    this.#label();
  }

  /** The server has opened the viewer. */
  opened(viewer) {
    this.viewer = viewer;
    this.node.dataset.viewer = viewer.id;
    this.node.dataset.decode = viewer.decode;
    this.#stage.style.aspectRatio = `${viewer.width} / ${viewer.height}`;
    this.#stage.style.width = `min(100%, calc(56vh * ${viewer.width / viewer.height}))`;
    this.#map.style.aspectRatio = `${viewer.width} / ${viewer.height}`;
    this.#how.replaceChildren(element('b', { textContent: viewer.decoded ? 'decoded' : 'found' }),
      ` in ${millis(viewer.millis)}`);
    this.#how.title = viewer.decoded ? 'It had to be decoded' : 'It was in memory already';
    this.#label();
    this.#load();
  }

  showCaption(caption) {
    if (!this.#words) {
      this.#words = new Words(this);
      this.#stage.after(this.#words.node);
    }
    this.#words.show(caption);
  }

  focus() {
    this.#stage.focus();
  }

  hasFocus() {
    return this.node.contains(document.activeElement);
  }

  #label() {
    const { zoom } = this.#look;
    const what = this.viewer ? `copy ${this.viewer.decode}, ${this.viewer.decoded ? 'decoded' : 'found'} in ${millis(this.viewer.millis)}` : 'decoding';
    this.#stage.setAttribute('aria-label',
      `${this.title}, ${what}, zoom ${Math.round(zoom * 100)} percent. Arrows pan, plus and minus zoom, 0 shows all, Delete closes`);
  }

  #listen() {
    let from = null;
    this.#stage.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) {
        return;
      }
      from = { x: event.clientX, y: event.clientY, look: { ...this.#look } };
      if (this.#look.zoom > 1) {
        this.#stage.setPointerCapture(event.pointerId);
        this.#stage.classList.add('dragging');
      }
    });
    this.#stage.addEventListener('pointermove', (event) => {
      if (from && this.#look.zoom > 1) {
        const { width, height } = this.#stage.getBoundingClientRect();
        this.#move({
          ...this.#look,
          x: from.look.x - (event.clientX - from.x) / width / from.look.zoom,
          y: from.look.y - (event.clientY - from.y) / height / from.look.zoom
        });
      }
    });
    const end = () => {
      from = null;
      this.#stage.classList.remove('dragging');
    };
    this.#stage.addEventListener('pointerup', end);
    this.#stage.addEventListener('pointercancel', end);
    this.#stage.addEventListener('dblclick', (event) => this.#zoomBy(1.8, this.#pointOf(event)));
    this.#stage.addEventListener('wheel', (event) => {
      if (event.ctrlKey || event.metaKey || document.activeElement === this.#stage) {
        event.preventDefault();
        this.#zoomBy(Math.exp(-event.deltaY * 0.002), this.#pointOf(event));
      }
    }, { passive: false });
  }

  #pointOf(event) {
    const box = this.#stage.getBoundingClientRect();
    return { u: (event.clientX - box.left) / box.width, v: (event.clientY - box.top) / box.height };
  }

  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      this.#actions.close(this);
      return;
    }
    if (event.target !== this.#stage) {
      return;
    }
    const { x, y, zoom } = this.#look;
    const step = 0.15 / zoom;
    const action = {
      ArrowLeft: () => this.#move({ x: x - step, y, zoom }),
      ArrowRight: () => this.#move({ x: x + step, y, zoom }),
      ArrowUp: () => this.#move({ x, y: y - step, zoom }),
      ArrowDown: () => this.#move({ x, y: y + step, zoom }),
      '+': () => this.#zoomBy(1.4), '=': () => this.#zoomBy(1.4), '-': () => this.#zoomBy(1 / 1.4),
      0: () => this.#reset(), Home: () => this.#reset(),
      Enter: () => this.#actions.another(this)
    }[event.key];
    if (action) {
      event.preventDefault();
      if (event.key === 'Enter' && event.repeat) {
        return;
      }
      action();
    }
  }

  #reset() {
    this.#move({ x: 0.5, y: 0.5, zoom: 1 });
  }

  #zoomBy(factor, { u, v } = { u: 0.5, v: 0.5 }) {
    const { x, y, zoom } = this.#look;
    const next = Math.min(MAXIMUM_ZOOM, Math.max(1, zoom * factor));
    this.#move({ x: x + (u - 0.5) * (1 / zoom - 1 / next), y: y + (v - 0.5) * (1 / zoom - 1 / next), zoom: next });
  }

  #move({ x, y, zoom }) {
    const margin = 0.5 / zoom;
    const inside = (value) => Math.min(1 - margin, Math.max(margin, value));
    this.#look = { x: inside(x), y: inside(y), zoom };
    this.#place();
    this.#label();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#load(), SETTLES);
  }

  /** Show what there is at its place until the server has rendered the new part. */
  #place() {
    const { x, y, zoom } = this.#look;
    this.#stage.classList.toggle('zoomed', zoom > 1);
    if (this.#shown) {
      const scale = zoom / this.#shown.zoom;
      const left = (this.#shown.x - 0.5 / this.#shown.zoom - (x - 0.5 / zoom)) * zoom * 100;
      const top = (this.#shown.y - 0.5 / this.#shown.zoom - (y - 0.5 / zoom)) * zoom * 100;
      this.#image.style.transform = `translate(${left}%, ${top}%) scale(${scale})`;
    }
    this.#map.hidden = zoom <= 1 || !this.#shown;
    Object.assign(this.#map.firstChild.style, {
      left: `${(x - 0.5 / zoom) * 100}%`, top: `${(y - 0.5 / zoom) * 100}%`, width: `${100 / zoom}%`, height: `${100 / zoom}%`
    });
  }

  async #load() {
    if (!this.viewer || !this.node.isConnected) {
      return;
    }
    const request = ++this.#requested;
    const look = { ...this.#look };
    const image = element('img', { alt: '', draggable: false });
    const width = Math.max(240, this.#stage.clientWidth) * Math.min(2, devicePixelRatio || 1);
    image.src = viewUrl(this.viewer.id, look, width);
    try {
      await image.decode();
    } catch {
      return;
    }
    if (request === this.#requested) {
      this.#image.replaceWith(image);
      this.#image = image;
      this.#shown = look;
      this.#working.remove();
      this.node.dataset.ready = 'true';
      this.#place();
    }
  }
}

function button(label, path, onclick) {
  return element('button', { type: 'button', 'aria-label': label, title: label, onclick }, icon(path));
}

export function sharing(viewers, number) {
  return `${count(viewers, 'viewer')}, ${copies(number)}`;
}
