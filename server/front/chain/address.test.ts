import { expect, it } from 'vitest';
import { addressesOf, originFrom } from './address.ts';

const network = ['http://10.0.0.5:3000', 'http://192.168.1.5:3000'];
const at = (host: string, more: object = {}) => addressesOf({ host, port: 3000, ...more }, 'a', network);

it.each([
  ['0.0.0.0', 'http://127.0.0.1:3000', 'http://10.0.0.5:3000'],
  ['::', 'http://[::1]:3000', 'http://10.0.0.5:3000'],
  ['127.0.0.1', 'http://127.0.0.1:3000', undefined],
  ['::1', 'http://[::1]:3000', undefined],
  ['localhost', 'http://localhost:3000', undefined],
  ['10.0.0.7', 'http://10.0.0.7:3000', 'http://10.0.0.7:3000'],
  ['fd00::7', 'http://[fd00::7]:3000', 'http://[fd00::7]:3000'],
  ['door.local', 'http://door.local:3000', 'http://door.local:3000'],
])(
  'listening on %s, a sidecar is reached from here at %s and from elsewhere at %s',
  (host, here, elsewhere) => {
    expect(originFrom('a', at(host))).toBe(here);
    expect(originFrom('b', at(host))).toBe(elsewhere);
  },
);

it('is reached where it says, and by the protocol that it serves', () => {
  const advertised = at('0.0.0.0', { advertiseUrl: 'http://sidecar-1:8080' });
  expect(originFrom('a', advertised)).toBe('http://sidecar-1:8080');
  expect(originFrom('b', advertised)).toBe('http://sidecar-1:8080');
  const secure = at('10.0.0.7', { tls: { certFile: 'c', keyFile: 'k' } });
  expect(originFrom('b', secure)).toBe('https://10.0.0.7:3000');
});

it('is not reached from elsewhere where there is no network', () => {
  expect(originFrom('b', addressesOf({ host: '0.0.0.0', port: 3000 }, 'a', []))).toBeUndefined();
});
