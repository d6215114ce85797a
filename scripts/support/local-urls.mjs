import { createServer } from 'node:net';

/**
 * Where this machine reaches the sidecar.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export function sidecarUrl(env) {
  const scheme = env.TLS_CERT ? 'https' : 'http';
  return `${scheme}://${reachableHost(env.HOST)}:${env.PORT || 3000}`;
}

/**
 * An address that listens everywhere is reached on the loopback.
 *
 * @param {string | undefined} host
 */
function reachableHost(host) {
  if (!host || host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

/**
 * A port of the loopback nobody listens on.
 *
 * @returns {Promise<number>}
 */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('a TCP server has an address');
      server.close(() => resolve(address.port));
    });
  });
}
