import { describe, expect, it } from 'vitest';
import type { PublicSite } from '../contract/public-site.ts';
import { follow } from './follow.ts';
import { TestWindow } from './test-window.ts';

const site = (light: 'green' | 'red' = 'green'): PublicSite => ({
  site: 'bern',
  name: 'Bern',
  open: true,
  zones: [
    {
      zone: 'store',
      name: 'Store',
      light,
      utilization: 0.5,
      asOf: '2026-11-21T09:00:00.000Z',
      validForMs: 4500,
    },
  ],
});

/** Follows a site, and returns what its listener shows. */
function started(options: { readonly hasStreams?: boolean; readonly validUntil?: number } = {}) {
  const played = new TestWindow(options);
  const heard: (string | null)[] = [];
  follow(played.window, '/public/v1/sites/bern', options.validUntil ?? -1, (next) =>
    heard.push(next?.zones[0]?.light ?? null),
  );
  const send = (light: 'green' | 'red' = 'green') =>
    played.stream?.onmessage?.({ data: JSON.stringify(site(light)) });
  return { played, heard, send, shown: () => heard.at(-1) };
}

describe('who follows a site', () => {
  it('hears its events for as long as they come', () => {
    const { played, shown, send } = started();
    expect(played.stream?.url).toBe('/public/v1/sites/bern/events');
    for (let time = 0; time < 20; time++) {
      send();
      played.pass(1500);
      expect(shown()).toBe('green');
    }
    send('red');
    expect(shown()).toBe('red');
  });

  it('learns that nothing is known once nothing came in time, and asks instead', () => {
    const { played, shown, send } = started();
    send();
    played.pass(4250);
    expect(shown()).toBe('green');
    played.pass(500);
    expect(shown()).toBeNull();
    played.pass(500);
    expect(played.stream).toBeUndefined();
    played.request?.answer(site());
    expect(shown()).toBe('green');
  });

  it('counts what the page showed first from the request of the page', () => {
    const { played, heard, shown } = started({ validUntil: 3000 });
    expect(heard).toEqual([]);
    played.pass(2000);
    expect(shown()).toBeNull();
  });

  it('believes nothing that waited while the page stood still', () => {
    const { played, shown, send } = started();
    send();
    played.freeze(60_000);
    send();
    expect(shown()).toBeNull();
    expect(played.streams).toHaveLength(2);
    send();
    expect(shown()).toBe('green');
  });

  it.each([60_000, -60_000])('shows nothing any more when the clocks drift apart by %i ms', (ms) => {
    const { played, shown, send } = started();
    send();
    played.wallMs += ms;
    played.pass(250);
    expect(shown()).toBeNull();
  });

  it('asks every other second where there are no events, and counts from its question', () => {
    const { played, shown } = started({ hasStreams: false });
    played.pass(1500);
    played.request?.answer(site());
    expect(shown()).toBe('green');
    played.pass(2500);
    expect(played.requests).toHaveLength(2);
    played.request?.answer(site('red'));
    expect(shown()).toBe('red');
  });

  it('believes no answer that took longer than it is valid, or lay in a cache', () => {
    const slow = started({ hasStreams: false });
    slow.played.pass(4750);
    slow.played.request?.answer(site());
    expect(slow.shown()).not.toBe('green');
    const old = started({ hasStreams: false });
    if (old.played.request) old.played.request.age = '5';
    old.played.request?.answer(site());
    expect(old.shown()).not.toBe('green');
  });

  it('asks instead where the events are refused, and tries them again later', () => {
    const { played } = started();
    played.stream?.onerror?.();
    expect(played.stream).toBeUndefined();
    expect(played.request?.url).toBe('/public/v1/sites/bern');
    for (let time = 0; time < 20; time++) {
      played.request?.answer(site());
      played.pass(2500);
    }
    expect(played.stream).toBeDefined();
  });

  it('goes on asking when nobody answers', () => {
    const { played, shown } = started({ hasStreams: false });
    for (let time = 0; time < 5; time++) {
      played.request?.fail();
      played.pass(2500);
    }
    expect(played.requests.length).toBeGreaterThan(4);
    expect(shown()).not.toBe('green');
    played.request?.answer(site());
    expect(shown()).toBe('green');
  });

  it.each(['visibilitychange', 'pagehide', 'freeze'])('shows nothing and asks nobody after %s', (type) => {
    const { played, shown, send } = started();
    send();
    if (type === 'visibilitychange') played.window.document.visibilityState = 'hidden';
    played.happen(type);
    expect(shown()).toBeNull();
    played.pass(20_000);
    expect([played.stream, played.request]).toEqual([undefined, undefined]);
    played.window.document.visibilityState = 'visible';
    played.happen(type === 'pagehide' ? 'pageshow' : 'visibilitychange', { persisted: true });
    send();
    expect(shown()).toBe('green');
  });

  it('takes no notice of what is no answer', () => {
    const { played, shown } = started();
    played.stream?.onmessage?.({ data: '<html>' });
    expect(shown()).toBeNull();
  });
});
