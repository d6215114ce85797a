'use client';

import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { browserNow, pageRequestedAt } from '#lib/display/browser-time.ts';
import { DisplayLink } from '#lib/display/display-link.ts';
import { initialDisplayState } from '#lib/display/display-state.ts';
import { DisplayStore } from '#lib/display/display-store.ts';
import { reloadPage } from '#lib/display/reload-page.ts';
import type { ShownDisplay, ShownTheme, ShownZone } from '#lib/display/shown.ts';
import type { FaceWords } from '#lib/i18n/door.ts';
import { DisplayRoot } from './display-root.tsx';
import { IdentifyCard } from './identify-card.tsx';
import { LiveTile } from './live-tile.tsx';
import { TestCard } from './test-card.tsx';
import { useAnnouncer } from './use-announcer.ts';
import { useCard } from './use-card.ts';
import { useDrawnLight } from './use-drawn-light.ts';
import { useRevision } from './use-revision.ts';

interface LiveLightProps {
  readonly display: ShownDisplay;
  readonly theme: ShownTheme;
  /** As the page was made; `validForMs` is what is left of its time. */
  readonly zone: ShownZone;
  /** Further zones of the layout `zones`. */
  readonly others: readonly ShownZone[];
  /** Names of the zones, where there are several. */
  readonly names: readonly string[];
  readonly displayKey: string | undefined;
  readonly words: readonly FaceWords[];
}

/** A display that lives: first as the page was made, then as the sidecar says. */
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
