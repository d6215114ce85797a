import { useTranslations } from 'use-intl';
import type { EntryOwner } from '#lib/contract/config-entry.ts';

/** Marks an entry that is not the console's own. */
export function OwnerMark({ owner }: { readonly owner: EntryOwner }) {
  const t = useTranslations('settings');
  if (owner !== 'file') return null;
  return (
    <span
      title={t('managedByFileHint')}
      className="inline-block whitespace-nowrap rounded-full border border-line px-3 py-0.5 text-sm font-medium text-muted"
    >
      {t('managedByFile')}
    </span>
  );
}

/** Above a form that cannot be saved. */
export function FileNote() {
  const t = useTranslations('settings');
  return (
    <p className="mb-4 rounded-xl border border-dashed border-muted px-4 py-3">
      <span className="font-semibold">{t('managedByFile')}.</span> {t('managedByFileHint')}
    </p>
  );
}
