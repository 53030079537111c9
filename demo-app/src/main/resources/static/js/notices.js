/** Says things: to screen readers alone, or to everybody. */
import { byId, element } from './dom.js';

const STAYS = 9000;

export function announce(text) {
  byId('announcer').textContent = text;
}

/** @return lets go of it, for when it is no longer true */
export function notice(text, kind = 'note') {
  const list = byId('notices');
  const same = [...list.children].find((other) => other.dataset.text === text);
  if (same) {
    return () => same.remove();
  }
  const remove = () => node.remove();
  const node = element('div', { class: 'notice', role: kind === 'problem' ? 'alert' : 'status', data: { kind, text } },
    element('p', { textContent: text }),
    element('button', { type: 'button', 'aria-label': 'Dismiss', textContent: '×', onclick: remove }));
  list.append(node);
  setTimeout(remove, STAYS);
  return remove;
}

export function problem(error) {
  return notice(error.message, 'problem');
}
