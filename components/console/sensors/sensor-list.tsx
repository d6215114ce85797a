'use client';

import { useTranslations } from 'use-intl';
import { Empty } from '#components/ui/empty.tsx';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import { useConsole, useLive } from '../console-context.ts';
import { CatchingUp } from '../history/catching-up.tsx';
import { PageTitle } from '../page-title.tsx';
import { SiteHeading } from '../site-heading.tsx';
import { SensorRow } from './sensor-row.tsx';

/** Every sensor with its condition, site by site; the faulty ones first. */
export function SensorList() {
  const t = useTranslations('sensors');
  const { sites } = useConsole();
  const sensors = useLive((live) => Object.values(live.sensors));
  const ok = sensors.filter(({ status }) => status === 'ok').length;
  return (
    <div className="mx-auto max-w-5xl px-4 pb-8 sm:px-6">
      <PageTitle
        aside={
          sensors.length > 0 && (
            <p className="text-muted tabular">
              {t('summary', { ok: String(ok), total: String(sensors.length) })}
            </p>
          )
        }
      >
        {t('title')}
      </PageTitle>
      <CatchingUp />
      {sensors.length === 0 ? (
        <Empty title={t('empty')} hint={t('emptyHint')} />
      ) : (
        <div className="space-y-8">
          {sites.map((site) => (
            <section key={site.id} aria-label={site.name}>
              <SiteHeading site={site} />
              <ul className="space-y-3">
                {faultyFirst(sensors.filter((sensor) => sensor.site === site.id)).map((sensor) => (
                  <SensorRow key={sensor.sensor} sensor={sensor} />
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
    </div>
  );
}

function faultyFirst(sensors: readonly SensorStatus[]): readonly SensorStatus[] {
  return [...sensors].sort((a, b) => Number(a.status === 'ok') - Number(b.status === 'ok'));
}
