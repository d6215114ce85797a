import dynamic from 'next/dynamic';
import { useState } from 'react';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { useIdle } from '#components/ui/use-idle.ts';
import { useKeptFocus } from '#components/ui/use-kept-focus.ts';
import { answerOr, ask, once, zoneAt } from '#lib/api/client.ts';
import { newCommandKey } from '#lib/api/command-key.ts';
import type { Hold } from '#lib/contract/adjust.ts';
import type { Path } from '#lib/contract/path.ts';
import { useConsole, useIsLive, useLive, useMayOperate } from '../console-context.ts';
import { LightWord } from '../light-mark.tsx';
import { type LiveZone, shownLight } from '../live/live-store.ts';
import { useTimes } from '../use-times.ts';
import { LightSince } from './zone-number.tsx';

const loadHoldSheet = () => import('./hold-sheet.tsx').then((module) => module.HoldSheet);
const HoldSheet = dynamic(loadHoldSheet, { ssr: false });

/** The light, since when, and its hold; buttons to hold and release. */
export function LightPanel({ zone }: { readonly zone: LiveZone }) {
  const t = useTranslations('zone');
  const words = useTranslations('hold');
  const { api } = useConsole();
  const isLive = useIsLive();
  const mayOperate = useMayOperate();
  const [isHolding, setIsHolding] = useState(false);
  const [isReleasing, setIsReleasing] = useState(false);
  const [failure, setFailure] = useState<string>();
  const { path, state } = zone;
  useIdle(loadHoldSheet);
  // A hold, its end and its release change the zone's reason or since; then it is loaded again.
  const { data: hold, mutate } = useSWR(['hold', path, state.reason, state.since], () =>
    answerOr(api.GET('/api/v1/zones/{site}/{zone}/hold', { params: zoneAt(path) }), null),
  );
  const buttons = useKeptFocus<HTMLDivElement>(hold);
  const warned = useLive(({ zones }) => zones);
  const others = Object.values(warned).flatMap((each) =>
    each.state.site === state.site && each.path !== path && each.state.emergency ? each.path : [],
  );
  const release = async (paths: readonly Path[]) => {
    setIsReleasing(true);
    const answers = await Promise.all(
      paths.map((each) =>
        ask(
          api.DELETE('/api/v1/zones/{site}/{zone}/hold', { params: zoneAt(each), ...once(newCommandKey()) }),
        ),
      ),
    );
    setFailure(answers.every(({ ok }) => ok) ? undefined : words('releaseFailed'));
    await mutate();
    setIsReleasing(false);
  };
  const isOff = !isLive || !mayOperate;
  return (
    <Panel title={t('lightTitle')}>
      <p className="text-lg">
        <span className="font-semibold">
          <LightWord light={shownLight(zone).light} emergency={state.emergency} />
        </span>{' '}
        <span className="text-muted">
          <LightSince zone={zone} />
        </span>
      </p>
      {hold && <HeldBy hold={hold} site={state.site} />}
      <div ref={buttons} className="mt-3 flex flex-wrap gap-3">
        <Button disabled={isOff} onClick={() => setIsHolding(true)}>
          {words('action')}
        </Button>
        {hold && (
          <Button variant="primary" disabled={isOff || isReleasing} onClick={() => void release([path])}>
            {words('release')}
          </Button>
        )}
        {hold?.emergency && others.length > 0 && (
          <Button disabled={isOff || isReleasing} onClick={() => void release([path, ...others])}>
            {words('releaseEverywhere')}
          </Button>
        )}
      </div>
      <p role="status" className="font-medium empty:hidden">
        {failure}
      </p>
      {isHolding && (
        <HoldSheet
          zone={zone}
          onClose={(isHeld) => {
            setIsHolding(false);
            if (isHeld) void mutate();
          }}
        />
      )}
    </Panel>
  );
}

function HeldBy({ hold, site }: { readonly hold: Hold; readonly site: string }) {
  const t = useTranslations('hold');
  const app = useTranslations('app');
  const lights = useTranslations('heldLight');
  const { moment } = useTimes(site);
  const about = { light: lights(hold.emergency ?? hold.light), user: hold.by };
  return (
    <div className="mt-2 border-l-4 border-ink pl-3" data-hold={hold.light}>
      <p className="font-medium tabular">
        {hold.until === undefined ? t('held', about) : t('heldUntil', { ...about, time: moment(hold.until) })}
      </p>
      {hold.note !== undefined && <p className="text-muted">{app('quoted', { text: hold.note })}</p>}
    </div>
  );
}
