'use client';

import { useTranslations } from 'use-intl';
import { Empty } from '#components/ui/empty.tsx';
import type { Path } from '#lib/contract/path.ts';
import { handDriver } from '#lib/hand-driver.ts';
import { nameOfSensor } from '#lib/names.ts';
import { useLive, useMayConfigure } from '../console-context.ts';
import { BackTitle } from '../page-title.tsx';
import { ByHandPanel } from './by-hand-panel.tsx';
import { ConditionMark } from './condition-mark.tsx';
import { DevicePanels } from './device-panels.tsx';
import { SensorContext } from './sensor-context.ts';
import { StatusPanel } from './status-panel.tsx';

/** One sensor: condition, device data, and commands. */
export function SensorView({ path }: { readonly path: Path }) {
  const t = useTranslations('sensorPage');
  const mayConfigure = useMayConfigure();
  const sensor = useLive(({ sensors }) => sensors[path]);
  return (
    <div data-sensor={path} data-condition={sensor?.status} className="mx-auto max-w-5xl px-4 pb-8 sm:px-6">
      <BackTitle
        back="/console/sensors"
        backLabel={t('back')}
        title={nameOfSensor(sensor ?? { sensor: path.split('/')[1] ?? '' })}
      >
        {sensor !== undefined && <ConditionMark condition={sensor.status} />}
      </BackTitle>
      {sensor === undefined ? (
        <Empty title={t('gone')} hint={t('goneHint')} />
      ) : (
        <SensorContext value={sensor}>
          <StatusPanel />
          <ByHandPanel />
          {mayConfigure && sensor.driver !== handDriver && <DevicePanels />}
        </SensorContext>
      )}
    </div>
  );
}
