import { type FormEvent, useEffect, useMemo, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { CheckList } from '#components/ui/check-list.tsx';
import { Field } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { ask, createApi } from '#lib/api/client.ts';
import { under } from '#lib/base-path.ts';
import { doorLanguages } from '#lib/i18n/door-languages.ts';
import { freeId } from '../settings/settings-values.ts';
import { firstDoorLanguage, useLanguageName, useLanguagesByName } from '../settings/use-site-summary.ts';
import { useAdminWords } from './admin-words.tsx';

export interface SetupNextProps {
  readonly hasDemo: boolean;
  readonly usedIds: readonly string[];
  readonly timezones: readonly string[];
}

/** After the password: the demo, or the first site. */
export function SetupNext({ hasDemo, usedIds, timezones }: SetupNextProps) {
  const t = useAdminWords();
  return (
    <div className="space-y-6">
      <h2 className="text-2xl font-semibold tracking-tight">{t('setup.nextTitle')}</h2>
      {hasDemo && (
        <section className="flex flex-wrap items-center justify-between gap-4 rounded-2xl border border-line bg-raised p-6">
          <div className="min-w-60 flex-1">
            <h3 className="text-lg font-semibold">{t('setup.demoTitle')}</h3>
            <p className="text-muted">{t('setup.demoHint')}</p>
          </div>
          <a href={under('/console')} className={buttonClass({ size: 'large' })}>
            {t('setup.openDemo')}
          </a>
        </section>
      )}
      <SiteForm usedIds={usedIds} timezones={timezones} />
    </div>
  );
}

function SiteForm({ usedIds, timezones }: Omit<SetupNextProps, 'hasDemo'>) {
  const t = useAdminWords();
  const locale = useLocale();
  const words = useTranslations('failure');
  const api = useMemo(createApi, []);
  const [timezone, setTimezone] = useState('UTC');
  const [languages, setLanguages] = useState<readonly string[]>([firstDoorLanguage(locale)]);
  const [wrong, setWrong] = useState<{ readonly field: 'name' | 'languages'; readonly message: string }>();
  const [failure, setFailure] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  // The browser's timezone: the server may be elsewhere.
  useEffect(() => setTimezone(new Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  const nameOf = useLanguageName();
  const offered = useLanguagesByName(doorLanguages);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name') ?? '').trim();
    const found =
      name === ''
        ? { field: 'name' as const, message: t('setup.wrongName') }
        : languages.length === 0
          ? { field: 'languages' as const, message: t('setup.noLanguage') }
          : undefined;
    setWrong(found);
    if (found !== undefined) return;
    setIsBusy(true);
    const id = freeId(name, usedIds, 'site');
    const answer = await ask(
      api.PUT('/api/v1/config/{site}/{kind}/{id}', {
        params: { path: { site: id, kind: 'site', id } },
        body: { name, timezone, languages },
      }),
    );
    if (answer.ok) {
      location.assign(under(`/console/settings/${id}`));
      return;
    }
    setIsBusy(false);
    setFailure(words(answer.error.kind === 'no-answer' ? 'no-answer' : 'server'));
  };

  return (
    <form
      method="post"
      noValidate
      onSubmit={(event) => void submit(event)}
      className="space-y-5 rounded-2xl border border-line bg-raised p-6 sm:p-8"
    >
      <div>
        <h3 className="text-lg font-semibold">{t('setup.siteTitle')}</h3>
        <p className="text-muted">{t('setup.siteHint')}</p>
      </div>
      <Field
        label={t('setup.name')}
        name="name"
        placeholder={t('setup.namePlaceholder')}
        autoComplete="organization"
        maxLength={100}
        error={wrong?.field === 'name' ? wrong.message : undefined}
      />
      <SelectField
        label={t('setup.timezone')}
        value={timezone}
        onChange={(event) => setTimezone(event.target.value)}
        options={[...new Set([...timezones, timezone])].map((zone) => ({
          value: zone,
          name: zone.replaceAll('_', ' '),
        }))}
      />
      <fieldset>
        <legend className="mb-1 text-base font-medium">{t('setup.languages')}</legend>
        <CheckList
          className="grid grid-cols-2 gap-x-4 sm:grid-cols-3 lg:grid-cols-4"
          options={offered.map((tag) => ({ value: tag, name: nameOf(tag) }))}
          chosen={languages}
          onChange={setLanguages}
        />
        <p className="text-sm text-muted">
          {wrong?.field === 'languages' ? (
            <span role="alert" className="font-semibold text-ink">
              {wrong.message}
            </span>
          ) : (
            languages.length > 1 && `${t('setup.languagesHint')}: ${languages.map(nameOf).join(', ')}`
          )}
        </p>
      </fieldset>
      <p role="alert" className="font-semibold empty:hidden">
        {failure}
      </p>
      <Button type="submit" size="large" variant="primary" className="w-full" disabled={isBusy}>
        {isBusy ? t('saving') : t('setup.add')}
      </Button>
    </form>
  );
}
