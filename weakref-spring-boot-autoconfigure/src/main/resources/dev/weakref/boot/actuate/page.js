'use strict';

// Shows the JSON of the endpoint. Text of the application is set as text, never as markup.

const INTERVAL = 1000; // milliseconds from one request to the next, at least
const KEPT = 180; // answers in a chart
const CARDS = 24; // caches shown before "Show all"
const SVG = 'http://www.w3.org/2000/svg';
const clearable = document.body.dataset.clearable === 'true';
const cards = new Map();
const state = { answers: [], asked: 0, answered: 0, timer: 0, asking: false, paused: false, all: false, problem: '' };

const number = new Intl.NumberFormat('en');
const count = (n) => number.format(n);
const percent = (part, whole) => whole ? `${Math.round(100 * part / whole)} %` : '–';
const plural = (n, one, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;
const byId = (id) => document.getElementById(id);
const isReport = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const words = (key) => key.replace(/([a-z])([A-Z])/g, (all, end, begin) => `${end} ${begin.toLowerCase()}`);

function element(name, text, attributes = {}) {
	const made = document.createElement(name);
	if (text !== undefined) {
		made.textContent = text;
	}
	Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
	return made;
}

// Changes a text only if it differs, so that no selection or announcement is lost.
function say(node, text) {
	if (node.textContent !== text) {
		node.textContent = text;
	}
}

function millis(value) {
	if (value < 1) {
		return value === 0 ? '0 ms' : `${value.toFixed(2)} ms`;
	}
	if (value < 1000) {
		return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
	}
	return seconds(value / 1000);
}

function seconds(value) {
	if (value < 60) {
		return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;
	}
	if (value < 3600) {
		return `${Math.round(value / 60)} min`;
	}
	return value < 172800 ? `${Math.round(value / 3600)} h` : `${Math.round(value / 86400)} days`;
}

// PT1H30M as 1 h 30 min
function duration(iso) {
	const parts = /^PT(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?$/.exec(iso);
	return parts ? ['h', 'min', 's'].map((unit, i) => parts[i + 1] ? `${parts[i + 1]} ${unit}` : '').filter(Boolean).join(' ') : iso;
}

// ---- What is wrong

function problems(report, now) {
	const found = [];
	const add = (severity, title, text) => found.push({ severity, title, text });
	const reaper = report.reaper;
	if (reaper && !reaper.running) {
		add('wrong', 'The reaper has ended.', 'Callbacks no longer run. Dead entries go only as structures are written to.');
	}
	if (reaper && reaper.longestWaitMillis > 10000) {
		add('wrong', `A callback has waited for ${millis(reaper.longestWaitMillis)}.`,
			`${plural(reaper.backlog, 'callback')} of the backlog ${reaper.backlog === 1 ? 'has' : 'have'} not ended. The log names the callback that takes long.`);
	}
	const failed = (reaper?.lastFailures ?? []).filter((failure) => now - Date.parse(failure.at) < 900000);
	if (failed.length) {
		const ago = `${seconds(Math.max(0, now - Date.parse(failed[0].at)) / 1000)} ago`;
		add('wrong', failed.length === 1 ? `A callback of ${failed[0].source} failed ${ago}.`
			: `${failed.length === 10 ? '10 or more' : failed.length} callbacks failed in the last 15 minutes.`,
		failed.length === 1 ? `It threw ${failed[0].exception}.` : `The last one, of ${failed[0].source}, threw ${failed[0].exception} ${ago}.`);
	}
	if (reaper && reaper.lagMillis.recentMax > 5000) {
		add('note', `A callback ended ${millis(reaper.lagMillis.recentMax)} after its collection.`,
			'That was in the last five minutes. Slow callbacks delay the others: set weakref.callbacks.executor.');
	}
	Object.entries(report.beans ?? {}).filter(([, beans]) => beans.endedButLive > 0).forEach(([name, beans]) =>
		add('wrong', `${plural(beans.endedButLive, 'bean')} of ${name} outlived ${beans.endedButLive === 1 ? 'its' : 'their'} scope.`,
			`Spring destroyed the first ${seconds(beans.oldestEndedSeconds ?? 0)} ago, and other objects still hold it.`));
	Object.entries(report.caches ?? {}).forEach(([name, cache]) => {
		if (cache.backing && cache.backing.state !== 'trusted') {
			add('wrong', `The cache ${name} may miss changes of ${cache.backing.engine}.`,
				`The state of its channel is ${cache.backing.state}${cache.backing.verifiedMillisAgo === undefined ? '' : `, last verified ${millis(cache.backing.verifiedMillisAgo)} ago`}.`);
		}
		const advice = adviceFor(name, cache);
		if (advice.severity) {
			add(advice.severity, `The cache ${name} reloads what it has just lost.`, advice.text);
		}
	});
	return found.sort((one, other) => (one.severity === 'note') - (other.severity === 'note'));
}

// Counts since the first answer that is kept, or since the start if there are few loads.
function recent(name, cache) {
	const first = state.answers[0]?.report.caches?.[name];
	const since = first && cache.loads - first.loads >= 20 ? first : { loads: 0, reloads: 0, hits: 0, misses: 0 };
	return { all: cache.loads - since.loads, reloads: cache.reloads - since.reloads,
		lookUps: cache.hits - since.hits + cache.misses - since.misses };
}

function adviceFor(name, cache) {
	if (cache.references === 'weak-keys') {
		return { text: '' };
	}
	if (cache.loads === undefined) {
		return { text: cache.reloads ? `${count(cache.reloads)} reloads so far.` : '' };
	}
	const { all, reloads, lookUps } = recent(name, cache);
	const retains = cache.maximumSize !== undefined || cache.expireAfterAccess !== undefined;
	if (all < 20) {
		return { text: '' };
	}
	const share = `${percent(Math.min(reloads, all), all)} of ${plural(all, 'load')} brought back what the collector had just taken.`;
	if (reloads < 0.3 * all || reloads < 0.05 * lookUps) {
		const text = `${percent(reloads, lookUps)} of ${plural(lookUps, 'look-up')} reloaded a value that had just been collected.`;
		return { text: !retains ? text : larger(cache) ? `${text} But ${larger(cache)}.` : `retain is large enough: ${text}` };
	}
	if (reloads < 20) {
		return { text: share };
	}
	if (!retains) {
		return { severity: 'note', text: `${share} Set retain.` };
	}
	if (cache.maximumSize !== undefined && cache.retained >= 0.9 * cache.maximumSize) {
		return { severity: 'note', text: `${share} retain.maximum-size ${count(cache.maximumSize)} is too small${larger(cache) && `: ${larger(cache)}`}.` };
	}
	return { severity: 'note', text: cache.expireAfterAccess !== undefined
		? `${share} retain.expire-after-access ${duration(cache.expireAfterAccess)} is too short.` : share };
}

// The smallest size that would have given most of the hits that the largest would have.
function larger(cache) {
	const sizes = cache.estimates ?? [];
	const most = sizes.at(-1)?.hits;
	const enough = sizes.find((size) => size.hits - cache.hits >= 0.8 * (most - cache.hits));
	const all = cache.hits + cache.misses;
	return enough && enough.hits > cache.hits + 0.02 * all
		? `a maximum-size of ${count(enough.maximumSize)} would have given a hit ratio of about ${percent(enough.hits, all)}, not ${percent(cache.hits, all)}` : '';
}

function showVerdict(report, now) {
	const found = problems(report, now);
	const wrong = found.filter((problem) => problem.severity === 'wrong').length;
	byId('verdict').dataset.state = wrong ? 'wrong' : found.length ? 'note' : 'well';
	say(byId('answer'), wrong ? `${plural(wrong, 'problem')}.`
		: `Nothing is wrong.${found.length ? ` ${plural(found.length, 'suggestion')}.` : ''}`);
	const list = byId('problems');
	found.forEach((problem, i) => {
		const item = list.children[i] ?? list.appendChild(element('li'));
		if (!item.children.length) {
			item.append(element('b'), ' ', element('span'));
		}
		item.dataset.severity = problem.severity;
		say(item.querySelector('b'), problem.title);
		say(item.querySelector('span'), problem.text);
	});
	while (list.children.length > found.length) {
		list.lastChild.remove();
	}
	document.title = `${wrong ? `(${wrong}) ` : ''}weakref – ${location.host}`;
	showTotals(report);
}

function showTotals(report) {
	const caches = Object.values(report.caches ?? {});
	const sum = (field) => caches.reduce((total, cache) => total + (cache[field] ?? 0), 0);
	const reaper = report.reaper;
	const totals = [[`live in ${plural(caches.length, 'cache')}`, count(sum('live'))], ['retained in caches', count(sum('retained'))],
		['collected from caches', count(sum('collected'))]];
	if (reaper) {
		totals.push(['longest lag, 5 min', millis(reaper.lagMillis.recentMax)], ['callbacks waiting', count(reaper.backlog)],
			['collections noticed', count(reaper.cycles)], ['unreachable until collected, mean', reaper.cycles ? millis(reaper.collectionLatencyMillis.mean) : '–']);
	}
	numbers(byId('totals'), totals);
}

function numbers(list, pairs) {
	pairs.forEach(([name, value], i) => {
		let pair = list.children[i];
		if (!pair) {
			pair = list.appendChild(element('div'));
			pair.append(element('dt'), element('dd'));
		}
		say(pair.firstChild, name);
		say(pair.lastChild, value);
	});
	while (list.children.length > pairs.length) {
		list.lastChild.remove();
	}
}

// ---- Caches

function showCaches(report) {
	const names = Object.keys(report.caches ?? {});
	const shown = state.all ? names : names.slice(0, CARDS);
	byId('caches').hidden = !names.length;
	byId('more').hidden = shown.length === names.length;
	say(byId('more'), `Show all ${count(names.length)} caches`);
	cards.forEach((card, name) => {
		if (!shown.includes(name)) {
			card.root.remove();
			cards.delete(name);
		}
	});
	shown.forEach((name, i) => {
		const card = cards.get(name) ?? makeCard(name);
		const place = byId('cards').children[i];
		if (place !== card.root) {
			byId('cards').insertBefore(card.root, place ?? null);
		}
		showCard(card, name, report.caches[name]);
	});
}

function makeCard(name) {
	const root = element('article', undefined, { class: 'card', 'data-cache': name });
	const title = element('h3', name);
	const head = element('header');
	const text = element('div');
	const card = { root, set: element('p', '', { class: 'set' }), advice: element('p', '', { class: 'advice' }),
		said: element('p', '', { class: 'said', role: 'status' }), backing: element('p', '', { class: 'set' }), list: element('dl'),
		entries: chart('entries'), lookUps: chart('look-ups'), sizes: chart('sizes') };
	text.append(title, card.set);
	head.append(text);
	if (clearable) {
		const clear = element('button', 'Clear', { type: 'button', 'aria-label': `Clear ${name}` });
		clear.addEventListener('click', () => askToClear(name, card));
		head.append(clear);
	}
	root.append(head, card.said, card.list, card.backing, card.entries.figure, card.lookUps.figure, card.sizes.figure, card.advice);
	cards.set(name, card);
	return card;
}

function showCard(card, name, cache) {
	const set = [cache.references.replaceAll('-', ' '), cache.keyEquality === 'identity' ? 'keys by identity' : ''];
	const retain = [cache.maximumSize !== undefined ? count(cache.maximumSize) : '',
		cache.expireAfterAccess !== undefined ? `${duration(cache.expireAfterAccess)} after use` : ''].filter(Boolean);
	set.push(retain.length ? `retain ${retain.join(', ')}` : 'retains nothing');
	set.push(cache.expireAfterWrite !== undefined ? `expires after ${duration(cache.expireAfterWrite)}` : '');
	say(card.set, set.filter(Boolean).join(' · '));
	const advice = adviceFor(name, cache);
	say(card.advice, advice.text);
	card.advice.dataset.severity = advice.severity ?? 'none';
	const pairs = [['live', count(cache.live)],
		['retained', cache.maximumSize !== undefined ? `${count(cache.retained)} of ${count(cache.maximumSize)}` : count(cache.retained)],
		['collected', count(cache.collected)]];
	if (cache.hits !== undefined) {
		pairs.push(['hit ratio', percent(cache.hits, cache.hits + cache.misses)]);
	}
	numbers(card.list, pairs);
	showBacking(card, cache.backing);
	const history = state.answers.map((answer) => ({ at: answer.at, cache: answer.report.caches?.[name] })).filter((point) => point.cache);
	drawEntries(card.entries, history);
	card.lookUps.figure.hidden = cache.hits === undefined;
	if (cache.hits !== undefined) {
		drawLookUps(card.lookUps, history);
	}
	card.sizes.figure.hidden = !cache.estimates;
	if (!card.sizes.figure.hidden) {
		drawSizes(card.sizes, cache);
	}
}

function showBacking(card, backing) {
	card.backing.hidden = !backing;
	if (backing) {
		say(card.backing, `In front of ${backing.engine} ${backing.cache}: ${backing.state}, ${plural(backing.hits, 'hit')}, `
			+ `${plural(backing.misses, 'miss', 'misses')} and ${plural(backing.failures, 'failure')} there, `
			+ `${plural(backing.invalidations.received, 'change')} reported, ${count(backing.superseded.live)} superseded but live.`);
	}
}

// ---- Charts: one step for each answer, the newest at the right

function chart(kind) {
	const figure = element('figure');
	const svg = document.createElementNS(SVG, 'svg');
	const height = kind === 'look-ups' ? 30 : 60;
	svg.setAttribute('preserveAspectRatio', 'none');
	svg.setAttribute('class', kind);
	svg.setAttribute('role', 'img');
	const caption = element('figcaption');
	const left = element('span', undefined, kind === 'entries' ? {} : { class: 'tiers' });
	if (kind === 'look-ups') {
		left.append(...['hit-retained', 'hit-weak', 'miss'].map((series) => element('span', '', { 'data-series': series })));
	}
	caption.append(left, element('span', undefined, kind === 'sizes' ? { class: 'columns' } : {}));
	figure.append(svg, caption);
	return { figure, svg, height, caption };
}

// One column for each size: the curve above, the size and its hit ratio below.
function drawSizes(chart, cache) {
	const all = cache.hits + cache.misses;
	const sizes = cache.estimates;
	const y = (size) => (chart.height - 2 - (chart.height - 4) * size.hits / all).toFixed(2);
	chart.svg.setAttribute('viewBox', `0 0 ${sizes.length} ${chart.height}`);
	path(chart, 'base', `M0 ${chart.height - 0.5}H${sizes.length}`);
	path(chart, 'size-line', sizes.map((size, i) => `${i ? 'L' : 'M'}${i + 0.5} ${y(size)}`).join(''));
	path(chart, 'size-points', sizes.map((size, i) => `M${i + 0.5} ${y(size)}h0`).join(''));
	path(chart, 'size-present', `M0.5 ${y(sizes[0])}h0`);
	const columns = chart.caption.lastChild;
	sizes.forEach((size, i) => {
		const column = columns.children[i] ?? columns.appendChild(element('span'));
		if (!column.children.length) {
			column.append(element('b'), element('span'));
		}
		say(column.firstChild, percent(size.hits, all));
		say(column.lastChild, `${count(size.maximumSize)}${i ? '' : ' now'}`);
	});
	say(chart.caption.firstChild, 'hit ratio by maximum-size; larger ones are estimated');
	chart.svg.setAttribute('aria-label', `Hit ratio since the start: ${sizes.map((size, i) =>
		`${i ? 'about ' : ''}${percent(size.hits, all)} with a maximum-size of ${count(size.maximumSize)}`).join(', ')}`);
}

function path(chart, name, shape) {
	let node = chart.svg.querySelector(`.${name}`);
	if (!node) {
		node = document.createElementNS(SVG, 'path');
		node.setAttribute('class', name);
		chart.svg.append(node);
	}
	node.setAttribute('d', shape);
}

function label(chart, history, right, whole) {
	chart.svg.setAttribute('viewBox', `0 0 ${width(history)} ${chart.height}`);
	say(chart.caption.lastChild, right);
	chart.svg.setAttribute('aria-label', whole);
}

const width = (history) => Math.max(60, history.length);
const place = (history, i) => width(history) - history.length + i + 0.5;
const span = (history) => history.length > 1 ? seconds((history.at(-1).at - history[0].at) / 1000) : '0 s';

function drawEntries(chart, history) {
	const values = history.map((point) => point.cache);
	const highest = Math.max(...values.map((cache) => Math.max(cache.live, cache.retained)));
	const top = Math.max(1, highest);
	const y = (value) => (chart.height - 1 - (chart.height - 4) * value / top).toFixed(2);
	const line = (field) => values.map((cache, i) => `${i ? 'L' : 'M'}${place(history, i)} ${y(cache[field])}`).join('');
	const from = place(history, 0);
	const to = place(history, values.length - 1);
	path(chart, 'live-area', `${line('live')}L${to} ${chart.height - 1}L${from} ${chart.height - 1}Z`);
	path(chart, 'live-line', line('live'));
	path(chart, 'retained-line', line('retained'));
	const gone = values.map((cache, i) => i ? Math.max(0, cache.collected - values[i - 1].collected) : 0);
	const most = Math.max(1, ...gone);
	path(chart, 'collected-bar', gone.map((n, i) => n
		? `M${place(history, i) - 0.5} ${chart.height}v${-(3 + 17 * n / most).toFixed(2)}h1V${chart.height}Z` : '').join(''));
	path(chart, 'base', `M0 ${chart.height - 0.5}H${width(history)}`);
	const taken = gone.reduce((sum, n) => sum + n, 0);
	const last = values.at(-1);
	say(chart.caption.firstChild, `entries, highest ${count(highest)}`);
	label(chart, history, `${count(taken)} collected in ${span(history)}`,
		`Entries of the last ${span(history)}: ${count(last.live)} live, ${count(last.retained)} retained, highest ${count(highest)}, ${count(taken)} collected`);
}

function drawLookUps(chart, history) {
	const steps = history.slice(1).map((point, i) => {
		const past = history[i].cache;
		const rise = (now, before) => Math.max(0, now - before);
		const weak = rise(point.cache.weakHits, past.weakHits);
		return { retained: Math.max(0, rise(point.cache.hits, past.hits) - weak), weak, miss: rise(point.cache.misses, past.misses) };
	});
	const top = Math.max(1, ...steps.map((step) => step.retained + step.weak + step.miss));
	const scale = (chart.height - 2) / top;
	const shapes = { retained: '', weak: '', miss: '' };
	steps.forEach((step, i) => {
		let y = chart.height - 0.5;
		Object.keys(shapes).forEach((tier) => {
			if (step[tier]) {
				const rise = step[tier] * scale;
				shapes[tier] += `M${place(history, i + 1) - 0.4} ${y.toFixed(2)}v${-rise.toFixed(2)}h.8v${rise.toFixed(2)}Z`;
				y -= rise;
			}
		});
	});
	path(chart, 'hit-retained', shapes.retained);
	path(chart, 'hit-weak', shapes.weak);
	path(chart, 'miss', shapes.miss);
	path(chart, 'base', `M0 ${chart.height - 0.5}H${width(history)}`);
	const tiers = chart.caption.firstChild.children;
	const total = (tier) => steps.reduce((sum, step) => sum + step[tier], 0);
	const all = total('retained') + total('weak') + total('miss');
	say(tiers[0], `${plural(total('retained'), 'hit')} retained`);
	say(tiers[1], `${count(total('weak'))} weak`);
	say(tiers[2], plural(total('miss'), 'miss', 'misses'));
	label(chart, history, `${plural(all, 'look-up')} in ${span(history)}`, `Look-ups of the last ${span(history)}: ${count(total('retained'))} hits retained, `
		+ `${count(total('weak'))} hits weak, ${count(total('miss'))} misses`);
}

// ---- Failures and the other sections

function showFailures(report, now) {
	const failures = report.reaper?.lastFailures ?? [];
	byId('failures').hidden = !failures.length;
	const same = new Map();
	failures.forEach((failure) => {
		const key = JSON.stringify([failure.source, failure.exception]);
		same.set(key, [...(same.get(key) ?? []), failure]);
	});
	fill(byId('failures').querySelector('tbody'), [...same.values()].map((all) => [all[0].source, all[0].exception, count(all.length),
		`${seconds(Math.max(0, now - Date.parse(all[0].at)) / 1000)} ago`]));
}

function fill(body, rows) {
	rows.forEach((cells, i) => {
		const row = body.children[i] ?? body.appendChild(element('tr'));
		cells.forEach((cell, j) => say(row.children[j] ?? row.appendChild(element(j ? 'td' : 'th', '', j ? {} : { scope: 'row' })), cell));
	});
	while (body.children.length > rows.length) {
		body.lastChild.remove();
	}
}

// A section is a table of named objects, or a list of numbers. Those that have only zeros are named at the end.
function showSections(report) {
	const others = Object.entries(report).filter(([name, section]) => !['caches', 'reaper'].includes(name) && isReport(section));
	const shown = others.filter(([, section]) => hasNumbers(section));
	const empty = others.filter(([, section]) => !hasNumbers(section)).map(([name]) => words(name));
	byId('empty').hidden = !empty.length;
	say(byId('empty'), `Nothing yet: ${empty.join(', ')}.`);
	const root = byId('sections');
	shown.forEach(([name, section], i) => {
		const objects = Object.values(section).every(isReport);
		const rows = objects ? Object.entries(section) : [['all', section]];
		const flat = rows.map(([object, values]) => [object, flatten(values)]);
		const columns = [...new Set(flat.flatMap(([, values]) => Object.keys(values)))];
		const shape = JSON.stringify([name, objects, columns]);
		let place = root.children[i];
		if (place?.dataset.shape !== shape) {
			const made = makeSection(name, objects, columns);
			made.dataset.shape = shape;
			if (place) {
				place.replaceWith(made);
			}
			else {
				root.append(made);
			}
			place = made;
		}
		if (objects) {
			fill(place.querySelector('tbody'), flat.map(([object, values]) => [object, ...columns.map((column) => values[column] ?? '')]));
		}
		else {
			numbers(place.querySelector('dl'), columns.map((column) => [words(column), flat[0][1][column]]));
		}
		place.querySelectorAll('td, dd').forEach((cell, j) => {
			const column = columns[j % columns.length];
			cell.className = ['endedButLive', 'failed'].includes(column) && cell.textContent !== '0' ? 'wrong' : '';
		});
	});
	while (root.children.length > shown.length) {
		root.lastChild.remove();
	}
}

const hasNumbers = (value) => isReport(value) ? Object.values(value).some(hasNumbers) : value !== 0;

function flatten(values) {
	const flat = {};
	Object.entries(values).forEach(([key, value]) => {
		if (isReport(value)) {
			Object.entries(value).forEach(([inner, deep]) => { flat[`${key}, ${inner}`] = text(deep); });
		}
		else {
			flat[key] = /Seconds$/.test(key) && typeof value === 'number' ? seconds(value) : text(value);
		}
	});
	return flat;
}

const text = (value) => typeof value === 'number' ? count(value) : typeof value === 'string' ? value : JSON.stringify(value);

function makeSection(name, objects, columns) {
	const id = `section-${Math.random().toString(36).slice(2)}`;
	const section = element('section', undefined, { 'aria-labelledby': id, 'data-section': name });
	section.append(element('h2', words(name).replace(/^./, (first) => first.toUpperCase()), { id }));
	if (!objects) {
		section.append(element('dl', undefined, { class: 'tiles' }));
		return section;
	}
	const scroll = element('div', undefined, { class: 'scroll', role: 'group', 'aria-labelledby': id, tabindex: '0' });
	const table = element('table');
	const head = element('tr');
	head.append(element('th', 'name', { scope: 'col' }),
		...columns.map((column) => element('th', words(column.replace(/Seconds$/, '')), { scope: 'col' })));
	table.append(element('thead'), element('tbody'));
	table.firstChild.append(head);
	scroll.append(table);
	section.append(scroll);
	return section;
}

// ---- Clearing a cache

function askToClear(name, card) {
	const dialog = byId('clear');
	const live = state.answers.at(-1)?.report.caches?.[name]?.live ?? 0;
	say(byId('clear-title'), `Clear ${name}?`);
	say(byId('clear-text'), `${plural(live, 'entry', 'entries')} will be removed. Values that are asked for again are loaded again.`);
	dialog.returnValue = 'keep';
	dialog.onclose = () => dialog.returnValue === 'clear' && clear(name, card);
	dialog.showModal();
}

async function clear(name, card) {
	const headers = { 'X-Requested-With': 'XMLHttpRequest' };
	const token = /(?:^|; )XSRF-TOKEN=([^;]*)/.exec(document.cookie);
	if (token) {
		headers['X-XSRF-TOKEN'] = decodeURIComponent(token[1]);
	}
	say(card.said, 'Clearing …');
	try {
		const answer = await fetch(`${location.pathname}/caches/${encodeURIComponent(name)}`, { method: 'DELETE', headers });
		say(card.said, answer.ok && !answer.redirected ? 'Cleared.' : refusal(answer.redirected ? 401 : answer.status));
		if (answer.ok) {
			setTimeout(() => say(card.said, ''), 5000);
		}
	}
	catch {
		say(card.said, 'Not cleared: the application does not answer.');
	}
}

function refusal(status) {
	const reasons = { 400: 'the server does not accept this name in a path', 401: 'you are not signed in',
		403: 'you may not, or CSRF protection expects a token', 404: 'there is no such cache any more', 405: 'the endpoint is read-only' };
	return `Not cleared: ${reasons[status] ?? 'the application refused it'} (${status}).`;
}

// ---- Asking: once a second at most, and not while the page is hidden

async function ask() {
	if (state.asking || state.paused || document.hidden) {
		return;
	}
	state.asking = true;
	state.asked = Date.now();
	try {
		const answer = await fetch(location.pathname, { cache: 'no-store',
			headers: { 'Accept': 'application/json', 'X-Requested-With': 'XMLHttpRequest' } });
		if (!answer.ok || !/json/.test(answer.headers.get('Content-Type') ?? '')) {
			throw new Error(answer.ok || [401, 403].includes(answer.status) ? 'You are not signed in any more. Load the page again.'
				: `The application answers with ${answer.status}.`);
		}
		show(await answer.json(), Date.parse(answer.headers.get('Date')) || Date.now());
		state.problem = '';
	}
	catch (error) {
		state.problem = error instanceof TypeError ? 'The application does not answer.' : error.message;
	}
	state.asking = false;
	showConnection();
	plan();
}

function plan() {
	clearTimeout(state.timer);
	const pause = state.problem ? 5 * INTERVAL : INTERVAL;
	state.timer = setTimeout(ask, Math.max(0, state.asked + pause - Date.now()));
}

// The clock of the server tells how old a failure is.
function show(report, now) {
	state.answered = Date.now();
	state.answers.push({ at: state.answered, report });
	if (state.answers.length > KEPT) {
		state.answers.shift();
	}
	showVerdict(report, now);
	showCaches(report);
	showFailures(report, now);
	showSections(report);
}

function showConnection() {
	const old = state.answered ? ` Last numbers: ${new Date(state.answered).toLocaleTimeString()}.` : '';
	byId('connection').dataset.state = state.problem ? 'lost' : state.paused ? 'paused' : 'live';
	say(byId('connection'), state.problem ? `${state.problem}${old}` : state.paused ? `Paused.${old}` : `${location.host}, each second`);
}

byId('pause').addEventListener('click', (event) => {
	state.paused = !state.paused;
	event.target.setAttribute('aria-pressed', state.paused);
	showConnection();
	plan();
});
byId('more').addEventListener('click', () => {
	state.all = true;
	show(state.answers.pop().report, Date.now());
	cards.get([...cards.keys()][CARDS])?.root.querySelector('button')?.focus();
});
document.addEventListener('visibilitychange', plan);
ask();
