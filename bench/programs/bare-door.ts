// The baseline of "change to display": the same polls, and an `emit` for each change. It decides and saves nothing.

import { z } from 'zod';
import { bareDoorSchema } from '../support/bare-models.ts';
import { BarePoller } from '../support/bare-poller.ts';
import { startBareSocketServer } from '../support/bare-socket-server.ts';
import { serveBench } from '../support/serve.ts';
import { zoneMessage } from '../support/zone-message.ts';

let poller: BarePoller | undefined;

const bodySchema = z.object({ totalin: z.number(), totalout: z.number() });

async function start(argument: unknown): Promise<{ port: number }> {
  const { zones, sensorsPerZone, displaysPerZone, ...devices } = bareDoorSchema.parse(argument);
  const { port, namespace } = await startBareSocketServer();
  let joined = 0;
  namespace.on('connection', (socket) => {
    const zone = zones[Math.floor(joined++ / displaysPerZone)] ?? '';
    void socket.join(zone);
    const [site = '', id = ''] = zone.split('/');
    socket.emit('zone', zoneMessage(site, id, 0, 0, 0));
  });
  const last = new Map<number, z.infer<typeof bodySchema>>();
  const people = zones.map(() => ({ came: 0, left: 0, seq: 0 }));
  poller = new BarePoller(devices, (body, device) => {
    const now = bodySchema.parse(body);
    const before = last.get(device);
    last.set(device, now);
    if (before === undefined || (before.totalin === now.totalin && before.totalout === now.totalout)) return;
    const index = Math.floor(device / sensorsPerZone);
    const zone = zones[index];
    const count = people[index];
    if (zone === undefined || count === undefined) return;
    count.came += now.totalin - before.totalin;
    count.left += now.totalout - before.totalout;
    const [site = '', id = ''] = zone.split('/');
    namespace.to(zone).emit('zone', zoneMessage(site, id, ++count.seq, count.came, count.left));
  });
  return { port };
}

serveBench({ start, run: (isRunning) => poller?.run(z.boolean().parse(isRunning)) });
