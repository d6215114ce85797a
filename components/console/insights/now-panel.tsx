import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Panel } from '#components/ui/panel.tsx';
import type { SensorInsightsView } from '#lib/contract/insights.ts';
import { useInsightsWords } from './use-insights-words.ts';

/** Live values of a gateway: queues, dwell times, and paths. */
export function NowPanel({ sensor: { now, problems } }: { readonly sensor: SensorInsightsView }) {
  const t = useTranslations('insights');
  const words = useInsightsWords();
  const isWithoutPaths = problems.some(
    ({ part, error }) => part === 'paths' && error.kind === 'switched-off',
  );
  const most = Math.max(1, ...now.paths.map(({ people }) => people));
  if (now.queues.length + now.stays.length + now.paths.length === 0 && !isWithoutPaths) return null;
  return (
    <div className="gap-4 space-y-4 sm:columns-2 lg:columns-3 [&>*]:break-inside-avoid">
      {now.queues.length > 0 && (
        <Panel title={t('queues')}>
          <Rows>
            {now.queues.map(({ queue, name, people }) => (
              <Row key={queue} name={name ?? queue}>
                <span data-queue={queue}>{t('queuePeople', { count: people })}</span>
              </Row>
            ))}
          </Rows>
        </Panel>
      )}
      {now.stays.length > 0 && (
        <Panel title={t('stays')}>
          <p className="mb-1 text-sm text-muted">{t('staysHint')}</p>
          <Rows>
            {now.stays.map(({ zone, name, lastDayS, lastWeekS }) => (
              <Row key={zone} name={name ?? zone}>
                <span className="font-semibold">{words.stay(lastDayS)}</span>
                {lastWeekS !== undefined && (
                  <span className="block text-sm text-muted">
                    {t('stayWeek', { time: words.stay(lastWeekS) })}
                  </span>
                )}
              </Row>
            ))}
          </Rows>
        </Panel>
      )}
      {(now.paths.length > 0 || isWithoutPaths) && (
        <Panel title={t('paths')}>
          <p className="mb-1 text-sm text-muted">{t(isWithoutPaths ? 'pathsOff' : 'pathsHint')}</p>
          <Rows>
            {now.paths.map(({ zones, people }) => (
              <Row key={zones.join('>')} name={zones.join(' → ')} share={people / most}>
                {t('pathPeople', { count: people })}
              </Row>
            ))}
          </Rows>
        </Panel>
      )}
    </div>
  );
}

function Rows({ children }: { readonly children: ReactNode }) {
  return <ul className="divide-y divide-line">{children}</ul>;
}

interface RowProps {
  readonly name: string;
  /** Share of the longest bar. */
  readonly share?: number;
  readonly children: ReactNode;
}

function Row({ name, share, children }: RowProps) {
  return (
    <li className="py-2.5">
      <div className="flex items-baseline justify-between gap-4">
        <span>{name}</span>
        <span className="text-right tabular">{children}</span>
      </div>
      {share !== undefined && (
        <span aria-hidden="true" className="mt-1 block h-1.5 rounded-full bg-line/60">
          <span
            className="block h-full rounded-full bg-ink/60"
            style={{ width: `${Math.round(share * 100)}%` }}
          />
        </span>
      )}
    </li>
  );
}
