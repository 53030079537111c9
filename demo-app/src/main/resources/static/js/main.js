/** Puts the parts of the page together. */
import { achieved } from './achieved.js';
import * as api from './api.js';
import { Captions } from './captions.js';
import { Charts } from './charts.js';
import { keepColours } from './colours.js';
import { Comparison } from './comparison.js';
import { byId, setText } from './dom.js';
import { Gallery } from './gallery.js';
import { Holding } from './holding.js';
import { Log } from './log.js';
import { announce, notice, problem } from './notices.js';
import { Numbers } from './numbers.js';
import { Poll } from './poll.js';
import { Steps } from './steps.js';
import { Viewers } from './viewers.js';
import { Views } from './views.js';

/** How long the result of a collection lies over the introduction. */
const STAYS = 20000;

const charts = new Charts();
const holding = new Holding();
const log = new Log();
const numbers = new Numbers();
const steps = new Steps();
const viewers = new Viewers(() => changed(), (name) => gallery.focus(name));
const gallery = new Gallery((picture) => viewers.open(picture), (name) => viewers.closeOne(name));
const comparison = new Comparison((button, keeping) => act(button, () => compare(keeping), 'All viewers close, and visitors come.'));
const captions = new Captions(gallery, viewers);
const poll = new Poll(refresh);
const views = new Views(() => poll.now(), act);

let connected = null;
let before = null;
let forgetting;

async function refresh() {
  const answers = await ask();
  connection(answers !== null);
  if (answers) {
    const [live, heartbeat, cards] = answers;
    show(live);
    cards?.show(live.weakrefs, live.cards, live.log);
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
      api.live(log.last, cards !== null), ids.length > 0 ? api.heartbeat(ids) : { gone: [] }, cards]);
  } catch (error) {
    if (error instanceof api.ServerGone || error instanceof api.Refused) {
      return null;
    }
    throw error;
  }
}

/** All numbers are of one answer. */
function show(live) {
  keepColours([...live.decodes.map(({ number }) => number), ...viewers.decodes]);
  gallery.show(live);
  holding.show(live.decodes);
  numbers.show(live);
  comparison.show(live.comparison);
  steps.retain(live.weakrefs.caches.pictures.expireAfterAccess);
  captions.show(live.weakrefs.caches.captions);
  log.add(live.log, live.visitors);
  visitors(live.visitors);
  chart(live);
}

function chart({ weakrefs: { caches: { thumbnails } }, decodes, collected, heap }) {
  const since = (name, number) => before ? Math.max(0, number - before[name]) : 0;
  charts.add({
    pictures: decodes.length,
    held: decodes.filter((decode) => decode.viewers + decode.visitors > 0).length,
    collectedPictures: since('pictures', collected) || null,
    thumbnails: thumbnails.live,
    retained: thumbnails.retained,
    collectedThumbnails: since('thumbnails', thumbnails.collected) || null,
    heap: heap.afterCollection / 1e6 || null,
    used: heap.used / 1e6
  });
  before = { pictures: collected, thumbnails: thumbnails.collected };
}

function changed() {
  steps.viewers(viewers.decodes);
  poll.now();
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

function visitors(coming) {
  setText(byId('load'), coming ? 'End load' : 'Add load');
  setText(byId('load-narrow'), coming ? 'End load' : 'Load');
  byId('visitors').dataset.on = coming;
}

async function collect() {
  const result = await api.collect();
  setText(byId('achieved'), achieved(result));
  clearTimeout(forgetting);
  forgetting = setTimeout(() => setText(byId('achieved'), ''), STAYS);
  steps.collected(result.gone);
}

async function compare(keeping) {
  await viewers.closeAll();
  await api.compare(keeping);
  setText(byId('achieved'), '');
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
  act(currentTarget, collect));
byId('visitors').addEventListener('click', ({ currentTarget }) =>
  currentTarget.dataset.on === 'true' ? act(currentTarget, api.endVisitors, 'All visitors leave.')
    : act(currentTarget, api.addVisitors, 'Visitors come, open pictures and leave again.'));
byId('close-all').addEventListener('click', ({ currentTarget }) => act(currentTarget, () => viewers.closeAll()));

byId('let-go').addEventListener('click', ({ currentTarget }) =>
  act(currentTarget, api.letGoOfAll, 'Nobody holds anything any more. Now ask for a collection.'));

await viewers.restore();
changed();
