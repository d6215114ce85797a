import { type FormEvent, useState } from 'react';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { WarningIcon } from '#components/ui/icons.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { ask } from '#lib/api/client.ts';
import type { CalendarSubscription } from '#lib/contract/calendar.ts';
import { useConsole } from '../console-context.ts';
import type { SettingsDocument } from '../settings/settings-api.ts';
import { documentOf, textOf, withoutUndefined } from '../settings/settings-values.ts';
import { useTimes } from '../use-times.ts';
import { SiteChoice } from './site-choice.tsx';

export interface HolidaysPanelProps {
  readonly site: string;
  readonly document: SettingsDocument;
  readonly isFile: boolean;
  readonly subscription: CalendarSubscription | undefined;
  /** Saves the keys at the sites. @returns the problem as text; undefined: none */
  readonly onSave: (keys: SettingsDocument, sites: readonly string[]) => Promise<string | undefined>;
}

/** The public holidays on which the site is closed, and its subscribed calendar. */
export function HolidaysPanel({ site, document, isFile, subscription, onSave }: HolidaysPanelProps) {
  const t = useTranslations('calendar');
  const { api } = useConsole();
  const { moment } = useTimes(site);
  const before = documentOf(document, 'holidays') ?? {};
  const [country, setCountry] = useState(textOf(before, 'country'));
  const [region, setRegion] = useState(textOf(before, 'region'));
  const [sites, setSites] = useState<readonly string[]>([site]);
  const [message, setMessage] = useState<string>();
  const countries = useSWR(['holidays'], () => ask(api.GET('/api/v1/holidays')));
  const regions = useSWR(country === '' ? null : ['holidays', country], () =>
    ask(api.GET('/api/v1/holidays', { params: { query: { country } } })),
  );
  const known = countries.data?.ok ? countries.data.value.items : [];
  const parts = regions.data?.ok ? regions.data.value.items : [];

  /** Without a known code it is the English text. */
  const reasonOf = ({ problemCode, problemValues = {} }: CalendarSubscription, english: string) =>
    problemCode === undefined
      ? english
      : t(`feedReason.${problemCode}`, { mb: '', reason: '', seconds: '', status: '', ...problemValues });

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const address = String(new FormData(event.currentTarget).get('calendar') ?? '').trim();
    const holidays = withoutUndefined({ country, region: region || undefined, hours: before.hours });
    const wrong = await onSave(
      { holidays: country === '' ? undefined : holidays, calendar: address || undefined },
      sites,
    );
    setMessage(wrong ?? t('saved'));
  };

  return (
    <Panel title={t('holidays')}>
      <form onSubmit={(event) => void submit(event)}>
        <fieldset disabled={isFile} className="min-w-0 space-y-5">
          <div className="grid gap-5 sm:grid-cols-2">
            <SelectField
              label={t('country')}
              value={country}
              onChange={(event) => {
                setCountry(event.target.value);
                setRegion('');
              }}
              options={known.map(({ code, name }) => ({ value: code, name }))}
            >
              <option value="">{t('noHolidays')}</option>
              {country !== '' && known.length === 0 && <option value={country}>{country}</option>}
            </SelectField>
            {(parts.length > 0 || region !== '') && (
              <SelectField
                label={t('region')}
                value={region}
                onChange={(event) => setRegion(event.target.value)}
                options={parts.map(({ code, name }) => ({ value: code, name }))}
              >
                <option value="">{t('wholeCountry')}</option>
                {region !== '' && parts.length === 0 && <option value={region}>{region}</option>}
              </SelectField>
            )}
          </div>
          <Field
            label={t('feed')}
            name="calendar"
            hint={t('feedHint')}
            placeholder="https://"
            inputMode="url"
            defaultValue={textOf(document, 'calendar')}
          />
          {subscription?.problem !== undefined && (
            <p className="flex gap-2 font-medium" data-feed="problem">
              <WarningIcon size={20} />
              {t('feedProblem', { reason: reasonOf(subscription, subscription.problem) })}
            </p>
          )}
          {subscription?.fetchedAt !== undefined && (
            <p className="text-sm text-muted">{t('feedAt', { time: moment(subscription.fetchedAt) })}</p>
          )}
          {!isFile && (
            <>
              <SiteChoice own={site} chosen={sites} onChange={setSites} />
              <div className="flex flex-wrap items-center gap-4">
                <Button type="submit" variant="primary" className="px-8">
                  {t('save')}
                </Button>
                <p role="status">{message}</p>
              </div>
            </>
          )}
        </fieldset>
      </form>
    </Panel>
  );
}
