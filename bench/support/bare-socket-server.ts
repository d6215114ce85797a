import { createServer } from 'node:http';
import { type Namespace, Server } from 'socket.io';
import { liveNamespace, livePath } from '#lib/contract/live-events.ts';

/** A socket.io server as its own documentation starts one, in the namespace the screens ask for. */
export async function startBareSocketServer(): Promise<{
  readonly port: number;
  readonly namespace: Namespace;
}> {
  const http = createServer();
  const namespace = new Server(http, { path: livePath, serveClient: false }).of(liveNamespace);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', 4096, resolve));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has an address');
  return { port: address.port, namespace };
}
