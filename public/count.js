// The page on which people count. A tap is kept on the phone before anything else happens, under a name of its own, and
// forgotten once the server has confirmed it: it survives a closed tab and a dead battery, and counts once.

const [site, sensor] = location.pathname.split('/').slice(2).map(decodeURIComponent);
const words = JSON.parse(document.getElementById('words').textContent);
const { lang } = document.documentElement;
const address = `/api/v1/sensors/${site}/${sensor}/passages`;
const prefix = `doorlight-count/${site}/${sensor}/`;
const beatMs = 5000;
const answerWithinMs = 8000;
const itemsAtOnce = 200;
const undoneMost = 20;
/** Names this page's life: within it a clock that only grows says when a tap was. */
const life = newId();

const part = (name) => document.querySelector(`[data-part="${name}"]`);
const store = {
  get: (key) => localStorage.getItem(prefix + key) ?? undefined,
  set: (key, value) => localStorage.setItem(prefix + key, value),
  remove: (key) => localStorage.removeItem(prefix + key),
};

let door = readJson(store.get('door'));
let own = readJson(store.get('own')) ?? { day: '', in: 0, out: 0 };
/** The last taps of this phone, newest last: they can be taken back. */
let taps = readJson(store.get('taps')) ?? [];
let isCounting = store.get('counting') === 'yes';
let isSending = false;
/** What has to be sent once the message under way is answered: a good-bye must not be lost. */
let next;
/** Why nothing is sent: `offline`, or a status. */
let failure;
let timer;
let wakeLock;

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function readJson(text) {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function phoneId() {
  const known = store.get('phone');
  if (known !== undefined) return known;
  const made = newId();
  store.set('phone', made);
  return made;
}

/** The key of a link is taken off the address at once: it is in no history and no picture of the screen. */
function takeKey() {
  const key = new URLSearchParams(location.hash.slice(1)).get('key');
  if (key === null) return;
  store.set('key', key);
  history.replaceState(null, '', location.pathname);
}

/** Each tap lies under a key of its own: two tabs of one phone cannot overwrite each other. */
function waiting() {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(`${prefix}q/`));
  return keys
    .map((key) => ({ key, ...readJson(localStorage.getItem(key) ?? undefined) }))
    .filter(({ id }) => id !== undefined)
    .sort((a, b) => a.order - b.order);
}

function keep(item) {
  const order = Number(store.get('order') ?? 0) + 1;
  store.set('order', String(order));
  store.set(`q/${order}-${item.id}`, JSON.stringify({ order, ...item }));
}

function tap(way) {
  const item = { id: newId(), at: Date.now(), in: Number(way === 'in'), out: Number(way === 'out') };
  keep({ ...item, life, tick: performance.now() });
  addOwn(item, 1);
  taps = [...taps, { id: item.id, at: item.at, way }].slice(-undoneMost);
  store.set('taps', JSON.stringify(taps));
  navigator.vibrate?.(way === 'in' ? 40 : [40, 60, 40]);
  show();
  void send();
}

function undo() {
  const last = taps.at(-1);
  if (last === undefined) return;
  taps = taps.slice(0, -1);
  store.set('taps', JSON.stringify(taps));
  addOwn({ in: Number(last.way === 'in'), out: Number(last.way === 'out') }, -1);
  const unsent = waiting().find(({ id, isTried }) => id === last.id && isTried !== true);
  if (unsent === undefined) keep({ id: last.id, undo: true });
  else localStorage.removeItem(unsent.key);
  navigator.vibrate?.([20, 40, 20, 40, 20]);
  show();
  void send();
}

function addOwn(item, times) {
  const day = new Date().toDateString();
  const before = own.day === day ? own : { in: 0, out: 0 };
  own = {
    day,
    in: Math.max(0, before.in + times * item.in),
    out: Math.max(0, before.out + times * item.out),
  };
  store.set('own', JSON.stringify(own));
}

