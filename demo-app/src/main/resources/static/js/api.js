/** Talks to the server. */

/** The server cannot be reached. */
export class ServerGone extends Error {
}

/** The server refused, and said why. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function send(method, url, body, timeout = 10_000) {
  try {
    const response = await fetch(url, {
      method,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(timeout),
      cache: 'no-store'
    });
    if (!response.ok) {
      throw new Refused(response.status, await problem(response));
    }
    return response.status === 204 || response.status === 202 ? null : await response.json();
  } catch (error) {
    throw error instanceof Refused ? error : new ServerGone('The server cannot be reached.', { cause: error });
  }
}

async function problem(response) {
  try {
    const { detail, title } = await response.json();
    return detail || title;
  } catch {
    return `The server answered with status ${response.status}.`;
  }
}

export const live = (after, cards = false) => send('GET', `live?after=${after}&cards=${cards}`, undefined, 5000);
export const heartbeat = (viewers) => send('POST', 'viewers/heartbeat', { viewers }, 5000);
export const openViewer = (picture) => send('POST', 'viewers', { picture }, 60_000);
export const viewer = (id) => send('GET', `viewers/${id}`);
export const closeViewer = (id) => send('DELETE', `viewers/${id}`);
export const collect = () => send('POST', 'live/collections', undefined, 60_000);
export const cardCode = () => send('GET', 'cards/code');
export const useCard = (name, action) => send('POST', `cards/${name}/${action}`, undefined, 60_000);
export const letGoOfAll = () => send('DELETE', 'cards');
export const captions = (viewers) => send('POST', 'captions', { viewers }, 5000);
export const writeCaption = (picture, text, viewer) => send('PUT', `captions/${encodeURIComponent(picture)}`, { text, viewer });
export const showPresentCaption = (viewer) => send('POST', `captions/of/${viewer}`);
export const addVisitors = () => send('POST', 'viewers/visitors');
export const endVisitors = () => send('DELETE', 'viewers/visitors');
export const comparisonCode = () => send('GET', 'comparison/code');
export const compare = (keeping) => send('POST', `comparison/${keeping}`, undefined, 60_000);

export const thumbnailUrl = (name) => `pictures/${encodeURIComponent(name)}/thumbnail`;
export const viewUrl = (id, { x, y, zoom }, width) =>
  `viewers/${id}/view?x=${x.toFixed(4)}&y=${y.toFixed(4)}&zoom=${zoom.toFixed(3)}&width=${Math.round(width)}`;
