'use client';

import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { browserNow, pageRequestedAt } from '#lib/display/browser-time.ts';
import { DisplayLink } from '#lib/display/display-link.ts';
import { glassOf } from '#lib/display/glass.ts';
import { GlassStore } from '#lib/display/glass-store.ts';
import { loadAnew } from '#lib/display/load-anew.ts';
import type { ShownDisplay, ShownZone } from '#lib/display/shown.ts';
import type { FaceWords } from '#lib/i18n/door.ts';
import { Glass } from './glass.tsx';
import { IdentifyCard } from './identify-card.tsx';
import { useDrawnLight } from './use-drawn-light.ts';
import { useIdentify } from './use-identify.ts';

interface LiveLightProps {
  readonly display: ShownDisplay;
  /** As the page was made; `validForMs` is what is left of its time. */
  readonly zone: ShownZone;
  readonly displayKey: string | undefined;
  readonly words: readonly FaceWords[];
}

/** A display that lives: first as the page was made, then as the sidecar says. */
export function LiveLight({ display, zone, displayKey, words }: LiveLightProps) {
  const [store] = useState(
    () =>
      new GlassStore(glassOf(display, zone, pageRequestedAt() + zone.validForMs, browserNow()), browserNow),
  );
  const shown = useSyncExternalStore(store.subscribe, store.shown, store.shown);
  const [identifying, identify] = useIdentify();
  const address = `${display.site}/${display.display}`;

  useEffect(() => {
    const link = new DisplayLink({
      store,
      address,
      key: displayKey,
      onCommand: (command) => (command === 'reload' ? loadAnew() : identify()),
    });
    link.start();
    return () => link.stop();
  }, [store, address, displayKey, identify]);

  const languages = shown.display.languages.join();
  useEffect(() => {
    // The words of other languages come with the page.
    if (languages !== display.languages.join()) loadAnew();
  }, [languages, display]);

  const rootRef = useRef<HTMLElement>(null);
  const veilRef = useRef<HTMLDivElement>(null);
  useDrawnLight(shown, rootRef, veilRef);

  return (
    <Glass
      light={shown.light}
      zone={shown.zone ?? zone}
      display={shown.display}
      words={words}
      validForMs={zone.validForMs}
      rootRef={rootRef}
      veilRef={veilRef}
    >
      {identifying && <IdentifyCard address={address} />}
    </Glass>
  );
}
