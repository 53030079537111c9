/** Says things: to screen readers alone, or to everybody. */
import { byId, element } from './dom.js';

const STAYS = 9000;

export function announce(text) {
  byId('announcer').textContent = text;
}

export function notice(text, kind = 'note') {
  const list = byId('notices');
  if ([...list.children].some((other) => other.dataset.text === text)) {
    return;
  }
  const remove = () => node.remove();
  const node = element('div', { class: 'notice', role: kind === 'problem' ? 'alert' : 'status', data: { kind, text } },
    element('p', { textContent: text }),
    element('button', { type: 'button', 'aria-label': 'Dismiss', textContent: '×', onclick: remove }));
  list.append(node);
  setTimeout(remove, STAYS);
}

export function problem(error) {
  notice(error.message, 'problem');
}
