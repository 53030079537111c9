/** Identity colours: each decode in memory has one of its own, as long as the eight suffice. */

const COLOURS = [1, 2, 3, 4, 5, 6, 7, 8];
const NEUTRAL = 0;
const taken = new Map();

/** The colour of a decode, which is the same for as long as its picture is in memory. */
export function colourOf(decode) {
  if (!taken.has(decode)) {
    const used = new Set(taken.values());
    taken.set(decode, COLOURS.find((colour) => !used.has(colour)) ?? NEUTRAL);
  }
  return taken.get(decode);
}

/** Frees the colours of all other decodes. */
export function keepColours(decodes) {
  const kept = new Set(decodes);
  [...taken.keys()].filter((decode) => !kept.has(decode)).forEach((decode) => taken.delete(decode));
}
