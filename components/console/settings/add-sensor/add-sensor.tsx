'use client';

import { useTranslations } from 'use-intl';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { useKeptFocus } from '#components/ui/use-kept-focus.ts';
import { under } from '#lib/base-path.ts';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import type { ProbeRequest } from '#lib/contract/probe.ts';
import { SettingsPage } from '../settings-page.tsx';
import type { CertificateAnswer } from '../settings-probe.ts';
import { AddressStep } from './address-step.tsx';
import { FoundStep } from './found-step.tsx';
import { PickStep } from './pick-step.tsx';
import { SignInStep } from './sign-in-step.tsx';
import { useProbe } from './use-probe.ts';
import { type SensorSaved, useSensorSaver } from './use-sensor-saver.ts';

export interface AddSensorProps {
  readonly site: string;
  readonly entries: readonly ConfigEntry[];
}

/** From an address to a counting sensor: search, sign in, trust, check its numbers, save. */
export function AddSensor({ site, entries }: AddSensorProps) {
  const t = useTranslations('settings');
  const { step, request, isAsking, problem, ask, startOver, choose, accept } = useProbe(site);
  const saver = useSensorSaver(site);
  const { saved } = saver;
  const steps = useKeptFocus<HTMLDivElement>(saved.kind === 'saved' ? saved : isAsking || step);
  const askNext = (known: Partial<ProbeRequest>) => void ask({ ...request, ...known });
  return (
    <SettingsPage title={t('add.title')} site={site}>
      <div ref={steps}>
        {saved.kind === 'saved' && <Saved site={site} saved={saved} />}
        {step.kind === 'address' && (
          <AddressStep
            failure={step.failure}
            problem={problem}
            isAsking={isAsking}
            onSearch={(url) => void ask({ site, url })}
            onChoose={choose}
          />
        )}
        {step.kind === 'certificate' && (
          <CertificateStep
            answer={step.answer}
            isAsking={isAsking}
            onTrust={(tls) => askNext({ tls, url: step.answer.url })}
            onBack={startOver}
          />
        )}
        {step.kind === 'sign-in' && (
          <SignInStep
            families={step.families}
            failure={step.failure}
            problem={problem}
            isAsking={isAsking}
            onSignIn={(known) => {
              const comesByItself = step.chosen?.address === 'none' ? step.chosen : undefined;
              if (comesByItself === undefined) askNext(known);
              else accept(comesByItself, known);
            }}
            onBack={startOver}
          />
        )}
        {step.kind === 'pick' && (
          <PickStep
            step={step}
            request={request}
            problem={problem}
            isAsking={isAsking}
            onAsk={askNext}
            onBack={startOver}
          />
        )}
        {step.kind === 'found' && saved.kind !== 'saved' && (
          <FoundStep
            found={step.answer}
            request={request}
            entries={entries}
            saver={saver}
            onBack={startOver}
          />
        )}
      </div>
    </SettingsPage>
  );
}

interface SavedProps {
  readonly site: string;
  readonly saved: Extract<SensorSaved, { readonly kind: 'saved' }>;
}

/** What has become of it. The links open new pages, so that everything live comes with them. */
function Saved({ site, saved: { sensor, name, zones, refused } }: SavedProps) {
  const t = useTranslations('settings.add');
  const [first] = zones;
  const next =
    first === undefined
      ? { href: '/console/sensors', label: t('toSensors') }
      : { href: `/console/zones/${site}/${first.id}`, label: t('toZone', { zone: first.name }) };
  return (
    <Panel title={t('savedTitle', { sensor: name })}>
      <p role="status" data-saved={sensor}>
        {t('savedHint')}
      </p>
      {refused.map(({ name, message }) => (
        <p key={name} role="alert" className="mt-3 rounded-lg border-2 border-ink px-4 py-2">
          {t('partly', { zone: name, message })}
        </p>
      ))}
      <div className="mt-5 flex flex-wrap justify-end gap-3">
        <a href={under(`/console/settings/${site}/add-sensor`)} className={buttonClass({})}>
          {t('more')}
        </a>
        <a href={under(next.href)} className={buttonClass({ variant: 'primary' })}>
          {next.label}
        </a>
      </div>
    </Panel>
  );
}

interface CertificateStepProps {
  readonly answer: CertificateAnswer;
  readonly isAsking: boolean;
  readonly onTrust: (fingerprint: string) => void;
  readonly onBack: () => void;
}

/** Shows the untrusted certificate, to be compared and trusted. */
function CertificateStep({ answer, isAsking, onTrust, onBack }: CertificateStepProps) {
  const t = useTranslations('settings.add');
  const { fingerprint, isChanged, url } = answer;
  return (
    <Panel title={t('certificateTitle')}>
      <p className="max-w-prose">
        {fingerprint === undefined
          ? t('certificateNone')
          : t(isChanged ? 'certificateChanged' : 'certificateHint')}
      </p>
      {fingerprint !== undefined && (
        <dl className="mt-4">
          <dt className="font-medium">
            {t('fingerprint')} · {url}
          </dt>
          <dd
            data-fingerprint={fingerprint}
            className="mt-1 select-all break-words rounded-lg border border-line bg-paper px-3 py-2.5 font-mono text-base leading-relaxed"
          >
            {fingerprint.replaceAll(':', ' ')}
          </dd>
        </dl>
      )}
      <div className="mt-5 flex flex-wrap justify-end gap-3">
        <Button onClick={onBack}>{t('again')}</Button>
        {fingerprint !== undefined && (
          <Button variant="primary" disabled={isAsking} onClick={() => onTrust(fingerprint)}>
            {t(isAsking ? 'searching' : 'trust')}
          </Button>
        )}
      </div>
    </Panel>
  );
}
