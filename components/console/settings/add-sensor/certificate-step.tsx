'use client';

import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { CertificateAnswer } from '../settings-probe.ts';

export interface CertificateStepProps {
  readonly answer: CertificateAnswer;
  readonly isAsking: boolean;
  readonly onTrust: (fingerprint: string) => void;
  readonly onBack: () => void;
}

/** Shows the untrusted certificate, to be compared and trusted. */
export function CertificateStep({ answer, isAsking, onTrust, onBack }: CertificateStepProps) {
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
