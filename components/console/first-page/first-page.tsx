'use client';

import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { ask, createApi } from '#lib/api/client.ts';
import { under } from '#lib/base-path.ts';
import { signInPath } from '#lib/return-path.ts';
import { LightMark } from '../light-mark.tsx';

export interface FirstPageProps {
  readonly isSignedIn: boolean;
  /** Whether the sensor at door B is broken at present; undefined for somebody who may not break it. */
  readonly isBroken?: boolean;
}

/** The first page of a demo: the door, live, and what to look at next. */
export function FirstPage({ isSignedIn, isBroken }: FirstPageProps) {
  const t = useTranslations('firstPage');
  const app = useTranslations('app');
  return (
    <main className="min-h-dvh bg-paper px-4 py-8 font-sans text-ink antialiased sm:px-8">
      <div className="mx-auto max-w-6xl">
        <div className="flex items-center gap-4">
          <LightMark light="green" />
          <p className="text-3xl font-semibold tracking-tight">{app('name')}</p>
          <p className="rounded border border-muted px-2 text-sm font-semibold text-muted">
            {t('simulated')}
          </p>
        </div>
        <h1 className="mt-6 text-2xl font-semibold tracking-tight sm:text-3xl">{t('title')}</h1>
        <p className="mt-2 max-w-2xl text-lg text-muted">{t('about')}</p>
        <div className="mt-8 grid gap-8 lg:grid-cols-2">
          <section aria-labelledby="door" className="lg:sticky lg:top-8 lg:self-start">
            <h2 id="door" className="text-lg font-semibold">
              {t('door')}
            </h2>
            <iframe
              src={under('/display/demo/entrance')}
              title={t('door')}
              className="mt-3 h-80 w-full rounded-xl border border-line sm:h-96"
            />
            <p className="mt-3 text-muted">{t('doorHint')}</p>
            <a href={under('/display/demo/entrance')} target="_blank" rel="noreferrer" className={link}>
              {t('doorOpen')}
            </a>
          </section>
          <ol className="space-y-4">
            <Step title={t('breakTitle')} text={t('breakText')}>
              {isBroken === undefined ? (
                <>
                  <p className="mt-3 font-semibold">{t(isSignedIn ? 'breakRights' : 'breakSignIn')}</p>
                  {!isSignedIn && (
                    <a href={under(signInPath('/'))} className={link}>
                      {t('signIn')}
                    </a>
                  )}
                </>
              ) : (
                <BreakDoor isBrokenAtFirst={isBroken} />
              )}
            </Step>
            <Step title={t('networkTitle')} text={t('networkText')} />
            <Step title={t('consoleTitle')} text={t('consoleText')}>
              <a href={under('/console')} className={link}>
                {t('consoleOpen')}
              </a>
            </Step>
            <Step title={t('yearTitle')} text={t('yearText')}>
              <a href={under('/console/history')} className={link}>
                {t('yearOpen')}
              </a>
            </Step>
            <Step title={t('fleetTitle')} text={t('fleetText')}>
              <a href={under('/console/displays')} className={link}>
                {t('fleetOpen')}
              </a>
            </Step>
          </ol>
        </div>
      </div>
    </main>
  );
}

const link = buttonClass({}, 'mt-3');

function Step({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}) {
  return (
    <li className="rounded-xl border border-line bg-raised px-4 py-4 sm:px-6">
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="mt-1 text-muted">{text}</p>
      {children}
    </li>
  );
}

/** Pulls the cable of the sensor at door B, or plugs it in again; and lets people walk. */
function BreakDoor({ isBrokenAtFirst }: { readonly isBrokenAtFirst: boolean }) {
  const t = useTranslations('firstPage');
  const [isBroken, setIsBroken] = useState(isBrokenAtFirst);
  const [hasFailed, setHasFailed] = useState(false);
  const at = (sensor: string) => ({ params: { path: { site: 'demo', sensor } } });
  const toggle = async () => {
    const body = { fault: isBroken ? null : 'refuse-connections' };
    const done = await ask(
      createApi().POST('/api/v1/simulator/{site}/{sensor}/fault', { ...at('door-b'), body }),
    );
    setHasFailed(!done.ok);
    if (done.ok) setIsBroken(!isBroken);
  };
  const walk = async (people: { readonly in?: number; readonly out?: number }) => {
    const done = await ask(
      createApi().POST('/api/v1/simulator/{site}/{sensor}/walk', { ...at('door-a'), body: people }),
    );
    setHasFailed(!done.ok);
  };
  return (
    <>
      <div className="mt-3 flex flex-wrap gap-3">
        <Button variant="primary" onClick={() => void toggle()}>
          {t(isBroken ? 'plugIn' : 'pull')}
        </Button>
        <Button onClick={() => void walk({ in: 5 })}>{t('walkIn')}</Button>
        <Button onClick={() => void walk({ out: 5 })}>{t('walkOut')}</Button>
      </div>
      <p role="status" className="mt-2 min-h-6 font-semibold">
        {hasFailed ? t('failed') : isBroken ? t('broken') : ''}
      </p>
    </>
  );
}
