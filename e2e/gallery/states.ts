import type { APIRequestContext } from '@playwright/test';
import type { SimulatedDevice } from '#server/simulators/device/simulated-device.ts';
import { startSimulatedDevice } from '../support/devices.ts';
import type { Doorlight } from '../support/doorlight.ts';

export const layouts = ['light', 'number', 'bar', 'zones', 'strip'] as const;

interface State {
  readonly id: string;
  readonly name: string;
  /** Who walks through the zone's door, in this order. Ten places. */
  readonly walks: readonly { readonly in?: number; readonly out?: number }[];
  readonly light: string;
  /** Held by staff. */
  readonly hold?: object;
  /** Its site is closed, and opens another day. */
  readonly isAfterHours?: boolean;
  /** The sensor falls silent. */
  readonly isSilent?: boolean;
}

/** What a zone can be in, one zone for each. */
export const states: readonly State[] = [
  { id: 'green', name: 'Come in', walks: [{ in: 3 }], light: 'green' },
  { id: 'amber', name: 'Nearly full', walks: [{ in: 9 }], light: 'amber' },
  { id: 'red', name: 'Full', walks: [{ in: 10 }], light: 'red' },
  { id: 'over', name: 'More than allowed', walks: [{ in: 13 }], light: 'red' },
  { id: 'margin', name: 'Full until one more leaves', walks: [{ in: 10 }, { out: 1 }], light: 'red' },
  { id: 'unknown', name: 'Sensor silent', walks: [{ in: 3 }], light: 'unknown', isSilent: true },
  { id: 'closed', name: 'Closed', walks: [], light: 'closed', isAfterHours: true },
  { id: 'late', name: 'Closed, people inside', walks: [{ in: 3 }], light: 'closed', isAfterHours: true },
  { id: 'held', name: 'Stopped by staff', walks: [{ in: 2 }], light: 'red', hold: { light: 'red' } },
  {
    id: 'keep-out',
    name: 'Keep out',
    walks: [{ in: 2 }],
    light: 'red',
    hold: { light: 'red', emergency: 'keep-out' },
  },
  {
    id: 'leave',
    name: 'Please leave',
    walks: [{ in: 2 }],
    light: 'closed',
    hold: { light: 'closed', emergency: 'leave' },
  },
];

export const site = 'gallery';
const closedSite = 'gallery-at-night';

/** The site that a state's zone belongs to. */
export function siteOf({ isAfterHours = false }: State): string {
  return isAfterHours ? closedSite : site;
}

/** Closed on every day but the day after tomorrow, wherever the clock stands. */
function hoursOfNight(): object {
  const weekday = new Date(Date.now() + 2 * 86_400_000).toLocaleDateString('en', { weekday: 'short' });
  return { [weekday.toLowerCase()]: '09:00-18:00' };
}

interface Shop {
  readonly config: object;
  readonly devices: ReadonlyMap<string, SimulatedDevice>;
}

/** One zone and door for each state, and a display of each layout at each of them. */
export async function shopOfStates(languages: readonly string[]): Promise<Shop> {
  const devices = new Map<string, SimulatedDevice>();
  for (const { id } of states) devices.set(id, await startSimulatedDevice('axis-people-counter'));
  const siteWith = (id: string, name: string, extra: object) => {
    const own = states.filter((state) => siteOf(state) === id);
    return {
      id,
      name,
      timezone: 'Europe/Zurich',
      languages,
      public: true,
      ...extra,
      sensors: own.map((state) => ({
        id: state.id,
        name: `Door of ${state.name}`,
        driver: 'axis-people-counter',
        url: devices.get(state.id)?.url,
        poll: '500ms',
      })),
      zones: own.map((state) => ({
        id: state.id,
        name: state.name,
        capacity: 10,
        staleAfter: '5s',
        release: 0.2,
        sources: [{ sensor: state.id }],
      })),
      displays: own.flatMap((state) =>
        layouts.map((layout) => ({
          id: `${state.id}-${layout}`,
          zone: state.id,
          layout,
          showNumber: layout === 'light',
          ...(layout === 'zones' && {
            zones: own
              .filter((other) => other !== state)
              .slice(0, 2)
              .map(({ id: other }) => other),
          }),
        })),
      ),
    };
  };
  const config = {
    sites: [
      siteWith(site, 'Gallery', {}),
      siteWith(closedSite, 'Gallery at night', { hours: hoursOfNight() }),
    ],
  };
  return { config, devices };
}

/** People walk, staff holds, one door falls silent; ends when each zone is in its state. */
export async function enterStates(
  doorlight: Doorlight,
  api: APIRequestContext,
  { devices }: Shop,
): Promise<void> {
  for (const state of states) {
    const { id, walks, hold, isSilent } = state;
    const device = devices.get(id);
    const zone = `${siteOf(state)}/${id}`;
    await until(doorlight, api, zone, ({ reason }) => reason !== 'starting');
    let inside = 0;
    for (const walk of walks) {
      device?.walk(walk);
      inside += (walk.in ?? 0) - (walk.out ?? 0);
      await until(doorlight, api, zone, ({ occupancy }) => occupancy === inside);
    }
    if (isSilent) await device?.setFault('half-open');
    if (hold === undefined) continue;
    const answer = await api.put(`${doorlight.url}/api/v1/zones/${zone}/hold`, { data: hold });
    if (!answer.ok()) throw new Error(`${id} cannot be held: ${await answer.text()}`);
  }
  for (const state of states) {
    await until(doorlight, api, `${siteOf(state)}/${state.id}`, ({ light }) => light === state.light);
  }
}

interface ShownState {
  readonly light: string;
  readonly reason: string;
  readonly occupancy: number;
}

const patienceMs = 60_000;

async function until(
  doorlight: Doorlight,
  api: APIRequestContext,
  zone: string,
  isThere: (state: ShownState) => boolean,
): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    const state = await (await api.get(`${doorlight.url}/api/v1/zones/${zone}`)).json();
    if (isThere(state)) return;
    if (performance.now() > giveUpAt) throw new Error(`${zone} stays ${JSON.stringify(state)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
