// The baseline of "fan-out": socket.io's `emit` to a room of screens.

import { z } from 'zod';
import { bareFanOutSchema } from '../support/bare-models.ts';
import { startBareSocketServer } from '../support/bare-socket-server.ts';
import { serveBench } from '../support/serve.ts';
import { zoneMessage } from '../support/zone-message.ts';

const room = 'zone';
let emit = () => {};
let everyMs = 0;
let timer: NodeJS.Timeout | undefined;

async function start(argument: unknown): Promise<{ port: number }> {
  everyMs = bareFanOutSchema.parse(argument).everyMs;
  const { port, namespace } = await startBareSocketServer();
  namespace.on('connection', (socket) => {
    void socket.join(room);
    socket.emit('zone', zoneMessage('site-0', 'zone-0', 0, 0, 0));
  });
  let seq = 0;
  emit = () => {
    seq++;
    namespace.to(room).emit('zone', zoneMessage('site-0', 'zone-0', seq, seq, seq - 3));
  };
  return { port };
}

function run(isRunning: unknown): void {
  clearInterval(timer);
  if (z.boolean().parse(isRunning)) timer = setInterval(emit, everyMs);
}

serveBench({ start, run });
