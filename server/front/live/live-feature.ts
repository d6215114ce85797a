import type { DisplaysFeature } from '#server/features/displays/displays-feature.ts';
import { roleAt } from '#server/platform/access/roles.ts';
import type { Principal } from '#server/platform/access/sessions.ts';
import type { Feature } from '#server/platform/feature.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Sites } from '#server/site/sites.ts';
import { LiveServer, type Watcher } from './live-server.ts';

/** What is live: states to screens and consoles, and what screens say of themselves. */
export function liveFeature(
  platform: Platform,
  sites: Sites,
  { displays, onDisplay, onReport }: DisplaysFeature,
): Feature & { readonly live: LiveServer } {
  const { authentication } = platform;
  const live = new LiveServer({
    display: (path, key) => displays.find(path, key),
    watcher: async (headers) => {
      const caller = await authentication.caller(headers);
      return caller === null ? undefined : watcherOf(caller);
    },
    isOwnOrigin: (headers) => authentication.isOwnRequest({ method: 'POST', headers }),
    state: (path) => sites.state(path),
    states: () => sites.states(),
    sensors: () => sites.statuses(),
    onDisplay,
    onReport,
  });
  authentication.onChange(() => live.recheck());
  sites.listen({
    state: (state) => live.publish(state),
    adjust: (progress) => live.publishAdjust(progress),
    sensor: (status) => live.publishSensor(status),
    isWatched: (site) => live.isWatched(site),
  });
  return {
    name: 'screens',
    live,
    replace: () => ({ undo: () => undefined, finish: () => live.refresh() }),
    stop: () => live.stop(),
  };
}

/** Who watches the console: everything, or the sites where they have a role; every role may look. */
function watcherOf(caller: Principal): Watcher {
  const { userId, session, sites } = caller;
  return {
    identity: JSON.stringify([userId, session, sites]),
    sees: (site) => roleAt(caller, site) !== undefined,
  };
}
