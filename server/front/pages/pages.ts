import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import next from 'next';
import { basePath } from '#lib/base-path.ts';
import nextConfig from '../../../next.config.mjs';

/** Running requests may take this long after the request to stop, in milliseconds. */
const closeGraceMs = 2000;

const address = new URL(process.env.DOORLIGHT_PAGES_URL ?? 'http://127.0.0.1:3001');
const { hostname } = address;
const port = Number(address.port);

/** The folder of the built pages, one for each base path. */
const { distDir: pagesFolder = '.next' } = nextConfig;

await trustSidecar(process.env);
if (process.env.NODE_ENV === 'production') {
  if (!existsSync(pagesFolder)) {
    process.stderr.write(
      `There are no pages for BASE_PATH=${basePath}: they are built by "npm start" or "npm run build" in a clone. ` +
        'A release has only those without a path.\n',
    );
    process.exit(78);
  }
  setBuiltConfiguration();
}
const server = createServer();
// Longer than the sidecar keeps an idle connection, so that this side never closes one that is in use.
server.keepAliveTimeout = 65_000;
const app = next({
  dev: process.env.NODE_ENV !== 'production',
  dir: process.cwd(),
  hostname,
  port,
  httpServer: server,
});
await app.prepare();
server.on('request', app.getRequestHandler());
server.listen(port, hostname);

process.once('SIGTERM', stop);
process.once('SIGINT', stop);
process.once('disconnect', stop);

function stop(): void {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), closeGraceMs).unref();
}

/**
 * Next then reads no configuration file, as in its own standalone server: that would need the packages which build
 * the pages, and a release has none of them.
 */
function setBuiltConfiguration(): void {
  const { config }: { config: unknown } = JSON.parse(
    readFileSync(`${pagesFolder}/required-server-files.json`, 'utf8'),
  );
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
}

/**
 * Lets the page server send requests to a sidecar that serves HTTPS. The certificate bears the public name
 * while the request uses the local address, and it may be self-signed: exactly the certificate of `TLS_CERT` is
 * trusted, whatever name it bears.
 */
async function trustSidecar(env: NodeJS.ProcessEnv): Promise<void> {
  if (!env.TLS_CERT || !env.DOORLIGHT_SIDECAR_URL?.startsWith('https:')) return;
  const { Agent, setGlobalDispatcher } = (await import('undici')).default;
  setGlobalDispatcher(
    new Agent({
      connect: {
        ca: readFileSync(env.TLS_CERT),
        allowPartialTrustChain: true,
        checkServerIdentity: () => undefined,
      },
    }),
  );
}
