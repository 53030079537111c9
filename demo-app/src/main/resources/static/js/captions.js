/** The captions of pictures, which several instances share through Redis. */
import * as api from './api.js';
import { byId, setText } from './dom.js';
import { Poll } from './poll.js';

/** Nearly all are found in the memory of the server, so they can be asked for often. */
const EVERY = 100;

export class Captions {
  #gallery;
  #viewers;
  #poll = new Poll(() => this.#refresh(), EVERY);
  #begun = false;

  constructor(gallery, viewers) {
    this.#gallery = gallery;
    this.#viewers = viewers;
  }

  /** Shows the numbers of the cache; there is none without the profile redis. */
  show(cache) {
    if (!cache) {
      return;
    }
    const { hits, backing } = cache;
    setText(byId('captions-state'), { trusted: 'in touch', lost: 'out of touch' }[backing.state] ?? backing.state);
    setText(byId('captions-hits'), hits.toLocaleString('en'));
    setText(byId('captions-reads'), (backing.hits + backing.misses).toLocaleString('en'));
    setText(byId('captions-changes'), backing.invalidations.received.toLocaleString('en'));
    setText(byId('captions-superseded'), backing.superseded.live.toLocaleString('en'));
    byId('captions').hidden = false;
    if (!this.#begun) {
      this.#begun = true;
      this.#poll.now();
    }
  }

  async #refresh() {
    if (document.hidden) {
      return;
    }
    try {
      const { captions, viewers } = await api.captions(this.#viewers.ids);
      this.#gallery.showCaptions(captions);
      this.#viewers.showCaptions(viewers);
    } catch (error) {
      if (!(error instanceof api.ServerGone || error instanceof api.Refused)) {
        throw error;
      }
    }
  }
}