/** A tap as it is sent: within this page's life its age is known, whatever was done to the phone's clock since. */
function sentItem({ id, at, in: came, out, undo: isUndo, life: tapped, tick }, nowMs) {
  if (isUndo) return { id, undo: true };
  const atMs = tapped === life ? nowMs - Math.max(0, performance.now() - tick) : at;
  return { id, at: new Date(atMs).toISOString(), in: came, out };
}

/** Sends what waits, and says that somebody counts here; again every few seconds. */
async function send(extra = {}) {
  if (isSending) {
    next = { ...next, ...extra };
    return;
  }
  isSending = true;
  clearTimeout(timer);
  const batch = waiting().slice(0, itemsAtOnce);
  for (const { key, ...item } of batch) {
    if (!item.isTried) localStorage.setItem(key, JSON.stringify({ ...item, isTried: true }));
  }
  const nowMs = Date.now();
  const items = batch.map((item) => sentItem(item, nowMs));
  const answer = await ask('POST', {
    items,
    phone: phoneId(),
    sentAt: new Date(nowMs).toISOString(),
    ...extra,
  });
  if (answer?.ok) {
    for (const { key } of batch) localStorage.removeItem(key);
    remember(await answer.json());
  }
  isSending = false;
  failure = failureOf(answer);
  const isMore = answer?.ok && waiting().length > 0;
  const more = next;
  next = undefined;
  if (more !== undefined) void send(more);
  // The others wait for this phone until it has said that it stops.
  else if (extra.isLeaving && failure === 'offline') timer = setTimeout(() => void send(extra), beatMs);
  else if (isCounting) timer = setTimeout(() => void send(), isMore ? 0 : beatMs);
  show();
}

async function look() {
  const answer = await ask('GET');
  if (answer?.ok) remember(await answer.json());
  failure = failureOf(answer);
  show();
}

function failureOf(answer) {
  if (answer === undefined || answer.status >= 500) return 'offline';
  return answer.ok ? undefined : answer.status;
}

