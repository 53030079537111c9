/** The colours of the page, for what is drawn on a canvas. */

const FORCED = matchMedia('(forced-colors: active)');
const DARK = matchMedia('(prefers-color-scheme: dark)');

export function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

export function whenColoursChange(listener) {
  [FORCED, DARK].forEach((query) => query.addEventListener('change', listener));
}
