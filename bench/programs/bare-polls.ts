// The baseline of "poll to light": polls, and does nothing with what comes.

import { z } from 'zod';
import { BarePoller, bareDevicesSchema } from '../support/bare-poller.ts';
import { serveBench } from '../support/serve.ts';

let poller: BarePoller | undefined;
let bodies = 0;

serveBench({
  start: (argument) => {
    poller = new BarePoller(bareDevicesSchema.parse(argument), (body) => {
      if (body !== null) bodies++;
    });
  },
  run: (isRunning) => poller?.run(z.boolean().parse(isRunning)),
  bodies: () => bodies,
});
