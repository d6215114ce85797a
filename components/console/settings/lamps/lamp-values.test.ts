import { describe, expect, it } from 'vitest';
import { lampDocumentOf, lampValuesOf } from './lamp-values.ts';

const again = (document: Record<string, unknown>) => lampDocumentOf(lampValuesOf(document, 'shop'));

const outputs = (...on: number[]) => ({ 1: on.includes(1), 2: on.includes(2), 3: on.includes(3) });

describe('the form of a lamp', () => {
  it('writes what each state is, and switches off all that another switches on', () => {
    const document = {
      zone: 'shop',
      driver: 'axis-io',
      url: 'http://10.0.0.11',
      hold: '15s',
      username: 'root',
      states: { green: { 1: true }, red: { 2: true }, unknown: { 3: true, 1: false } },
    };
    expect(again(document)).toEqual({
      ...document,
      token: null,
      repeat: '5s',
      failSafe: 'unknown',
      states: {
        green: outputs(1),
        amber: outputs(2),
        red: outputs(2),
        unknown: outputs(3),
        closed: outputs(3),
        keepOut: outputs(2),
        leave: outputs(3),
      },
    });
  });

  it('keeps requests and their bodies, what is published, and a barrier', () => {
    const request = (body: string) => ({ url: '/set', method: 'PUT', body, type: 'text/plain' });
    const states = { green: request('g'), unknown: request('u') };
    expect(again({ driver: 'http', url: 'https://lamp/', tls: 'insecure', states })).toMatchObject({
      tls: 'insecure',
      states: { green: request('g'), amber: request('u'), leave: request('u') },
    });
    const path = { driver: 'http', url: 'http://lamp/', states: { unknown: '/off' } };
    expect(again(path)).toMatchObject({ states: { green: '/off' } });
    const published = {
      driver: 'mqtt',
      url: 'mqtt://b',
      topic: 't',
      statusTopic: 's',
      failSafe: 'red',
      repeat: '9s',
      states: { unknown: 'U', red: 'R' },
    };
    expect(again(published)).toMatchObject({ ...published, states: { amber: 'R', green: 'U' } });
    const barrier = {
      zone: 'shop',
      driver: 'modbus-tcp',
      url: 'modbus://10.0.0.41',
      unit: 7,
      repeat: '5s',
      holdAtRed: true,
      door: 'entry',
      open: { 0: false },
      shut: { 0: true },
    };
    expect(again(barrier)).toEqual({ ...barrier, password: null, token: null });
  });

  it('sends a password that is typed, keeps one that is not, and drops it with its user', () => {
    const values = lampValuesOf({ driver: 'http', url: 'http://a', username: 'op' }, 'shop');
    expect(lampDocumentOf(values)).not.toHaveProperty('password');
    expect(lampDocumentOf({ ...values, password: 'x' })).toMatchObject({ password: 'x' });
    expect(lampDocumentOf({ ...values, username: '' })).toMatchObject({ password: null });
  });
});
