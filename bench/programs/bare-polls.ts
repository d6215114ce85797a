// The baseline of "poll to light": polls, and does nothing with what comes.

import { bareDevicesSchema, startBarePolls } from '../support/bare-poller.ts';
import { serveBench } from '../support/serve.ts';

let bodies = 0;

serveBench({
  start: (argument) =>
    startBarePolls(bareDevicesSchema.parse(argument), (body) => {
      if (body !== null) bodies++;
    }),
  bodies: () => bodies,
});
