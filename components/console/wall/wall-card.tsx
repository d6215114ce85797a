'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { memo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { WarningIcon } from '#components/ui/icons.tsx';
import { LightMark, LightWord } from '../light-mark.tsx';
import { isTroubled, type WallSite, type WallZone } from './wall.ts';

export interface WallCardProps {
  readonly site: WallSite;
  readonly isSelected: boolean;
  /** Absent if the user may not change anything. */
  readonly onToggle?: (site: string) => void;
}

/** One site: its lights and problems. Rendered only when something of it has changed. */
export const WallCard = memo(function WallCard({ site, isSelected, onToggle }: WallCardProps) {
  const t = useTranslations('wall');
  const { id, name, zones, faulty } = site;
  return (
    <li
      data-wall-site={id}
      data-rank={site.rank}
      className={clsx(
        'one-of-many rounded-xl border-2 bg-raised',
        isSelected || isTroubled(site) ? 'border-ink' : 'border-line',
      )}
    >
      <h2 className="flex min-h-12 items-center gap-1 border-b border-line pl-4 font-semibold">
        <span className="min-w-0 flex-1 truncate text-lg tracking-tight">{name}</span>
        {onToggle !== undefined && (
          <label className="flex min-h-touch min-w-touch cursor-pointer items-center justify-center">
            <span className="sr-only">{t('select', { site: name })}</span>
            <input
              type="checkbox"
              checked={isSelected}
              onChange={() => onToggle(id)}
              className="h-6 w-6 cursor-pointer accent-ink"
            />
          </label>
        )}
      </h2>
      {isTroubled(site) && (
        <p className="flex items-center gap-2 px-4 pt-2 text-sm font-medium">
          <WarningIcon size={18} />
          {faulty > 0 ? t('ill', { count: faulty }) : t('unknown')}
        </p>
      )}
      <ul className="py-1">
        {zones.map((zone) => (
          <ZoneLine key={zone.path} zone={zone} />
        ))}
      </ul>
    </li>
  );
});

const ZoneLine = memo(function ZoneLine({ zone }: { readonly zone: WallZone }) {
  const t = useTranslations('zones');
  const { number } = useFormatter();
  const { path, name, light, emergency, occupancy, capacity } = zone;
  return (
    <li data-zone={path} data-light={light}>
      <Link
        href={`/console/zones/${path}`}
        prefetch={false}
        className="flex min-h-touch items-center gap-3 px-4 py-1 -outline-offset-2 hover:bg-line/25"
      >
        <LightMark light={light} size="small" />
        <span className="min-w-0 flex-1">
          <span className="block truncate">{name}</span>
          <span className="block text-sm text-muted">
            <LightWord light={light} emergency={emergency} />
          </span>
        </span>
        <span
          className={clsx(
            'text-2xl font-semibold tracking-tight tabular',
            light === 'unknown' && 'text-muted',
          )}
        >
          {number(occupancy)}
        </span>
        <span className="min-w-14 whitespace-nowrap text-sm text-muted tabular">
          {t('ofCapacity', { capacity: number(capacity) })}
        </span>
      </Link>
    </li>
  );
});
