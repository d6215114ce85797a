import { useRef } from 'react';
import { DisplayRoot } from '#components/display/display-root.tsx';
import { Face } from '#components/display/face.tsx';
import type { DisplayStatus } from '#lib/contract/display.ts';
import type { DisplayScreen } from '#lib/contract/display-report.ts';
import type { Light } from '#lib/contract/light.ts';
import { pathOf } from '#lib/contract/path.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { type ShownTheme, type ShownZone, shownZone } from '#lib/display/shown.ts';
import type { FaceWords } from '#lib/i18n/door.ts';
import { useLive } from '../console-context.ts';
import { shownLight } from '../live/live-store.ts';

export interface SmallDisplayProps {
  readonly display: DisplayStatus;
  readonly screen: DisplayScreen;
  readonly words: readonly FaceWords[];
}

/** The veil is for screens: here the report says whether the picture is current. */
const veiled = { validForMs: 0, veilRef: null } as const;

/** The display as its screen reports it: light and number, in its layout and with its texts. */
export function SmallDisplay({ display, screen, words }: SmallDisplayProps) {
  const { site, display: id, layout = 'light', look: theme, showNumber = true } = display;
  const rootRef = useRef<HTMLElement>(null);
  const zones = useLive((live) => live.zones);
  const stateOf = (zone: string) => zones[pathOf(site, zone)]?.state;
  const main = stateOf(display.zone);
  if (main === undefined) return null;
  const others = (display.zones ?? [])
    .filter((zone) => zone !== display.zone)
    .flatMap((zone) => stateOf(zone) ?? []);
  const shown: ShownTheme = { layout, rotate: theme?.rotate ?? false };
  const zone = reported(main, screen.light, screen.occupancy);
  const isZones = layout === 'zones';
  return (
    <DisplayRoot
      {...veiled}
      display={{
        site,
        display: id,
        zone: display.zone,
        languages: [],
        showNumber,
        simulated: main.simulated,
      }}
      theme={shown}
      light={screen.light}
      zone={zone}
      words={words}
      rootRef={rootRef}
      name={isZones ? main.name : undefined}
      {...(isZones && {
        tiles: others.map((state) => {
          const live = zones[pathOf(site, state.zone)];
          const light = live === undefined ? 'unknown' : shownLight(live).light;
          return (
            <section key={state.zone} className="tile" data-name={state.name}>
              <Face
                {...veiled}
                light={light}
                zone={shownZone(state)}
                theme={shown}
                showNumber={showNumber}
                words={words}
              />
            </section>
          );
        }),
      })}
    />
  );
}

/** The zone with the number that the screen reports, which may be a minute old. */
function reported(state: ZoneState, light: Light, occupancy: number | null): ShownZone {
  const zone = shownZone(state);
  if (occupancy === null || occupancy === state.occupancy) return { ...zone, light };
  return { ...zone, light, occupancy, free: Math.max(0, zone.free + state.occupancy - occupancy) };
}
