import type { Feature } from '#server/platform/feature.ts';
import type { Platform } from '#server/platform/platform.ts';
import { apiKeyRoutes } from './api-key-routes.ts';
import { ApiKeyStore } from './api-key-store.ts';
import { meRoutes } from './me-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { PinStore } from './pin-store.ts';
import { Pins } from './pins.ts';
import { tabletRoutes } from './tablet-routes.ts';
import { TabletStore } from './tablet-store.ts';
import { unlockRoutes } from './unlock-routes.ts';

/** Who may do what: accounts, PINs, shared tablets, keys of programs. */
export function peopleFeature(platform: Platform): Feature {
  const { authentication, clock, configuration, database, environment } = platform;
  const { accounts } = authentication;
  const { publicUrl, tls } = environment;
  const pinStore = new PinStore(database.db);
  const tablets = new TabletStore(database.db);
  const pins = new Pins({
    clock,
    store: pinStore,
    hash: (pin) => accounts.hash(pin),
    verify: (hash, pin) => accounts.verify(hash, pin),
  });
  const people = { ...platform, accounts, pins, keptPins: () => pinStore.all() };
  return {
    name: 'people',
    routes: [
      peopleRoutes(people),
      meRoutes(people),
      tabletRoutes({
        ...people,
        tablets,
        hasSite: (site) => configuration.site(site) !== undefined,
        isSecure: publicUrl === undefined ? tls !== undefined : publicUrl.startsWith('https:'),
      }),
      unlockRoutes({
        ...people,
        siteName: (id) => configuration.site(id)?.name,
        tablet: (hash) => tablets.find(hash),
        unlock: (order, headers) => authentication.unlock(order, headers),
      }),
      apiKeyRoutes({
        ...platform,
        keys: new ApiKeyStore(database.db),
        onRemoved: () => authentication.forget(),
      }),
    ],
  };
}
