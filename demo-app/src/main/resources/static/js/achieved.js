/** Tells the result of a collection in one line. */
import { count, megabytes, millis } from './format.js';

const STORES = { STRONG: 'the map holds', BOUNDED: 'the bounded cache holds', WEAK: 'retain holds' };

export function achieved(result) {
  const { gone, bytes, freed, calledBackMillis } = result;
  return gone === 0 ? `Nothing went: ${reason(result)}` : [
    `${count(gone, 'picture')} collected: ${megabytes(bytes)} MB.`,
    freed > 0 && `Heap fell by ${megabytes(freed)} MB.`,
    calledBackMillis !== null && `Called back ${after(calledBackMillis)}.`
  ].filter(Boolean).join(' ');
}

/** Callbacks may run before the request for the collection has returned. */
function after(time) {
  return time < 1 ? 'within 1 ms' : `after ${millis(time)}`;
}

function reason({ live, inUse, keeping }) {
  return live === 0 ? 'no picture was in memory'
    : live === inUse ? 'every picture is in use'
      : `${STORES[keeping]} ${live - inUse} of ${count(live, 'picture')}${inUse > 0 ? ', the others are in use' : ''}`;
}
