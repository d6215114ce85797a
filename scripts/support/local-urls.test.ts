import { expect, test } from 'vitest';
import { sidecarUrl } from './local-urls.mjs';

test.each([
  [{}, 'http://127.0.0.1:3000'],
  [{ HOST: '0.0.0.0', PORT: '8080' }, 'http://127.0.0.1:8080'],
  [{ HOST: '::' }, 'http://127.0.0.1:3000'],
  [{ HOST: '10.0.0.5' }, 'http://10.0.0.5:3000'],
  [{ HOST: '::1' }, 'http://[::1]:3000'],
  [{ TLS_CERT: 'cert.pem', TLS_KEY: 'key.pem', PORT: '443' }, 'https://127.0.0.1:443'],
])('with %j the pages reach the sidecar at %s', (env, url) => {
  expect(sidecarUrl(env)).toBe(url);
});
