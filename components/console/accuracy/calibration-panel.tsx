import useSWR from 'swr';
import { useFormatter, useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { answerOr, ask, once, zoneAt } from '#lib/api/client.ts';
import { newCommandKey } from '#lib/api/command-key.ts';
import type { Calibration } from '#lib/contract/calibration.ts';
import { readableId } from '#lib/names.ts';
import { useConsole, useMayConfigure } from '../console-context.ts';
import { Legend } from '../history/line-sample.tsx';
import type { LiveZone } from '../live/live-store.ts';
import { useCommand } from '../use-command.ts';

const address = '/api/v1/zones/{site}/{zone}/calibration';

type Miss = Calibration['misses'][number];

/** How far the number may be off, what the last closings teach, and whether a correction would help. */
export function CalibrationPanel({ zone }: { readonly zone: LiveZone }) {
  const t = useTranslations('accuracy.calibration');
  const { number } = useFormatter();
  const { api } = useConsole();
  const { path, state } = zone;
  const { data, mutate } = useSWR(['calibration', path], () =>
    answerOr(api.GET(address, { params: zoneAt(path) }), undefined),
  );
  const { plausible } = state;
  return (
    <Panel title={t('title')}>
      {plausible && (
        <p className="tabular" data-plausible={`${plausible.low}-${plausible.high}`}>
          {plausible.low === plausible.high
            ? t('plausibleSure')
            : t('plausible', { low: number(plausible.low), high: number(plausible.high) })}
        </p>
      )}
      {data === undefined ? (
        <Skeleton className="mt-3 h-16" />
      ) : (
        <Learnt zone={zone} calibration={data} onChange={() => void mutate()} />
      )}
    </Panel>
  );
}

interface LearntProps {
  readonly zone: LiveZone;
  readonly calibration: Calibration;
  readonly onChange: () => void;
}

function Learnt({ zone, calibration, onChange }: LearntProps) {
  const t = useTranslations('accuracy.calibration');
  const { api } = useConsole();
  const { number } = useFormatter();
  const mayConfigure = useMayConfigure();
  const { failure, run } = useCommand();
  const { mode, advice, applied, mean, closings } = calibration;
  const act = async (isTakenBack: boolean) => {
    const command = { params: zoneAt(zone.path), ...once(newCommandKey()) };
    await run(
      isTakenBack ? ask(api.DELETE(address, command)) : ask(api.PUT(address, { ...command, body: {} })),
      () => t('failed'),
    );
    onChange();
  };
  if (mode === 'off') return <p className="mt-2 text-muted">{t('off')}</p>;
  if (advice === 'no-closings') return <p className="mt-2 text-muted">{t('noClosings')}</p>;
  if (advice === 'levels') return <p className="mt-2 text-muted">{t('levels')}</p>;
  const people = (value: number) => number(value, { maximumFractionDigits: 1 });
  return (
    <div className="mt-2 space-y-2" data-advice={advice}>
      {advice === 'too-early' && <p className="text-muted">{t('tooEarly', { count: calibration.days })}</p>}
      {advice === 'no-help' && <p>{t('noHelp')}</p>}
      {advice === 'correct' && <Misses misses={calibration.misses} />}
      {advice === 'correct' && mean && (
        <p className="text-muted tabular">
          {t('helps', { without: people(mean.without), with: people(mean.with) })}
        </p>
      )}
      {closings.length > 1 && <Picture closings={closings} />}
      {applied !== null && <p className="font-medium">{t('applied', { factors: factorsOf(applied) })}</p>}
      {mode === 'auto' && <p className="text-muted">{t('auto')}</p>}
      <div className="flex flex-wrap items-center gap-3">
        {advice === 'correct' && applied === null && mode === 'suggest' && (
          <>
            <span className="font-medium">{t('correctQuestion')}</span>
            <Button variant="primary" disabled={!mayConfigure} onClick={() => void act(false)}>
              {t('correct')}
            </Button>
          </>
        )}
        {applied !== null && (
          <Button disabled={!mayConfigure} onClick={() => void act(true)}>
            {t('takeBack')}
          </Button>
        )}
      </div>
      <p role="status" className="font-medium empty:hidden">
        {failure}
      </p>
    </div>
  );
}

/** Each door that misses somebody worth a word; weekends only where they differ. */
function Misses({ misses }: { readonly misses: readonly Miss[] }) {
  const t = useTranslations('accuracy.calibration');
  const { number } = useFormatter();
  const shown = misses.filter(({ of100 }) => Math.round(of100) > 0);
  const isSaid = (miss: Miss) =>
    miss.kind === 'weekend' &&
    shown.some(
      (other) =>
        other.kind === 'workday' &&
        other.sensor === miss.sensor &&
        other.channel === miss.channel &&
        other.side === miss.side &&
        Math.round(other.of100) === Math.round(miss.of100),
    );
  return (
    <ul className="space-y-1 text-lg font-medium">
      {shown
        .filter((miss) => !isSaid(miss))
        .map((miss) => {
          const values = { door: readableId(miss.sensor), of100: number(Math.round(miss.of100)) };
          const sentence = miss.side === 'out' ? t('out', values) : t('in', values);
          return (
            <li key={`${miss.sensor}/${miss.channel}/${miss.kind}`}>
              {miss.kind === 'weekend' ? t('weekend', { sentence }) : t('workday', { sentence })}{' '}
              <span className="text-base font-normal text-muted">
                {t('sure', { within: number(Math.max(1, Math.round(miss.within))) })}
              </span>
            </li>
          );
        })}
    </ul>
  );
}

const width = 320;
const height = 96;

/** The errors at the last closings, as counted and as they would have been with what was learnt before. */
function Picture({ closings }: { readonly closings: Calibration['closings'] }) {
  const t = useTranslations('accuracy.calibration');
  const { number } = useFormatter();
  const most = Math.max(1, ...closings.flatMap((each) => [Math.abs(each.without), Math.abs(each.with ?? 0)]));
  const step = width / closings.length;
  const barOf = (value: number, at: number, offset: number) => {
    const size = (Math.abs(value) / most) * (height / 2 - 2);
    return {
      x: at * step + offset * step,
      width: Math.max(1, step * 0.36),
      y: value > 0 ? height / 2 - size : height / 2,
      height: Math.max(0.5, size),
    };
  };
  const last = closings.at(-1);
  return (
    <figure>
      <figcaption className="mb-1 text-sm text-muted">{t('picture')}</figcaption>
      <svg
        role="img"
        viewBox={`0 0 ${width} ${height}`}
        className="h-24 w-full text-ink"
        preserveAspectRatio="none"
        aria-label={
          last === undefined
            ? t('picture')
            : t('day', {
                day: last.day,
                without: number(last.without),
                with: number(last.with ?? last.without),
              })
        }
      >
        <line x2={width} y1={height / 2} y2={height / 2} stroke="currentColor" strokeWidth="0.5" />
        {closings.map((each, at) => (
          <g key={each.day}>
            <rect {...barOf(each.without, at, 0.1)} fill="currentColor" opacity="0.3" />
            {each.with !== undefined && <rect {...barOf(each.with, at, 0.54)} fill="currentColor" />}
          </g>
        ))}
      </svg>
      <Legend
        entries={[
          { name: t('without'), style: 'area' },
          { name: t('with'), style: 'line' },
        ]}
      />
    </figure>
  );
}

function factorsOf(applied: NonNullable<Calibration['applied']>): string {
  const parts = applied.flatMap(({ sensor, kind, ...factor }) =>
    kind === 'workday'
      ? (['in', 'out'] as const).flatMap((side) =>
          factor[side] === 1 ? [] : `${readableId(sensor)} ${side} ×${factor[side].toFixed(3)}`,
        )
      : [],
  );
  return parts.length === 0 ? '×1' : parts.join(', ');
}
