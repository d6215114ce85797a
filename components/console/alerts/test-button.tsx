import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { ask } from '#lib/api/client.ts';
import type { AlertChannel } from '#lib/contract/alert.ts';
import { useConsole } from '../console-context.ts';
import { useFailure } from '../use-failure.ts';
import { useDelivery } from './delivery-words.tsx';

export interface TestButtonProps {
  readonly site: string;
  readonly channel: AlertChannel;
}

/** The result for one receiver, or for all. */
interface Line {
  readonly title: string;
  readonly text?: string;
}

/** Sends a test over one channel, and shows the result. */
export function TestButton({ site, channel }: TestButtonProps) {
  const t = useTranslations('alerts');
  const { api } = useConsole();
  const inWords = useFailure();
  const whyNot = useDelivery();
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [isBusy, setIsBusy] = useState(false);
  const test = async () => {
    setIsBusy(true);
    const answer = await ask(api.POST('/api/v1/alerts/test', { body: { site, channel } }));
    setIsBusy(false);
    if (!answer.ok) return setLines([{ title: inWords(answer.error) }]);
    const { sent, failures } = answer.value;
    setLines([
      ...(sent > 0 || failures.length === 0 ? [{ title: t('testSent', { count: sent }) }] : []),
      ...failures.map((failure) => ({
        title: t('testFailed', { target: failure.target === '' ? t('device') : failure.target }),
        text: whyNot(failure),
      })),
    ]);
  };
  return (
    <div className="mt-4 flex flex-wrap items-start gap-x-4 gap-y-2 border-t border-line pt-4">
      <Button disabled={isBusy} onClick={() => void test()} data-test-channel={channel}>
        {t('test')}
      </Button>
      <div
        role="status"
        className="flex min-h-touch min-w-0 flex-1 basis-64 flex-col justify-center break-words"
      >
        {lines.length === 0 ? (
          <p className="text-sm text-muted">{t('testSaved')}</p>
        ) : (
          lines.map(({ title, text }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two devices may say the same
            <div key={index} className="py-1">
              <p className="font-medium">{title}</p>
              {text !== undefined && <p className="text-muted">{text}</p>}
            </div>
          ))
        )}
      </div>
    </div>
  );
}
