import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * Hands a connection that asks for another protocol on to another server; what each side says then reaches the
 * other as it is. When one side ends, so does the other.
 *
 * @param onward the same request to the other server, not yet ended
 * @param socket of whoever asked
 * @param head what they sent already
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

/** The other server does not want to: it says so itself, and that is the end of the connection. */
function refuse(answer: IncomingMessage, socket: Duplex): void {
  answer.on('error', () => socket.destroy());
  // Its body comes here without its framing: it ends where the connection does.
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
