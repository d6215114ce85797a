'use client';

import { clsx } from 'clsx';
import { useTranslations } from 'use-intl';
import { Count } from '#components/display/count.tsx';
import { Scene } from '#components/display/scene.tsx';
import type { DisplayStatus } from '#lib/contract/display.ts';
import type { Light } from '#lib/contract/light.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import type { FaceWords } from '#lib/i18n/door.ts';

/** The tones of the lights as the display has them, in full: the style sheet is made from these words. */
const tones: Readonly<Record<Light, string>> = {
  green: 'bg-light-green text-light-green-ink',
  amber: 'bg-light-amber text-light-amber-ink',
  red: 'bg-light-red text-light-red-ink',
  unknown: 'bg-light-unknown text-light-unknown-ink',
  closed: 'bg-light-closed text-light-closed-ink',
};

/** Widest and highest side of a thumbnail, in pixels. */
const longSide = 176;

const whole = { position: 'absolute', top: 0, right: 0, bottom: 0, left: 0 } as const;

export interface DisplayThumbnailProps {
  readonly display: DisplayStatus;
  /** As the screen reports it. */
  readonly light: Light;
  readonly words: readonly FaceWords[];
  readonly zone: ZoneState | undefined;
}

/** What the screen shows by its own account, in the shape that it has. */
export function DisplayThumbnail({ display, light, words, zone }: DisplayThumbnailProps) {
  const t = useTranslations('fleet');
  const { width = 16, height = 9, occupancy = null } = display.screen ?? {};
  const scale = longSide / Math.max(width, height, 1);
  const [main] = words;
  return (
    <div
      role="img"
      aria-label={t('shownNow')}
      data-thumbnail={light}
      className="glass relative flex-none overflow-hidden rounded-lg border border-line"
      style={{ cursor: 'default', width: Math.max(48, width * scale), height: Math.max(44, height * scale) }}
    >
      {/* A tile lays a scene out by its own shape; on a desk it is that of a screen held upright. */}
      <div className={clsx(height > width && 'tile')} style={whole} aria-hidden="true">
        <Scene
          light={light}
          words={words.slice(0, 1)}
          simulated={false}
          className={clsx('absolute inset-0', tones[light])}
        >
          {main && zone && occupancy !== null && light !== 'closed' && (
            <Count occupancy={occupancy} capacity={zone.capacity} words={main} />
          )}
        </Scene>
      </div>
    </div>
  );
}
