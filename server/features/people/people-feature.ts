import type { Feature } from '#server/platform/feature.ts';
import type { Platform } from '#server/platform/platform.ts';
import { apiKeyRoutes } from './api-key-routes.ts';
import { meRoutes } from './me-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { PinStore } from './pin-store.ts';
import { Pins } from './pins.ts';
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
  return {
    name: 'people',
    routes: [
      peopleRoutes(platform, pins, store),
      meRoutes(platform),
      tabletRoutes(platform, tablets),
      unlockRoutes(platform, pins, store, tablets),
      apiKeyRoutes(platform),
    ],
  };
}
