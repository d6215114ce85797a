// The baseline of "fan-out": socket.io's `emit`, to one room of screens after the other.

import { bareFanOutSchema } from '../support/bare-models.ts';
import { startBareSocketServer } from '../support/bare-socket-server.ts';
import { serveBench } from '../support/serve.ts';
import { zoneMessage } from '../support/zone-message.ts';

async function start(argument: unknown): Promise<{ port: number }> {
  const { displaysPerZone, zones, everyMs } = bareFanOutSchema.parse(argument);
  const { port, namespace } = await startBareSocketServer();
  let joined = 0;
  namespace.on('connection', (socket) => {
    const zone = Math.floor(joined++ / displaysPerZone);
    void socket.join(`zone:${zone}`);
    socket.emit('zone', zoneMessage('site-0', `zone-${zone}`, 0, 0, 0));
  });
  let seq = 0;
  setInterval(() => {
    seq++;
    for (let zone = 0; zone < zones; zone++) {
      namespace.to(`zone:${zone}`).emit('zone', zoneMessage('site-0', `zone-${zone}`, seq, seq, seq >> 1));
    }
  }, everyMs);
  return { port };
}

serveBench({ start });