async function ask(method, body) {
  const key = store.get('key');
  const abort = new AbortController();
  const late = setTimeout(() => abort.abort(), answerWithinMs);
  try {
    return await fetch(address, {
      method,
      cache: 'no-store',
      signal: abort.signal,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'x-count-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch {
    return undefined;
  } finally {
    clearTimeout(late);
  }
}

function remember(answer) {
  door = answer;
  store.set('door', JSON.stringify(answer));
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function clock(ms) {
  return new Date(ms).toLocaleTimeString(lang, { hour: '2-digit', minute: '2-digit' });
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function show() {
  const unsent = waiting().length;
  const isOwnDay = own.day === new Date().toDateString();
  write(part('name'), door?.name ?? words.title);
  document.title = door?.name ?? words.title;
  const zones = door?.zones ?? [];
  write(
    part('zone'),
    zones.map(({ name, occupancy }) => fill(words.inside, { name, occupancy })).join(' · '),
  );
  part('start').hidden = isCounting || door?.byHand === 'no' || failure === 401 || failure === 403;
  part('count').hidden = !isCounting;
  write(
    part('total'),
    fill(words.total, {
      in: isOwnDay ? own.in : 0,
      out: isOwnDay ? own.out : 0,
      allIn: door?.in ?? 0,
      allOut: door?.out ?? 0,
    }),
  );
  const last = taps.at(-1);
  const undoButton = part('undo');
  undoButton.disabled = last === undefined;
  const undoText =
    last === undefined ? words.undo : fill(words.undoOne, { way: words[last.way], time: clock(last.at) });
  write(undoButton, undoText);
  part('stop').disabled = unsent > 0;
  showState(unsent);
  showNotice();
}

function showState(unsent) {
  const state = part('state');
  state.dataset.kind = unsent > 0 || failure !== undefined ? 'waiting' : 'sent';
  state.dataset.unsent = String(unsent);
  if (failure === 'offline') write(state, fill(words.offline, { count: unsent }));
  else if (unsent > 0) write(state, fill(words.unsent, { count: unsent }));
  else if (!isCounting) write(state, '');
  else
    write(
      state,
      door?.until === undefined ? words.sent : fill(words.sentUntil, { time: clock(Date.parse(door.until)) }),
    );
}

function showNotice() {
  const notice = part('notice');
  const [text, link, button] = notice.children;
  const said = noticeOf();
  notice.hidden = said === undefined;
  link.hidden = said?.href === undefined;
  button.hidden = said?.action === undefined;
  if (said === undefined) return;
  write(text, said.text);
  if (said.href !== undefined) {
    link.href = said.href;
    write(link, said.label);
  } else if (said.action !== undefined) {
    write(button, said.label);
    button.onclick = said.action;
  }
}

/** What has to be said first, and what can be done about it. */
function noticeOf() {
  if (failure === 401 && store.get('key') === undefined) {
    const next = encodeURIComponent(location.pathname);
    return { text: words.signIn, href: `/sign-in?next=${next}`, label: words.signInNow };
  }
  if (failure === 401) return { text: words.linkEnded };
  if (failure === 403) return { text: words.notAllowed };
  if (failure === 404) return { text: words.gone };
  if (failure === 409) return { text: words.tooMany };
  if (typeof failure === 'number') return { text: words.refused };
  if (door?.byHand === 'no') return { text: words.byDevice };
  const silent = (door?.phones ?? []).filter(({ phone, isHere }) => !isHere && phone !== store.get('phone'));
  if (isCounting && failure === undefined && silent.length > 0) {
    const [{ who, seenAt }] = silent;
    const name = who === 'link' ? words.somebody : who;
    return {
      text: fill(words.silent, { who: name, time: clock(Date.parse(seenAt)) }),
      label: words.without,
      action: () => void send({ without: silent.map(({ phone }) => phone) }),
    };
  }
  return undefined;
}

async function stayAwake() {
  if (!isCounting || document.visibilityState !== 'visible') return;
  wakeLock = await navigator.wakeLock?.request('screen').catch(() => undefined);
}

function start() {
  isCounting = true;
  store.set('counting', 'yes');
  void stayAwake();
  show();
  void send();
}

async function stop() {
  if (waiting().length > 0) return;
  isCounting = false;
  store.remove('counting');
  clearTimeout(timer);
  void wakeLock?.release?.();
  await send({ isLeaving: true });
}

/** A page that is closed with everything sent says so; one that still holds passages is waited for. */
function leave() {
  if (!isCounting || waiting().length > 0) return;
  const key = store.get('key');
  void fetch(address, {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json', ...(key !== undefined && { 'x-count-key': key }) },
    body: JSON.stringify({ items: [], phone: phoneId(), isLeaving: true }),
  }).catch(() => undefined);
}

async function keepPage() {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/count-worker.js', { scope: '/count/' });
  const cache = await caches.open('doorlight-count-1');
  await Promise.all([cache.add(location.pathname), cache.add('/count.js')]);
  document.documentElement.dataset.kept = 'yes';
}

const keys = { ArrowUp: 'in', '+': 'in', i: 'in', ArrowDown: 'out', '-': 'out', o: 'out' };

takeKey();
for (const button of document.querySelectorAll('[data-way]')) {
  button.addEventListener('click', () => tap(button.dataset.way));
  button.addEventListener('pointerdown', () => button.classList.add('hit'));
  for (const end of ['pointerup', 'pointerleave', 'pointercancel'])
    button.addEventListener(end, () => button.classList.remove('hit'));
}
document.querySelector('[data-part="start"] button').addEventListener('click', start);
part('undo').addEventListener('click', undo);
part('stop').addEventListener('click', () => void stop());
addEventListener('keydown', (event) => {
  if (!isCounting || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  const way = keys[event.key];
  if (way !== undefined) tap(way);
  else if (event.key === 'Backspace' || event.key === 'u') undo();
  else return;
  event.preventDefault();
});
addEventListener('online', () => void (isCounting ? send() : look()));
addEventListener('storage', show);
addEventListener('pagehide', leave);
document.addEventListener('visibilitychange', () => {
  void stayAwake();
  if (document.visibilityState === 'visible' && isCounting) void send();
});
void keepPage().catch(() => undefined);
show();
if (isCounting) start();
else void look();
