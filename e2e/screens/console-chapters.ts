import { join } from 'node:path';
import { adminPassword } from '../support/doorlight.ts';
import { type Chapter, type Stage, waitFor } from './stage.ts';

const loadMs = 30_000;
/** What a person sees within a moment, on a machine under load. */
const soonMs = 10_000;

/** Staff at a tablet or a desk: signs in, sees live numbers, sets the counter to zero, and sees when the sidecar is gone. */
export const consoleChapters: readonly Chapter[] = [
  { name: 'console live', play: forStaff(isLive) },
  { name: 'console reset', play: forStaff(resets) },
  { name: 'console lost', play: forStaff(saysThatItIsLost) },
];

function forStaff(play: Chapter['play']): Chapter['play'] {
  return async (stage) => (stage.isForStaff ? play(stage) : 'skipped');
}

const zone = `document.querySelector('[data-zone="bern/store"][data-occupancy]')`;

async function isLive({ shop, screen, folder }: Stage): Promise<number> {
  const { url } = shop.doorlight;
  await screen.open(`${url}/sign-in`);
  const body = JSON.stringify({ username: 'admin', password: adminPassword });
  const status = await screen.evaluate(
    `fetch('/api/auth/sign-in/username', { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(body)} }).then(function (answer) { return answer.status })`,
  );
  if (status !== 200) throw new Error(`The sign-in in the page answered ${status}.`);
  shop.fillTo(3);
  await screen.open(`${url}/console`);
  await shows(screen, '3', loadMs);
  await screen.screenshot(join(folder, 'console.png'));
  const startedAt = performance.now();
  shop.fillTo(7);
  await shows(screen, '7', soonMs);
  return performance.now() - startedAt;
}

async function resets({ shop, screen }: Stage): Promise<undefined> {
  await click(screen, /^reset all to zero$/i);
  await click(screen, /^set to zero$/i);
  await shows(screen, '0', soonMs);
  shop.isEmpty();
}

async function saysThatItIsLost({ shop, screen, folder }: Stage): Promise<number> {
  const startedAt = performance.now();
  await shop.doorlight.killSidecar();
  await waitFor('the console to say that it is not live', soonMs, async () =>
    /not live since/i.test(String(await screen.evaluate('document.body.innerText'))),
  );
  const took = performance.now() - startedAt;
  await screen.screenshot(join(folder, 'console-lost.png'));
  await shop.doorlight.startSidecar();
  await waitFor('the console to be live again', loadMs, async () => {
    const text = String(await screen.evaluate('document.body.innerText'));
    return text !== '' && !/not live since/i.test(text);
  });
  return took;
}

async function shows(screen: Stage['screen'], people: string, withinMs: number): Promise<void> {
  let seen = '';
  await waitFor(
    () => `the console to show ${people} people; it shows ${seen}`,
    withinMs,
    async () => {
      seen = String((await screen.evaluate(`${zone} && ${zone}.getAttribute('data-occupancy')`)) ?? '');
      return seen === people;
    },
  );
}

async function click(screen: Stage['screen'], name: RegExp): Promise<void> {
  await waitFor(`a button ${name}`, soonMs, async () => {
    const clicked = await screen.evaluate(`(function () {
      var found = Array.prototype.slice.call(document.querySelectorAll('button')).filter(function (each) {
        return ${name}.test((each.innerText || '').trim()) && !each.disabled;
      })[0];
      if (found) found.click();
      return Boolean(found);
    })()`);
    return clicked === true;
  });
}
