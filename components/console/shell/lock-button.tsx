import { useEffect, useEffectEvent } from 'react';
import { useTranslations } from 'use-intl';
import { buttonClass } from '#components/ui/button.tsx';
import { LockIcon } from '#components/ui/icons.tsx';
import { ask } from '#lib/api/client.ts';
import { under } from '#lib/base-path.ts';
import { idleMinutes } from '../admin/unlocked.ts';
import { useConsole } from '../console-context.ts';
import { useTimes } from '../use-times.ts';

const signs = ['pointerdown', 'keydown'] as const;

/** On a shared tablet: locks it, by touch, after some idle time, and when its time is over. */
export function LockButton({ until }: { readonly until: string }) {
  const t = useTranslations('account');
  const { api } = useConsole();
  const { moment } = useTimes();

  const leave = async () => {
    await ask(api.POST('/api/auth/sign-out', { body: {} }));
    // A full page load, so that nothing of this user stays in memory.
    location.assign(under('/console/unlock'));
  };
  const lock = useEffectEvent(() => void leave());

  useEffect(() => {
    let idle = setTimeout(() => lock(), idleMinutes * 60_000);
    const end = setTimeout(() => lock(), Math.max(0, Date.parse(until) - Date.now()));
    const stirred = () => {
      clearTimeout(idle);
      idle = setTimeout(() => lock(), idleMinutes * 60_000);
    };
    for (const sign of signs) addEventListener(sign, stirred, { passive: true });
    return () => {
      clearTimeout(idle);
      clearTimeout(end);
      for (const sign of signs) removeEventListener(sign, stirred);
    };
  }, [until]);

  return (
    <button
      type="button"
      title={t('locksAt', { time: moment(until) })}
      onClick={() => void leave()}
      className={buttonClass({}, 'whitespace-nowrap')}
    >
      <LockIcon size={20} />
      <span className="sr-only sm:not-sr-only">{t('lock')}</span>
    </button>
  );
}
