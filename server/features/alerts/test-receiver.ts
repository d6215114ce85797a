import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createServer as createTcpServer, type Socket } from 'node:net';

/** A received request. */
export interface Received {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A server on loopback that receives alerts over HTTP. */
export interface TestReceiver {
  readonly url: string;
  readonly received: Received[];
  /** Status of the next answers; 200 until it is set. */
  status: number;
  /** Body of the next answers. */
  answer: string;
  /** Accepts requests, but does not answer. */
  isSilent: boolean;
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<TestReceiver> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', headers } = request;
      receiver.received.push({ method, headers, body: Buffer.concat(parts) });
      if (!receiver.isSilent)
        response.writeHead(receiver.status, { connection: 'close' }).end(receiver.answer);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: TestReceiver = {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    received: [],
    status: 200,
    answer: '',
    isSilent: false,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}

/** A mail server on loopback that follows RFC 5321, and stores the mails. */
export interface TestMailServer {
  readonly port: number;
  readonly mails: { readonly to: string[]; readonly text: string }[];
  /** Credentials it accepts. */
  readonly login: { username: string; password: string };
  /** Its answers to commands, such as `RCPT TO`, instead of the usual ones. */
  readonly answers: Map<string, string>;
  /** Accepts connections, but sends nothing. */
  isSilent: boolean;
  stop(): Promise<void>;
}

export async function startMailServer(): Promise<TestMailServer> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    if (!mailServer.isSilent) converse(socket, mailServer);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const mailServer: TestMailServer = {
    port: portOf(server.address()),
    mails: [],
    login: { username: 'store', password: 'right' },
    answers: new Map(),
    isSilent: false,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return mailServer;
}

function converse(socket: Socket, { mails, login, answers }: TestMailServer): void {
  let rest = '';
  let to: string[] = [];
  let data: string | undefined;
  const reply = (line: string) => socket.write(`${line}\r\n`);
  const plain = Buffer.from(`\0${login.username}\0${login.password}`).toString('base64');
  const answerTo = (line: string) => {
    const [, answer] = [...answers].find(([command]) => line.toUpperCase().startsWith(command)) ?? [];
    if (answer !== undefined && data === undefined) reply(answer);
    else if (data !== undefined) {
      if (line !== '.') data += `${line}\n`;
      else {
        // Lines that are too long for a mail are broken with a = at their end.
        mails.push({ to, text: data.replaceAll('=\n', '') });
        data = undefined;
        to = [];
        reply('250 taken');
      }
    } else if (/^EHLO/i.test(line)) socket.write('250-test\r\n250 AUTH PLAIN\r\n');
    else if (/^AUTH PLAIN/i.test(line)) reply(line.endsWith(plain) ? '235 welcome' : '535 wrong');
    else if (/^STARTTLS/i.test(line)) reply('502 not here');
    else if (/^RCPT TO/i.test(line)) {
      to.push(/<(.*)>/.exec(line)?.[1] ?? '');
      reply('250 ok');
    } else if (/^DATA/i.test(line)) {
      data = '';
      reply('354 go on');
    } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
    else reply('250 ok');
  };
  reply('220 test');
  socket.on('data', (chunk) => {
    const lines = (rest + chunk.toString()).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) answerTo(line);
  });
}

function portOf(address: ReturnType<ReturnType<typeof createTcpServer>['address']>): number {
  if (address === null || typeof address === 'string') throw new Error('a TCP server has an address');
  return address.port;
}
