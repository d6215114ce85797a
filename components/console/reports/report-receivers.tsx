import { type FormEvent, useState } from 'react';
import useSWR from 'swr';
import { useLocale, useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field, fieldClass, labelClass } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { type Api, ask } from '#lib/api/client.ts';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import type { ReportKind, ReportSending } from '#lib/contract/report.ts';
import { useConsole } from '../console-context.ts';
import { FileNote } from '../settings/owner-mark.tsx';
import { saveEntry } from '../settings/settings-api.ts';
import { useFailure } from '../use-failure.ts';
import { useTimes } from '../use-times.ts';

export interface ReportReceiversProps {
  /** Undefined: of all sites. */
  readonly site: string | undefined;
  readonly kind: ReportKind;
  readonly day: string;
}

/** Who gets reports, and when. */
interface Receivers {
  readonly emails: readonly string[];
  readonly weekly: boolean;
  readonly monthly: boolean;
  readonly at: string;
}

interface Known {
  readonly receivers: Receivers;
  readonly sent: readonly ReportSending[];
  /** The site's own entry in the configuration. */
  readonly entry?: ConfigEntry;
  /** Of the chain. */
  readonly place?: { readonly timezone: string; readonly language: string };
}

const nobody: Receivers = { emails: [], weekly: true, monthly: true, at: '07:00' };

/** To whom the reports of a site or of the chain go, and which were sent lately. */
export function ReportReceivers({ site, kind, day }: ReportReceiversProps) {
  const t = useTranslations('reports');
  const { api, sites } = useConsole();
  const locale = useLocale();
  const fallback = { timezone: sites[0]?.timezone ?? 'UTC', language: locale.split('-')[0] ?? 'en' };
  const { data, mutate } = useSWR(['report-receivers', site], () => read(api, site, fallback), {
    refreshInterval: 10_000,
  });
  if (data === undefined) return null;
  return (
    <Panel title={t('settings')} className="mt-6">
      <p className="max-w-prose text-muted">{t('settingsHint')}</p>
      {data.entry?.managedBy === 'file' && <FileNote />}
      <ReceiversForm
        key={JSON.stringify(data.receivers)}
        known={data}
        site={site}
        onSaved={() => void mutate()}
      />
      <Sendings known={data} site={site} kind={kind} day={day} onSent={() => void mutate()} />
    </Panel>
  );
}

async function read(
  api: Api,
  site: string | undefined,
  fallback: NonNullable<Known['place']>,
): Promise<Known | undefined> {
  if (site === undefined) {
    const answer = await ask(api.GET('/api/v1/report/settings'));
    if (!answer.ok) return undefined;
    const { settings, sent } = answer.value;
    return { receivers: settings ?? nobody, sent, place: settings ?? fallback };
  }
  const [entry, sent] = await Promise.all([
    ask(api.GET('/api/v1/config/{site}/{kind}/{id}', { params: { path: { site, kind: 'site', id: site } } })),
    ask(api.GET('/api/v1/sites/{site}/report/sent', { params: { path: { site } } })),
  ]);
  if (!entry.ok || !sent.ok) return undefined;
  return { receivers: receiversIn(entry.value.document.reports), sent: sent.value.sent, entry: entry.value };
}

function receiversIn(written: unknown): Receivers {
  if (typeof written !== 'object' || written === null) return nobody;
  const kept = new Map<string, unknown>(Object.entries(written));
  const emails = kept.get('emails');
  const at = kept.get('at');
  return {
    emails: Array.isArray(emails) ? emails.filter((email) => typeof email === 'string') : [],
    weekly: kept.get('weekly') !== false,
    monthly: kept.get('monthly') !== false,
    at: typeof at === 'string' ? at : nobody.at,
  };
}

interface ReceiversFormProps {
  readonly known: Known;
  readonly site: string | undefined;
  readonly onSaved: () => void;
}

