'use client';

import { useTranslations } from 'use-intl';

export type Place = readonly (string | number)[];

export interface AnswerTreeProps {
  readonly value: unknown;
  /** Where it stands in the whole answer. */
  readonly place?: Place;
  readonly onPick: (place: Place) => void;
}

/** Entries of one list or mapping that are shown: a longer one is like its beginning. */
const mostShown = 100;

/** An answer of a device; each value in it is a button. */
export function AnswerTree({ value, place = [], onPick }: AnswerTreeProps) {
  const t = useTranslations('settings.add');
  if (typeof value !== 'object' || value === null) {
    return (
      <button
        type="button"
        data-place={place.join('.')}
        className="min-h-9 max-w-full break-words rounded-lg border border-line bg-paper px-2.5 text-left font-mono text-base hover:border-ink"
        onClick={() => onPick(place)}
      >
        {JSON.stringify(value)}
      </button>
    );
  }
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((item: unknown, index) => [index, item] as const)
    : Object.entries(value);
  return (
    <ul className={place.length === 0 ? '' : 'border-l border-line pl-3'}>
      {entries.slice(0, mostShown).map(([key, inner]) => (
        <li key={key} className="py-1">
          <span className="mr-2 font-mono text-base text-muted">
            {typeof key === 'number' ? `[${key}]` : key}
          </span>
          <AnswerTree value={inner} place={[...place, key]} onPick={onPick} />
        </li>
      ))}
      {entries.length > mostShown && (
        <li className="text-muted">{t('pickMore', { count: entries.length - mostShown })}</li>
      )}
    </ul>
  );
}
