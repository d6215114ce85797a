import { useCallback, useState } from 'react';
import { useTranslations } from 'use-intl';
import { ask } from '#lib/api/client.ts';
import type { DisplayCommand, DisplayStatus } from '#lib/contract/display.ts';
import { nameOfDisplay } from '#lib/names.ts';
import { useConsole, useIsLive, useMayOperate } from '../console-context.ts';
import { useFailure } from '../use-failure.ts';

/** Sends a command to one display's screen, and describes the result. */
export function useDisplayCommand() {
  const t = useTranslations('displays');
  const { api } = useConsole();
  const inWords = useFailure();
  const [message, setMessage] = useState('');
  const command = useCallback(
    async (display: DisplayStatus, what: DisplayCommand) => {
      const params = { path: { site: display.site, display: display.display } };
      const answer = await ask(
        api.POST('/api/v1/displays/{site}/{display}/command', { params, body: { command: what } }),
      );
      setMessage(answer.ok ? t('sent', { display: nameOfDisplay(display) }) : inWords(answer.error));
    },
    [api, t, inWords],
  );
  return { message, command } as const;
}

/** Whether the user may send a command to a display's screen now, and one is connected. */
export function useCanCommand({ connections }: DisplayStatus): boolean {
  const isLive = useIsLive();
  const mayOperate = useMayOperate();
  return isLive && mayOperate && connections > 0;
}
