import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * Forwards a connection that asks for another protocol to another server, unchanged in both directions. When
 * one side ends, so does the other.
 *
 * @param upstream the same request to the other server, not yet ended
 * @param socket of the client
 * @param head what the client has already sent
 */
export function passUpgrade(upstream: ClientRequest, socket: Duplex, head: Buffer): void {
  socket.on('error', () => upstream.destroy());
  socket.on('close', () => upstream.destroy());
  upstream.on('error', () => socket.destroy());
  upstream.on('response', (answer) => refuse(answer, socket));
  upstream.on('upgrade', (answer, upstream, upstreamHead) => {
    socket.write(headOf(answer));
    if (upstreamHead.length > 0) socket.write(upstreamHead);
    if (head.length > 0) upstream.write(head);
    upstream.on('error', () => socket.destroy());
    upstream.on('close', () => {
      if (!socket.writableEnded) socket.destroy();
    });
    socket.on('close', () => upstream.destroy());
    upstream.pipe(socket).pipe(upstream);
  });
  upstream.end();
}

/** The other server refuses the upgrade: its answer is passed on, and the connection ends. */
function refuse(answer: IncomingMessage, socket: Duplex): void {
  answer.on('error', () => socket.destroy());
  // The body comes without its framing: it ends with the connection.
  socket.write(headOf(answer, ['connection', 'keep-alive', 'transfer-encoding'], ['Connection: close']));
  answer.pipe(socket);
}

function headOf(
  answer: IncomingMessage,
  without: readonly string[] = [],
  more: readonly string[] = [],
): string {
  const { statusCode, statusMessage, rawHeaders } = answer;
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = '', value] = rawHeaders.slice(at, at + 2);
    if (!without.includes(name.toLowerCase())) lines.push(`${name}: ${value}`);
  }
  return `${[...lines, ...more].join('\r\n')}\r\n\r\n`;
}
