import dynamic from 'next/dynamic';
import { useState } from 'react';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { answerOr, ask } from '#lib/api/client.ts';
import type { CountedDoor } from '#lib/contract/hand.ts';
import { handDriver } from '#lib/hand-driver.ts';
import { useIsLive, useMayOperate } from '../console-context.ts';
import { useTimes } from '../use-times.ts';
import { Note } from './note.tsx';
import { useDeviceApi, useRights, useSensor } from './sensor-context.ts';

const ByHandSheet = dynamic(() => import('./by-hand-sheet.tsx').then((module) => module.ByHandSheet), {
  ssr: false,
});
const CountLink = dynamic(() => import('./count-link.tsx').then((module) => module.CountLink), {
  ssr: false,
});

const address = '/api/v1/sensors/{site}/{sensor}/by-hand';
const refreshMs = 5000;

/** People who count at this door: always where there is no device, else until it is back. */
export function ByHandPanel() {
  const t = useTranslations('byHand');
  const { site, sensor, driver, zones } = useSensor();
  const { api, init } = useDeviceApi();
  const { mayConfigure } = useRights();
  const isLive = useIsLive();
  const mayOperate = useMayOperate();
  const [isStarting, setIsStarting] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const { data: door, mutate } = useSWR(
    ['by-hand', site, sensor],
    () => answerOr(api.GET('/api/v1/sensors/{site}/{sensor}/passages', init), undefined),
    { refreshInterval: refreshMs, keepPreviousData: true },
  );
  if (zones.length === 0) return null;
  const change = async (call: Promise<{ readonly ok: boolean }>) => {
    const { ok } = await call;
    setHasFailed(!ok);
    await mutate();
  };
  const prolong = () => change(ask(api.PUT(address, { ...init, body: { minutes: 60 } })));
  const end = () => change(ask(api.DELETE(address, init)));
  const isOff = !isLive || !mayOperate;
  const isAlways = driver === handDriver;
  const byHand = door?.byHand ?? (isAlways ? 'always' : 'no');
  return (
    <Panel title={t('title')} className="mt-4">
      <div data-by-hand={byHand}>
        <p className="max-w-prose text-muted">{t(isAlways ? 'hintAlways' : 'hint')}</p>
        {door !== undefined && byHand !== 'no' && <Counting door={door} />}
        <div className="mt-4 flex flex-wrap gap-3">
          {byHand === 'no' && (
            <Button disabled={isOff || door === undefined} onClick={() => setIsStarting(true)}>
              {t('action')}
            </Button>
          )}
          {byHand !== 'no' && (
            <a href={`/count/${site}/${sensor}`} className={buttonClass({ variant: 'primary' })}>
              {t('open')}
            </a>
          )}
          {byHand === 'now' && (
            <>
              <Button disabled={isOff} onClick={() => void prolong()}>
                {t('prolong')}
              </Button>
              <Button disabled={isOff} onClick={() => void end()}>
                {t('end')}
              </Button>
            </>
          )}
        </div>
        {hasFailed && <Note kind="failed">{t('failed')}</Note>}
        {door !== undefined && byHand !== 'no' && mayConfigure && (
          <CountLink hasLink={door.hasLink} onChange={() => void mutate()} />
        )}
        {isStarting && door !== undefined && (
          <ByHandSheet
            door={door}
            onClose={() => {
              setIsStarting(false);
              void mutate();
            }}
          />
        )}
      </div>
    </Panel>
  );
}

/** Who counts now, until when, and how many they have counted today. */
function Counting({ door }: { readonly door: CountedDoor }) {
  const t = useTranslations('byHand');
  const { moment } = useTimes(door.site);
  const { until, by, phones, isSensorOk } = door;
  const here = phones.filter(({ isHere }) => isHere);
  return (
    <div className="mt-3 space-y-1 tabular" role="status">
      {until !== undefined && (
        <p className="text-lg font-semibold">{t('until', { time: moment(until), user: by ?? '' })}</p>
      )}
      {until !== undefined && isSensorOk === true && <p className="font-semibold">{t('back')}</p>}
      <p data-phones={here.length}>
        {here.length === 0 ? t('nobody') : t('counting', { count: here.length })}
      </p>
      {phones
        .filter(({ isHere }) => !isHere)
        .map(({ phone, who, seenAt }) => (
          <p key={phone}>{t('silent', { who: who === 'link' ? t('byLink') : who, time: moment(seenAt) })}</p>
        ))}
      <p>{t('today', { in: door.in, out: door.out })}</p>
    </div>
  );
}
