'use client';

import { useTranslations } from 'use-intl';
import { Panel } from '#components/ui/panel.tsx';
import { Switch } from '#components/ui/switch.tsx';
import type { ChannelProps } from './alert-channels.tsx';
import { TestButton } from './test-button.tsx';
import { usePush } from './use-push.ts';

const reasons = {
  insecure: 'pushInsecure',
  unsupported: 'pushUnsupported',
  denied: 'pushDenied',
  failed: 'pushFailed',
} as const;

/** Notifications of this browser, or why it cannot have any. */
export function PushPanel({ site, settings, onChange }: ChannelProps & { readonly onChange: () => void }) {
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
