import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseHistory } from './history.ts';

const text = readFileSync(new URL('../fixtures/v5-history.json', import.meta.url), 'utf8');
const at = (minute: number) => Date.UTC(2026, 10, 21, 8, minute);

const bins = [
  { channel: '1', fromMs: at(1), toMs: at(2), in: 4, out: 1 },
  { channel: '2', fromMs: at(1), toMs: at(2), occupancy: 3 },
  { channel: '1', fromMs: at(2), toMs: at(3), in: 2, out: 5 },
  { channel: '2', fromMs: at(2), toMs: at(3), occupancy: 0 },
];

interface Sent {
  config: { counts: Record<string, unknown>[] };
  measurements: Record<string, unknown>[];
}

function changed(change: (sent: Sent) => unknown): string {
  const sent = JSON.parse(text) as Sent;
  return JSON.stringify(change(sent) ?? sent);
}

function withSecondBin(change: Record<string, unknown>): string {
  return changed(({ measurements }) => {
    measurements[1] = { ...measurements[1], ...change };
  });
}

describe('the history of a sensor', () => {
  it('is differences of lines and states of zones, without the bins that nothing was recorded in', () => {
    expect(parseHistory(text)).toEqual({ ok: true, value: bins });
  });

  it('may call its bins bins, their edges from and to, and print epochs', () => {
    const other = changed(({ config, measurements }) => ({
      config,
      bins: measurements.map(({ begin, end, ...rest }) => ({
        ...rest,
        from: Date.parse(String(begin)),
        to: Date.parse(String(end)),
      })),
    }));
    expect(parseHistory(other)).toEqual({ ok: true, value: bins });
  });

  it('may leave the types of its counts out where they are a line’s', () => {
    const other = changed(({ config }) => {
      for (const count of config.counts) delete count.type;
    });
    expect(parseHistory(other)).toEqual({ ok: true, value: bins.filter(({ channel }) => channel === '1') });
  });

  it('leaves out what has no believable number, and keeps the rest', () => {
    const other = changed(({ measurements }) => {
      measurements[1] = {
        ...measurements[1],
        counts: [
          { id: 10, value: 4 },
          { id: 20, value: 'x' },
          { id: 99, value: 1 },
        ],
      };
    });
    expect(parseHistory(other)).toEqual({ ok: true, value: bins.slice(2) });
  });

  it.each([
    [withSecondBin({ begin: 'noon' }), 'measurements[1].begin'],
    [withSecondBin({ end: 0 }), 'measurements[1].begin'],
    [changed((sent) => ({ ...sent, config: {} })), 'config.counts'],
    [changed((sent) => ({ config: sent.config })), 'measurements'],
    ['[]', 'body'],
    ['', 'body'],
  ])('that cannot be understood names the place (%#)', (other, field) => {
    expect(parseHistory(other)).toMatchObject({ ok: false, error: { kind: 'invalid', field } });
  });
});
