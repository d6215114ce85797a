'use client';

import { useState } from 'react';
import { FormProvider } from 'react-hook-form';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { Panel } from '#components/ui/panel.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { useForm } from '#components/ui/use-form.ts';
import { ask, expecting } from '#lib/api/client.ts';
import type { AlertSettings } from '#lib/contract/alert.ts';
import { useChosenSite, useConsole, useHasSeveral } from '../console-context.ts';
import { SaveBar } from '../settings/save-bar.tsx';
import { SettingsPage } from '../settings/settings-page.tsx';
import { useFieldErrors } from '../settings/use-field-errors.ts';
import { notSaved, type Saved } from '../settings/use-saver.ts';
import { SiteField } from '../site-field.tsx';
import { useFailure } from '../use-failure.ts';
import { type ChannelProps, EmailPanel, FailuresPanel, WebhookPanel } from './alert-channels.tsx';
import { type AlertForm, formOf, requestOf } from './alert-form.ts';
import { AlertRulesPanel, QuietPanel } from './alert-rules-panel.tsx';
import { TestButton } from './test-button.tsx';
import { usePush } from './use-push.ts';

const reasons = {
  insecure: 'pushInsecure',
  unsupported: 'pushUnsupported',
  denied: 'pushDenied',
  failed: 'pushFailed',
} as const;

/** The alert settings of a site: rules and receivers. */
export function AlertSettingsPage() {
  const t = useTranslations('alerts');
  const { api } = useConsole();
  const inWords = useFailure();
  const hasSeveral = useHasSeveral();
  const [site, choose] = useChosenSite();
  const { data, mutate } = useSWR(site === '' ? null : ['alerts/settings', site], async () => {
    const answer = await ask(api.GET('/api/v1/sites/{site}/alerts/settings', { params: { path: { site } } }));
    return answer.ok ? { settings: answer.value } : { failure: inWords(answer.error, false) };
  });
  return (
    <SettingsPage title={t('settingsTitle')} back={{ href: '/console/alerts', label: t('back') }}>
      {hasSeveral && (
        <div className="mb-6 max-w-md">
          <SiteField label={t('site')} value={site} onChange={choose} />
        </div>
      )}
      {data === undefined ? (
        <Skeleton className="h-96" />
      ) : data.settings === undefined ? (
        <p role="alert" className="font-semibold">
          {data.failure}
        </p>
      ) : (
        <SiteForm
          key={site}
          site={site}
          settings={data.settings}
          onSaved={(settings) => void mutate({ settings }, { revalidate: false })}
          onChange={() => void mutate()}
        />
      )}
    </SettingsPage>
  );
}

interface SiteFormProps {
  readonly site: string;
  readonly settings: AlertSettings;
  readonly onSaved: (settings: AlertSettings) => void;
  /** Something outside the form has changed. */
  readonly onChange: () => void;
}

function SiteForm({ site, settings, onSaved, onChange }: SiteFormProps) {
  const { api } = useConsole();
  const inWords = useFailure();
  const fieldsOf = useFieldErrors();
  const form = useForm<AlertForm>({ defaultValues: formOf(settings) });
  const [saved, setSaved] = useState<Saved>({ kind: 'idle' });
  /** Revision of the form's initial values: data loaded later does not change the fields. */
  const [revision, setRevision] = useState(settings.revision);
  const save = form.handleSubmit(async (entered) => {
    setSaved({ kind: 'saving' });
    const answer = await ask(
      api.PUT('/api/v1/sites/{site}/alerts/settings', {
        params: { path: { site } },
        body: requestOf(entered),
        ...expecting(revision),
      }),
    );
    if (answer.ok) {
      form.reset(formOf(answer.value));
      setRevision(answer.value.revision);
      onSaved(answer.value);
      return setSaved({ kind: 'saved' });
    }
    setSaved(notSaved(answer.error, fieldsOf(answer.error), inWords));
  });
  const props = { site, settings };
  const { isDirty } = form.formState;
  return (
    <FormProvider {...form}>
      <form onSubmit={(event) => void save(event)} data-alert-settings={site}>
        <div className="space-y-6">
          <AlertRulesPanel />
          <QuietPanel />
          <EmailPanel {...props} onChange={onChange} />
          <WebhookPanel {...props} />
          <PushPanel {...props} onChange={onChange} />
          <FailuresPanel {...props} />
        </div>
        <SaveBar saved={isDirty && saved.kind === 'saved' ? { kind: 'idle' } : saved} isDirty={isDirty} />
      </form>
    </FormProvider>
  );
}

/** Notifications of this browser, or why they are not possible. */
function PushPanel({ site, settings, onChange }: ChannelProps & { readonly onChange: () => void }) {
  const t = useTranslations('alerts');
  const { state, setEnabled } = usePush(site);
  const isPossible = state === 'on' || state === 'off' || state === 'asking' || state === 'failed';
  return (
    <Panel title={t('push')}>
      {state !== 'on' && state !== 'off' && state !== 'asking' && (
        <p role="status" data-push={state} className="font-medium">
          {t(reasons[state])}
        </p>
      )}
      {isPossible && (
        <Switch
          label={t('pushOn')}
          checked={state === 'on'}
          disabled={state === 'asking'}
          onChange={(isOn) => void setEnabled(isOn).then(onChange)}
        />
      )}
      <p className="text-sm text-muted">{t('pushCount', { count: settings.pushes })}</p>
      <TestButton site={site} channel="push" />
    </Panel>
  );
}
