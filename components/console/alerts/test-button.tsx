'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { testAlerts } from '#lib/console/alerts-api.ts';
import type { AlertChannel } from '#lib/contract/alert.ts';
import { useConsole } from '../console-context.ts';
import { useFailure } from '../use-failure.ts';

export interface TestButtonProps {
  readonly site: string;
  readonly channel: AlertChannel;
}

/** Sends a test over one channel, and says how it went. */
export function TestButton({ site, channel }: TestButtonProps) {
  const t = useTranslations('alerts');
  const { api } = useConsole();
  const inWords = useFailure();
  const [lines, setLines] = useState<readonly string[]>([]);
  const [isBusy, setIsBusy] = useState(false);
  const test = async () => {
    setIsBusy(true);
    const answer = await testAlerts(api, site, channel);
    setIsBusy(false);
    if (!answer.ok) return setLines([inWords(answer.error)]);
    const { sent, failures } = answer.value;
    setLines([
      ...(sent > 0 || failures.length === 0 ? [t('testSent', { count: sent })] : []),
      ...failures.map(({ target, message }) =>
        t('testFailed', { message: target === '' ? message : `${target}: ${message}` }),
      ),
    ]);
  };
  return (
    <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line pt-4">
      <Button disabled={isBusy} onClick={() => void test()} data-test-channel={channel}>
        {t('test')}
      </Button>
      <div role="status" className="min-w-0 flex-1 break-words">
        {lines.length === 0 ? (
          <p className="text-sm text-muted">{t('testSaved')}</p>
        ) : (
          lines.map((line) => (
            <p key={line} className="font-medium">
              {line}
            </p>
          ))
        )}
      </div>
    </div>
  );
}
