import { clsx } from 'clsx';
import Link from 'next/link';
import { memo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { WarningIcon } from '#components/ui/icons.tsx';
import { SelectBox } from '#components/ui/select-box.tsx';
import type { Path } from '#lib/contract/path.ts';
import type { FoundSite, WallRow, WallZone } from '#lib/contract/wall.ts';
import { LightMark, LightWord } from '../light-mark.tsx';

export interface WallCardProps {
  readonly row: WallRow;
  /** Its place among all that match, from 1 on. */
  readonly place: number;
  readonly of: number;
  readonly isSelected: boolean;
  /** Absent if the user may not change anything. */
  readonly onToggle?: (site: FoundSite) => void;
}

/** One site: its lights and problems. Rendered only when something of it has changed. */
export const WallCard = memo(function WallCard({ row, place, of, isSelected, onToggle }: WallCardProps) {
  const t = useTranslations('wall');
  const { site, name, zones, faulty, gone, rank } = row;
  const isTroubled = rank <= 1;
  return (
    <li
      data-wall-site={site}
      data-rank={rank}
      aria-setsize={of}
      aria-posinset={place}
      className={clsx(
        'rounded-xl border-2 bg-raised',
        isSelected || isTroubled ? 'border-ink' : 'border-line',
      )}
    >
      <h2 className="flex min-h-12 items-center gap-1 border-b border-line pl-4 font-semibold">
        <span className="min-w-0 flex-1 truncate text-lg tracking-tight">{name}</span>
        {onToggle !== undefined && (
          <SelectBox
            label={t('select', { site: name })}
            isSelected={isSelected}
            onToggle={() => onToggle({ site, name, zones: zones.map(({ zone }) => zone) })}
          />
        )}
      </h2>
      {isTroubled && (
        <p className="flex items-center gap-2 px-4 pt-2 text-sm font-medium">
          <WarningIcon size={18} />
          {faulty > 0
            ? t('faulty', { count: faulty })
            : rank === 1
              ? t('gone', { count: gone })
              : t('unknown')}
        </p>
      )}
      <ul className="py-1">
        {zones.map((zone) => (
          <ZoneLine key={zone.zone} path={`${site}/${zone.zone}`} zone={zone} />
        ))}
      </ul>
    </li>
  );
});

/** In the place of a site that has not come yet. */
export function WallCardSkeleton() {
  return <li aria-hidden="true" className="breathe h-40 rounded-xl bg-line/60" />;
}

interface ZoneLineProps {
  readonly path: Path;
  readonly zone: WallZone;
}

const ZoneLine = memo(function ZoneLine({ path, zone }: ZoneLineProps) {
  const t = useTranslations('zones');
  const { number } = useFormatter();
  const { name, light, emergency, occupancy, capacity } = zone;
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
