'use client';

import { type RefObject, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ShownStore } from '#lib/display/announce-changes.ts';
import { DisplayLink } from '#lib/display/display-link.ts';
import { type Instant, initialDisplayState } from '#lib/display/display-state.ts';
import { DisplayStore } from '#lib/display/display-store.ts';
import { reloadPage } from '#lib/display/reload-page.ts';
import type { ShownDisplay, ShownTheme, ShownZone } from '#lib/display/shown.ts';
import type { SoundState } from '#lib/display/sound-state.ts';
import type { FaceWords } from '#lib/i18n/door.ts';
import { DisplayRoot, occupancyShown } from './display-root.tsx';
import { Face, type FaceProps } from './face.tsx';
import { useDrawnLight } from './use-drawn-light.ts';
import { useRevision } from './use-revision.ts';

const cardMs: Readonly<Record<Card, number>> = { identify: 10_000, test: 30_000 };

interface LiveLightProps {
  readonly display: ShownDisplay;
  readonly theme: ShownTheme;
  /** As in the page; `validForMs` is the rest of its validity. */
  readonly zone: ShownZone;
  /** Further zones of the layout `zones`. */
  readonly others: readonly ShownZone[];
  /** Names of the zones, if there are several. */
  readonly names: readonly string[];
  readonly displayKey: string | undefined;
  readonly words: readonly FaceWords[];
}

/** The live display: first as in the page, then from the sidecar. */
export function LiveLight({ display, theme, zone, others, names, displayKey, words }: LiveLightProps) {
  const [store] = useState(() => storeOf(display, zone));
  const [otherStores] = useState(() =>
    others.map((other) => storeOf({ ...display, zone: other.zone }, other)),
  );
  const shown = useSyncExternalStore(store.subscribe, store.shown, store.shown);
  const [card, showCard] = useCard();
  const made = display.revision;
  const address = `${display.site}/${display.display}`;

  const sound = useAnnouncer(store, theme, words[0]);

  useEffect(() => {
    const link = new DisplayLink({
      store,
      others: otherStores,
      address,
      key: displayKey,
      revision: made,
      sound: () => sound.current,
      onCommand: (command) => (command === 'reload' ? reloadPage() : showCard(command)),
    });
    link.start();
    return () => link.stop();
  }, [store, otherStores, address, displayKey, made, showCard, sound]);

  useRevision(made, shown.display.revision, shown.light);

  const rootRef = useRef<HTMLElement>(null);
  const veilRef = useRef<HTMLDivElement>(null);
  useDrawnLight(shown, rootRef, veilRef);

  const { showNumber } = shown.display;
  return (
    <DisplayRoot
      light={shown.light}
      zone={shown.zone ?? zone}
      display={shown.display}
      theme={theme}
      words={words}
      validForMs={zone.validForMs}
      rootRef={rootRef}
      veilRef={veilRef}
      name={names[0]}
      {...(theme.layout === 'zones' && {
        tiles: otherStores.map((other, index) => {
          const first = others[index];
          return (
            first && (
              <LiveTile
                key={first.zone}
                store={other}
                zone={first}
                name={names[index + 1]}
                theme={theme}
                words={words}
                showNumber={showNumber}
              />
            )
          );
        }),
      })}
    >
      {card === 'identify' && <IdentifyCard name={shown.display.name} address={address} />}
      {card === 'test' && <TestCard />}
    </DisplayRoot>
  );
}

function storeOf(display: ShownDisplay, zone: ShownZone): DisplayStore {
  return new DisplayStore(
    initialDisplayState(display, zone, pageRequestedAt() + zone.validForMs, browserNow()),
    browserNow,
  );
}

interface IdentifyCardProps {
  /** The display's name; undefined: by its address. */
  readonly name: string | undefined;
  readonly address: string;
}

/** The display's name and address, large, so that people can recognise the screen. */
function IdentifyCard({ name, address }: IdentifyCardProps) {
  return (
    <div className="glass-identify" role="alert">
      {name !== undefined && <p className="glass-identify-name">{name}</p>}
      <p className={name === undefined ? 'glass-identify-name' : undefined}>{address}</p>
    </div>
  );
}

interface LiveTileProps extends Pick<FaceProps, 'theme' | 'words' | 'showNumber'> {
  readonly store: DisplayStore;
  /** As the page was made. */
  readonly zone: ShownZone;
  readonly name: string | undefined;
}

/** One more zone on the screen, with its own light, validity and veil. */
function LiveTile({ store, zone: first, name, ...face }: LiveTileProps) {
  const shown = useSyncExternalStore(store.subscribe, store.shown, store.shown);
  const rootRef = useRef<HTMLElement>(null);
  const veilRef = useRef<HTMLDivElement>(null);
  useDrawnLight(shown, rootRef, veilRef);
  const zone = shown.zone ?? first;
  return (
    <section
      ref={rootRef}
      className="tile"
      aria-label={name}
      data-name={name}
      data-zone={zone.zone}
      data-light={shown.light}
      data-occupancy={occupancyShown(shown.light, zone)}
      data-capacity={zone.capacity}
      suppressHydrationWarning
    >
      <Face {...face} light={shown.light} zone={zone} validForMs={first.validForMs} veilRef={veilRef} />
    </section>
  );
}

/**
 * Shows whether the screen cuts its edges, distorts circles or loses greys. It has no colours: a test picture
 * must not look like a light.
 */
function TestCard() {
  return (
    <div className="glass-test">
      <p className="glass-test-size">
        {innerWidth} × {innerHeight}
      </p>
    </div>
  );
}

/**
 * Announces a change of the light, if sound is on: its code is loaded only then.
 *
 * @returns whether sound works; undefined if it is off
 */
function useAnnouncer(
  store: ShownStore,
  { chime, speak }: ShownTheme,
  words: FaceWords | undefined,
): RefObject<SoundState | undefined> {
  const state = useRef<SoundState>(undefined);

  useEffect(() => {
    if (!words || !(chime || speak)) return;
    let isGone = false;
    let stop = () => {};
    import('#lib/display/announce-changes.ts').then(
      ({ announceChanges }) => {
        if (isGone) return;
        stop = announceChanges(store, { chime, speak }, words, (now) => {
          state.current = now;
        });
      },
      // Without sound the display still works.
      () => {},
    );
    return () => {
      isGone = true;
      stop();
    };
  }, [store, chime, speak, words]);

  return state;
}

/** What the console may show over the light for a moment. */
type Card = 'identify' | 'test';

/** The shown card, and a function to show one for its time. */
function useCard(): readonly [card: Card | undefined, show: (card: Card) => void] {
  const [asked, setAsked] = useState<{ readonly card: Card }>();
  const show = useCallback((card: Card) => setAsked({ card }), []);

  useEffect(() => {
    if (!asked) return;
    const over = setTimeout(() => setAsked(undefined), cardMs[asked.card]);
    return () => clearTimeout(over);
  }, [asked]);

  return [asked?.card, show];
}

/** Both clocks of the browser. */
function browserNow(): Instant {
  return { monotonic: performance.now(), wall: Date.now() };
}

/**
 * When the page was requested, on the monotonic clock: its content cannot be older. Counting its validity from
 * here includes the time of transmission and drawing.
 */
function pageRequestedAt(): number {
  const [navigation] = performance.getEntriesByType('navigation');
  return navigation && 'requestStart' in navigation ? Number(navigation.requestStart) : 0;
}