function ReceiversForm({ known, site, onSaved }: ReceiversFormProps) {
  const t = useTranslations('reports');
  const { api } = useConsole();
  const inWords = useFailure();
  const { receivers, entry, place } = known;
  const [weekly, setWeekly] = useState(receivers.weekly);
  const [monthly, setMonthly] = useState(receivers.monthly);
  const [at, setAt] = useState(receivers.at);
  const [note, setNote] = useState<{ readonly kind: 'saved' | 'failed'; readonly text: string }>();
  const isFile = entry?.managedBy === 'file';
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const emails = String(fields.get('emails') ?? '')
      .split(/[\s,;]+/)
      .filter((email) => email !== '');
    if (emails.length > 20 || emails.some((email) => !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email))) {
      setNote({ kind: 'failed', text: t('emailsInvalid') });
      return;
    }
    const wanted = { emails, weekly, monthly, at };
    const answer =
      site === undefined || entry === undefined
        ? await ask(
            api.PUT('/api/v1/report/settings', {
              body: { ...wanted, timezone: place?.timezone ?? 'UTC', language: place?.language ?? 'en' },
            }),
          )
        : await saveEntry(
            api,
            { site, kind: 'site', id: site },
            withReceivers(entry, wanted),
            entry.revision,
          );
    setNote(
      answer.ok ? { kind: 'saved', text: t('saved') } : { kind: 'failed', text: inWords(answer.error) },
    );
    if (answer.ok) onSaved();
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="mt-4">
      <fieldset disabled={isFile} className="min-w-0 space-y-4">
        <label className="block">
          <span className={labelClass()}>{t('emails')}</span>
          <textarea
            name="emails"
            rows={3}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            defaultValue={receivers.emails.join('\n')}
            className={`${fieldClass} py-2`}
          />
        </label>
        <div className="flex flex-wrap items-end gap-x-8 gap-y-3">
          <Switch label={t('weekly')} checked={weekly} disabled={isFile} onChange={setWeekly} />
          <Switch label={t('monthly')} checked={monthly} disabled={isFile} onChange={setMonthly} />
          <div className="w-36">
            <Field
              label={t('at')}
              type="time"
              required
              value={at}
              onChange={(event) => setAt(event.target.value)}
            />
          </div>
        </div>
        {!isFile && <Button type="submit">{t('save')}</Button>}
      </fieldset>
      <p role={note?.kind === 'failed' ? 'alert' : 'status'} className="mt-2 font-semibold empty:hidden">
        {note?.text}
      </p>
    </form>
  );
}

/** The site with its receivers; without any, nobody gets reports. */
function withReceivers({ document }: ConfigEntry, { emails, ...wanted }: Receivers): ConfigEntry['document'] {
  const { reports, ...rest } = document;
  const before = typeof reports === 'object' && reports !== null ? reports : {};
  return emails.length === 0 ? rest : { ...rest, reports: { ...before, ...wanted, emails: [...emails] } };
}

interface SendingsProps extends ReportReceiversProps {
  readonly known: Known;
  readonly onSent: () => void;
}

/** What was sent lately; and a report can be sent at once. */
function Sendings({ known, site, kind, day, onSent }: SendingsProps) {
  const t = useTranslations('reports');
  const { api } = useConsole();
  const { moment } = useTimes(site ?? '');
  const [note, setNote] = useState<string>();
  const send = async () => {
    if (site === undefined) return;
    const answer = await ask(
      api.POST('/api/v1/sites/{site}/report/send', { params: { path: { site } }, body: { kind, day } }),
    );
    setNote(t(answer.ok ? 'sentNow' : 'failed'));
    onSent();
  };
  return (
    <div className="mt-5 border-t border-line pt-4">
      <h3 className="font-semibold">{t('sendings')}</h3>
      {known.sent.length === 0 ? (
        <p className="mt-1 text-muted">{t('noSendings')}</p>
      ) : (
        <ul className="mt-1 space-y-1 tabular">
          {known.sent.map(({ kind: each, from, email, state, at, message }) => (
            <li key={`${each} ${from} ${email}`} data-sending={state}>
              {t(each)} {from}, {email}: {t(`state.${state}`, { time: moment(at), message: message ?? '' })}
            </li>
          ))}
        </ul>
      )}
      {site !== undefined && known.receivers.emails.length > 0 && (
        <Button className="mt-3" onClick={() => void send()}>
          {t('sendNow')}
        </Button>
      )}
      <p role="status" className="mt-2 font-semibold empty:hidden">
        {note}
      </p>
    </div>
  );
}
