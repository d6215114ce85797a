// Loaded before the page server that all Doorlights of a test run share (see `Pages`): starting one, and its first
// page, take longer than most stories. It keeps nothing between two requests: each Doorlight has a port of it, and a
// page that is asked for there asks that sidecar.
//
//   POST /?sidecar=<origin>   answers the port
//   DELETE /?port=<port>      closes it

import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';

/** The sidecar that a page is made for. */
const asked = new AsyncLocalStorage();
process.env = new Proxy(process.env, {
  get: (env, name) => (name === 'DOORLIGHT_SIDECAR_URL' && asked.getStore()) || env[name],
  // Written plainly: `process.env` takes no half descriptions of a property, which a proxy would pass on.
  set: (env, name, value) => {
    env[name] = value;
    return true;
  },
});

const { createServer } = http;
/** The page server's own: the first that is made after this file is loaded. */
let pages;
http.createServer = (...args) => {
  const server = createServer(...args);
  pages ??= server;
  return server;
};
syncBuiltinESMExports();

/** By port. */
const servers = new Map();

async function open(sidecar) {
  const server = createServer((request, response) =>
    asked.run(sidecar, () => pages.emit('request', request, response)),
  );
  // Longer than a sidecar keeps an idle connection.
  server.keepAliveTimeout = 65_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  servers.set(String(port), server);
  return port;
}

function close(port) {
  servers.get(port)?.close();
  servers.get(port)?.closeAllConnections();
  servers.delete(port);
}

createServer(async ({ method, url }, response) => {
  const { searchParams } = new URL(url, 'http://pages');
  if (method === 'POST') response.end(String(await open(searchParams.get('sidecar'))));
  else response.end(String(close(searchParams.get('port')) ?? ''));
}).listen(Number(process.env.SHARED_PAGES_PORT), '127.0.0.1');
