import dynamic from 'next/dynamic';
import { useState } from 'react';
import useSWR from 'swr';
import { useFormatter, useTranslations } from 'use-intl';
import { Panel } from '#components/ui/panel.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { answerOf, zoneAt } from '#lib/api/client.ts';
import type { Forecast } from '#lib/contract/forecast.ts';
import type { Path } from '#lib/contract/path.ts';
import { useConsole, useLive } from '../console-context.ts';
import { addDays, noonOf, wallTime } from './history-clock.ts';
import { periodAround, spanOf } from './history-period.ts';
import { Legend } from './line-sample.tsx';
import { useTimezone } from './use-history.ts';
import { useTicks } from './use-ticks.ts';

const heightClass = 'h-56';
const TimeChart = dynamic(() => import('./time-chart.tsx'), {
  ssr: false,
  loading: () => <Skeleton className={heightClass} />,
});

const daysAhead = 7;
const refreshMs = 5 * 60_000;

/** How many are expected, day by day for a week; when it is quietest and when it is full. */
export function ForecastPanel({ zone }: { readonly zone: Path }) {
  const t = useTranslations('accuracy.forecast');
  const format = useFormatter();
  const { api } = useConsole();
  const timezone = useTimezone(zone);
  const today = wallTime(Date.now(), timezone).date;
  const [ahead, setAhead] = useState(0);
  const state = useLive(({ zones }) => zones[zone]?.state);
  const { data, error } = useSWR<Forecast, string>(
    ['forecast', zone],
    () => {
      const params = { ...zoneAt(zone), query: { days: daysAhead } };
      return answerOf(api.GET('/api/v1/zones/{site}/{zone}/forecast', { params }));
    },
    { refreshInterval: refreshMs },
  );
  const date = addDays(today, ahead);
  const days = Array.from({ length: daysAhead + 1 }, (_, day) => addDays(today, day));
  const nameOf = (day: string) =>
    format.dateTime(noonOf(day), { weekday: 'long', day: 'numeric', month: 'short', timeZone: 'UTC' });
  const clock = (at: string) =>
    format.dateTime(new Date(at), {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: timezone,
    });
  const isOfDay = ({ from }: { readonly from: string }) => wallTime(Date.parse(from), timezone).date === date;
  const quietest = data?.quietest.find(isOfDay);
  const full = data?.rows.find((row) => isOfDay(row) && row.light === 'red');
  const quieter = ahead === 0 ? state?.outlook?.quieter : undefined;
  if (error !== undefined && data === undefined) {
    return (
      <Panel title={t('title')}>
        <p className="text-muted">{t('failed')}</p>
      </Panel>
    );
  }
  const rows = data?.rows.filter(isOfDay) ?? [];
  return (
    <Panel title={t('title')}>
      {data === undefined ? (
        <Skeleton className={heightClass} />
      ) : data.rows.length === 0 ? (
        <p className="text-muted">{t('none')}</p>
      ) : (
        <div data-forecast={zone}>
          <SelectField
            label={t('day')}
            value={ahead}
            onChange={(event) => setAhead(Number(event.target.value))}
            options={days.map((day, at) => ({ value: at, name: nameOf(day) }))}
          />
          <p className="my-3 min-h-6 font-medium tabular">
            {rows.every(({ light }) => light === 'closed') && t('closed')}{' '}
            {full !== undefined && t('full', { time: clock(full.from) })}{' '}
            {quieter !== undefined && t('quieter', { time: quieter.time })}{' '}
            {quietest !== undefined && t('quietest', { from: clock(quietest.from), to: clock(quietest.to) })}
          </p>
          <Legend
            entries={[
              { name: t('expected'), style: 'line' },
              { name: t('range'), style: 'area' },
            ]}
          />
          <div className={heightClass}>
            <Day rows={rows} date={date} timezone={timezone} capacity={state?.capacity ?? 0} />
          </div>
          <Accuracy accuracy={data.accuracy} />
        </div>
      )}
    </Panel>
  );
}

interface DayProps {
  readonly rows: Forecast['rows'];
  readonly date: string;
  readonly timezone: string;
  readonly capacity: number;
}

function Day({ rows, date, timezone, capacity }: DayProps) {
  const t = useTranslations('accuracy.forecast');
  const { number, dateTime } = useFormatter();
  const day = periodAround('day', date);
  const ticks = useTicks(day, timezone);
  const { fromMs, toMs } = spanOf(day, timezone);
  const whole = (value: number) => number(Math.round(value));
  return (
    <TimeChart
      label={t('title')}
      xs={rows.map(({ from }) => Date.parse(from) / 1000 + 450)}
      fromS={fromMs / 1000}
      toS={toMs / 1000}
      ticks={ticks}
      atLeast={capacity}
      lines={[
        { name: t('range'), style: 'area', values: rows.map(({ high }) => high) },
        { name: t('expected'), style: 'line', values: rows.map(({ expected }) => expected) },
        { name: '', style: 'limit', values: rows.map(() => capacity) },
      ]}
      describePoint={(index) => {
        const row = rows[index];
        if (row === undefined) return '';
        const time = dateTime(new Date(row.from), {
          hour: '2-digit',
          minute: '2-digit',
          hourCycle: 'h23',
          timeZone: timezone,
        });
        return t('point', {
          time,
          expected: whole(row.expected),
          low: whole(row.low),
          high: whole(row.high),
        });
      }}
    />
  );
}

function Accuracy({ accuracy }: { readonly accuracy: Forecast['accuracy'] }) {
  const t = useTranslations('accuracy.forecast');
  const { number } = useFormatter();
  const { mae, baselineMae, days } = accuracy;
  const tenths = (people: number) => number(people, { maximumFractionDigits: 1 });
  if (mae === null || baselineMae === null || days === 0) return null;
  return (
    <p className="mt-2 text-sm text-muted tabular">
      {t('accuracy', { days, mae: tenths(mae), baseline: tenths(baselineMae) })}
    </p>
  );
}
