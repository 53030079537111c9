/** Puts the parts of the page together. */
import * as api from './api.js';
import { Captions } from './captions.js';
import { Charts } from './charts.js';
import { byId, setText } from './dom.js';
import { Gallery } from './gallery.js';
import { Holding } from './holding.js';
import { Log } from './log.js';
import { announce, notice, problem } from './notices.js';
import { Numbers } from './numbers.js';
import { Poll } from './poll.js';
import { Viewers } from './viewers.js';
import { Views } from './views.js';

const charts = new Charts();
const holding = new Holding();
const log = new Log();
const numbers = new Numbers();
const viewers = new Viewers(() => poll.now(), (name) => gallery.focus(name));
const gallery = new Gallery((picture) => viewers.open(picture), (name) => viewers.closeOne(name));
const captions = new Captions(gallery, viewers);
const poll = new Poll(refresh);
const views = new Views(() => poll.now(), act);

let connected = null;
let before = null;

async function refresh() {
  const answers = await ask();
  connection(answers !== null);
  if (answers) {
    const [weakrefs, live, heartbeat, cards, things] = answers;
    show(weakrefs, live);
    cards?.show(weakrefs, things, live.log);
    viewers.gone(heartbeat.gone);
  } else {
    charts.add({});
  }
}

async function ask() {
  const ids = viewers.ids;
  try {
    const cards = await views.cards();
    return await Promise.all([
      api.weakrefs(), api.live(log.last), ids.length > 0 ? api.heartbeat(ids) : { gone: [] },
      cards, cards ? api.cards() : null]);
  } catch (error) {
    if (error instanceof api.ServerGone || error instanceof api.Refused) {
      return null;
    }
    throw error;
  }
}

function show(weakrefs, live) {
  gallery.show(live);
  holding.show(live.pictures);
  numbers.show(weakrefs, live.heap);
  captions.show(weakrefs.caches.captions);
  log.add(live.log, live.visitorsForSeconds > 0);
  visitors(live.visitorsForSeconds);
  chart(weakrefs, live);
}

function chart({ caches: { pictures, thumbnails } }, { pictures: states, heap }) {
  const since = (name, cache) => before ? Math.max(0, cache.collected - before[name]) : 0;
  charts.add({
    pictures: pictures.live,
    held: states.filter((state) => state.viewers + state.visitors > 0).length,
    collectedPictures: since('pictures', pictures) || null,
    thumbnails: thumbnails.live,
    retained: thumbnails.retained,
    collectedThumbnails: since('thumbnails', thumbnails) || null,
    heap: heap.afterCollection / 1e6 || null,
    used: heap.used / 1e6
  });
  before = { pictures: pictures.collected, thumbnails: thumbnails.collected };
}

function connection(there) {
  if (connected === there) {
    return;
  }
  if (there && connected === false) {
    notice('The server is back.');
    gallery.retry();
  }
  connected = there;
  byId('connection').dataset.state = there ? 'there' : 'gone';
  setText(byId('connection').firstElementChild, there ? 'Live' : 'The server is gone. Trying again');
  document.body.dataset.connection = there ? 'there' : 'gone';
}

function visitors(seconds) {
  setText(byId('visitors').querySelector('span'), seconds > 0 ? `Load: ${seconds} s` : 'Add load');
}

async function act(button, action, said) {
  if (button.getAttribute('aria-disabled') === 'true' || button.getAttribute('aria-busy') === 'true') {
    return;
  }
  button.setAttribute('aria-busy', 'true');
  if (said) {
    announce(said);
  }
  try {
    await action();
    await poll.now();
  } catch (error) {
    problem(error);
  } finally {
    button.removeAttribute('aria-busy');
  }
}

byId('collect').addEventListener('click', ({ currentTarget }) =>
  act(currentTarget, api.collect, 'The collector was asked.'));
byId('visitors').addEventListener('click', ({ currentTarget }) =>
  act(currentTarget, api.addVisitors, 'Visitors come, open pictures and leave again.'));
byId('close-all').addEventListener('click', ({ currentTarget }) => act(currentTarget, () => viewers.closeAll()));

byId('let-go').addEventListener('click', ({ currentTarget }) =>
  act(currentTarget, api.letGoOfAll, 'Nobody holds anything any more. Now ask for a collection.'));

await viewers.restore();
poll.now();
