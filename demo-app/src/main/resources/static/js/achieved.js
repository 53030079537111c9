/** What a collection achieved, in one line. */
import { count, megabytes, millis } from './format.js';

const STORES = { STRONG: 'the map holds', BOUNDED: 'the bounded cache holds', WEAK: 'retain holds' };

export function achieved(result) {
  const { gone, freed, calledBackMillis } = result;
  return gone > 0
    ? `${count(gone, 'picture')} gone, ${megabytes(freed)} MB free${calledBackMillis === null ? '' : `, called back ${after(calledBackMillis)}`}`
    : `Nothing went: ${reason(result)}`;
}

/** Callbacks may run before the request for the collection has returned. */
function after(time) {
  return time === 0 ? 'at once' : `after ${millis(time)}`;
}

function reason({ live, inUse, keeping }) {
  return live === 0 ? 'no picture was in memory'
    : live === inUse ? 'every picture is in use'
      : `${STORES[keeping]} ${live - inUse} of ${count(live, 'picture')}${inUse > 0 ? ', the others are in use' : ''}`;
}
