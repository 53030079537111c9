/** The cards: what the library does for Spring applications, each with its code and a way to try it. */
import * as api from './api.js';
import { excerpt } from './code.js';
import { byId, element, setText } from './dom.js';
import { titleOf } from './format.js';
import { logLine } from './log.js';
import { announce } from './notices.js';
import { SUBJECTS } from './subjects.js';
import { Things } from './things.js';

const SHOWN = 100;
const ELSEWHERE = ['pictures', 'thumbnails'];

export class Cards {
  #cards;
  #gone = byId('gone');
  #last = 0;

  /** @param act does what a button says */
  static async load(act) {
    const [code, { log }] = await Promise.all([api.cardCode(), api.live(0)]);
    const cards = new Cards(SUBJECTS.map((subject) => new Card(subject, code[subject.name], act)));
    cards.#add(log, false);
    return cards;
  }

  constructor(cards) {
    this.#cards = cards;
    byId('cards').prepend(...cards.map((card) => card.node));
  }

  show(weakrefs, things, log) {
    this.#cards.forEach((card) => card.show(weakrefs, things[card.name]));
    this.#add(log, true);
  }

  #add({ last, lines }, fresh) {
    if (last < this.#last) {
      this.#gone.replaceChildren();
      this.#last = 0;
      return;
    }
    const news = lines.filter(({ number, kind }) => number > this.#last && !ELSEWHERE.includes(kind));
    this.#last = last;
    news.forEach((line) => this.#gone.prepend(logLine(line, fresh)));
    [...this.#gone.children].slice(SHOWN).forEach((node) => node.remove());
    byId('gone-empty').hidden = this.#gone.children.length > 0;
    if (fresh && news.length > 0) {
      announce(`${news.map(({ name }) => titleOf(name ?? '')).join(', ')}: gone.`);
    }
  }
}

class Card {
  name;
  node;
  #subject;
  #numbers = new Map();
  #things;
  #buttons;

  constructor(subject, code, act) {
    const { name, mark, colour, title, use, buttons } = subject;
    const id = `card-${name}`;
    this.name = name;
    this.#subject = subject;
    this.#things = new Things(subject);
    this.#list = element('dl', { class: 'figures' });
    this.#buttons = Object.entries(buttons).map(([action, text]) => element('button', {
      type: 'button', textContent: text, data: { action },
      onclick: ({ currentTarget }) => act(currentTarget, () => api.useCard(name, action))
    }));
    this.node = element('section', { class: 'panel card', 'aria-labelledby': id, data: { card: name, id: colour } },
      element('div', { class: 'heading' }, element('h3', { id, textContent: title }), element('code', { class: 'feature', textContent: mark })),
      element('p', { class: 'use', textContent: use }),
      element('div', { class: 'excerpts' }, ...code.map(excerpt)),
      element('div', { class: 'try' }, this.#things.node, this.#list,
        element('div', { class: 'buttons', role: 'group', 'aria-label': title }, ...this.#buttons)));
  }

  #list;

  show(weakrefs, things) {
    const numbers = this.#subject.numbers(weakrefs, things);
    Object.entries(numbers).forEach(([name, number]) => setText(this.#number(name), number.toLocaleString('en')));
    this.#things.show(things, (thing) => this.#subject.state?.(thing, numbers) ?? '');
    this.#buttons.forEach((button) => {
      const actsOn = this.#subject.needs?.[button.dataset.action];
      button.setAttribute('aria-disabled', String(actsOn !== undefined && !actsOn(things)));
    });
  }

  #number(name) {
    let node = this.#numbers.get(name);
    if (!node) {
      node = element('dd', { data: { number: name } });
      this.#numbers.set(name, node);
      this.#list.append(element('div', {}, element('dt', { textContent: name }), node));
    }
    return node;
  }
}
