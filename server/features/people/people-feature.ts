import { rolesInWords } from '#server/platform/access/roles.ts';
import type { Feature } from '#server/platform/feature.ts';
import type { Platform } from '#server/platform/platform.ts';
import { apiKeyRoutes } from './api-key-routes.ts';
import { meRoutes } from './me-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { PinStore } from './pin-store.ts';
import { Pins } from './pins.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { tabletRoutes } from './tablet-routes.ts';
import { TabletStore } from './tablet-store.ts';
import { unlockRoutes } from './unlock-routes.ts';

/** Who may do what: accounts, PINs, shared tablets, keys of programs. */
export function peopleFeature(platform: Platform): Feature {
  const { accounts } = platform.authentication;
  const { db } = platform.database;
  const store = new PinStore(db);
  const tablets = new TabletStore(db);
  const pins = new Pins({
    clock: platform.clock,
    store,
    hash: (pin) => accounts.hash(pin),
    verify: (hash, pin) => accounts.verify(hash, pin),
  });
  const { directory } = platform.authentication;
  directory?.onRoles(async ({ username, from, to }) => {
    const change = { from: rolesInWords(from), to: rolesInWords(to) };
    await platform.audit({
      who: 'directory',
      action: 'change-person',
      note: username,
      ...change,
      result: 'done',
    });
  });
  return {
    name: 'people',
    start: () => directory?.start(),
    stop: () => directory?.stop(),
    routes: [
      peopleRoutes(platform, pins, store),
      meRoutes(platform),
      signInRoutes(platform),
      tabletRoutes(platform, tablets),
      unlockRoutes(platform, pins, store, tablets),
      apiKeyRoutes(platform),
    ],
  };
}
