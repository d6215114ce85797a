import { useState } from 'react';
import { useConsole } from '../../console-context.ts';
import { useFailure } from '../../use-failure.ts';
import { type SettingsDocument, saveEntry } from '../settings-api.ts';
import { zoneWith } from '../settings-probe.ts';
import { textOf } from '../settings-values.ts';

/** A zone and the channels of the new sensor that feed it. */
export interface Feed {
  readonly id: string;
  readonly name: string;
  /** Without the new sources. */
  readonly document: SettingsDocument;
  /** Revision of the zone; null for a new one. */
  readonly revision: string | null;
  /** `main` for a device with a single channel. */
  readonly channels: readonly string[];
}

/** A sensor that is to be saved. */
export interface NewSensor {
  readonly id: string;
  readonly document: SettingsDocument;
  readonly pollMs: number;
}

export type SensorSaved =
  | { readonly kind: 'idle' | 'saving' }
  | { readonly kind: 'failed'; readonly message: string }
  | {
      readonly kind: 'saved';
      readonly sensor: string;
      readonly name: string;
      readonly zones: readonly { readonly id: string; readonly name: string }[];
      /** Zones that were not changed, and why. */
      readonly refused: readonly { readonly name: string; readonly message: string }[];
    };

/** Saves a sensor and then the zones it feeds. */
export function useSensorSaver(site: string) {
  const { api } = useConsole();
  const inWords = useFailure();
  const [saved, setSaved] = useState<SensorSaved>({ kind: 'idle' });

  const put = async (
    kind: 'sensor' | 'zone',
    id: string,
    document: SettingsDocument,
    revision: string | null,
  ) => {
    const answer = await saveEntry(api, { site, kind, id }, document, revision);
    if (answer.ok) return undefined;
    return inWords(answer.error);
  };

  const save = async ({ id, document, pollMs }: NewSensor, feeds: readonly Feed[]) => {
    setSaved({ kind: 'saving' });
    const problem = await put('sensor', id, document, null);
    if (problem !== undefined) {
      setSaved({ kind: 'failed', message: problem });
      return;
    }
    const refused: { name: string; message: string }[] = [];
    for (const feed of feeds) {
      const message = await put(
        'zone',
        feed.id,
        zoneWith(feed.document, { id, channels: feed.channels, pollMs }),
        feed.revision,
      );
      if (message !== undefined) refused.push({ name: feed.name, message });
    }
    const zones = feeds.filter(({ name }) => !refused.some((each) => each.name === name));
    setSaved({ kind: 'saved', sensor: id, name: textOf(document, 'name', id), zones, refused });
  };

  return { saved, save };
}
