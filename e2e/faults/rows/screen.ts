import type { CDPSession } from '@playwright/test';
import type { Row } from '../row.ts';

const screen = { group: 'screen', on: ['sqlite'] } as const;
const dayMs = 86_400_000;

let devtools: CDPSession | undefined;
let hasThawed = false;
let looking: Promise<void> | undefined;

export const screenRows: readonly Row[] = [
  {
    ...screen,
    // Chromium does not freeze a tab that is seen; what comes nearest is a debugger that has stopped it.
    name: 'tab frozen: its scripts stand still',
    async break({ screen, onlooker }) {
      devtools = await screen.devtools();
      await devtools.send('Debugger.enable');
      await devtools.send('Debugger.pause');
      hasThawed = false;
      looking = screen.watchPictures(onlooker, () => hasThawed);
    },
    async heal({ screen }) {
      hasThawed = true;
      await looking;
      await devtools?.send('Debugger.resume');
      await devtools?.send('Debugger.disable');
      await screen.readAgain();
    },
  },
  ...[dayMs, -dayMs].map(
    (aheadMs): Row => ({
      ...screen,
      name: `clock set ${aheadMs > 0 ? 'forth' : 'back'} by a day`,
      break: ({ screen: { page } }) =>
        page.evaluate((ms) => {
          const realNow = Date.now.bind(Date);
          Date.now = () => realNow() + ms;
        }, aheadMs),
      heal: () => undefined,
    }),
  ),
  {
    ...screen,
    name: 'cable cut',
    break: ({ screenProxy }) => screenProxy.cut(),
    heal: ({ screenProxy }) => screenProxy.resume(),
  },
  {
    ...screen,
    name: 'a proxy that buffers',
    break: ({ screenProxy }) => screenProxy.hold(),
    heal: ({ screenProxy }) => screenProxy.resume(),
  },
];
