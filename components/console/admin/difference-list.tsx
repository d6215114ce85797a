import type { EntryDifference } from '#lib/contract/config-import.ts';
import { useAdminWords } from './admin-words.tsx';

export interface DifferenceListProps {
  readonly differences: readonly EntryDifference[];
  readonly isApplied: boolean;
}

/** A file of ten thousand sites brings sixty thousand. */
const mostShown = 200;

/** The changes of an import, entry by entry and key by key: the value now, and the new one. */
export function DifferenceList({ differences, isApplied }: DifferenceListProps) {
  const t = useAdminWords();
  if (differences.length === 0) {
    return (
      <div role="status" className="rounded-xl border border-dashed border-line px-6 py-6">
        <p className="text-lg font-semibold">{t('configuration.nothing')}</p>
        <p className="mt-1 text-muted">{t('configuration.nothingHint')}</p>
      </div>
    );
  }
  const title = isApplied
    ? t('configuration.applied')
    : t('configuration.diffTitle', { count: differences.length });
  const shown = differences.slice(0, mostShown);
  return (
    <div>
      <p role="status" className="text-lg font-semibold">
        {title}
      </p>
      <ul aria-label={title} className="mt-2 rounded-xl border border-line px-4">
        {shown.map((difference) => (
          <Difference
            key={`${difference.kind} ${difference.site}/${difference.id}`}
            difference={difference}
          />
        ))}
        {shown.length < differences.length && (
          <li className="py-3 text-muted">
            {t('configuration.more', { count: differences.length - shown.length })}
          </li>
        )}
      </ul>
    </div>
  );
}

function Difference({ difference }: { readonly difference: EntryDifference }) {
  const t = useAdminWords();
  const { site, kind, id, change, isKept, keys } = difference;
  return (
    <li data-difference={`${kind} ${site}/${id}`} className="border-b border-line py-3 last:border-b-0">
      <p>
        <span className="font-semibold">
          {t(`configuration.kind.${kind}`)} {kind === 'site' ? site : `${site}/${id}`}
        </span>{' '}
        <span className="text-muted">· {t(`configuration.${change}`)}</span>
      </p>
      {isKept && <p className="mt-1 font-medium">{t('configuration.kept')}</p>}
      {change !== 'removed' && (
        <dl className="mt-1 space-y-1 text-sm">
          {keys.map(({ key, isSecret, from, to }) => (
            <div key={key} className="grid gap-x-4 sm:grid-cols-[8rem_1fr]">
              <dt className="font-mono text-muted">{key}</dt>
              <dd className="min-w-0 break-words font-mono">
                {isSecret ? (
                  t(change === 'added' ? 'configuration.secretSet' : 'configuration.secret')
                ) : (
                  <>
                    {change === 'changed' && (
                      <>
                        <span className="sr-only">{t('configuration.before')}: </span>
                        <del className="text-muted">{from ?? t('configuration.absent')}</del>
                        <span aria-hidden="true"> → </span>
                        <span className="sr-only">{t('configuration.after')}: </span>
                      </>
                    )}
                    <ins className="font-semibold no-underline">{to ?? t('configuration.absent')}</ins>
                  </>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
