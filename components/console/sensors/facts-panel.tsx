'use client';

import { useTranslations } from 'use-intl';
import { Panel } from '#components/ui/panel.tsx';
import type { DeviceFact } from '#lib/contract/device.ts';
import { PartContent } from './part-content.tsx';
import { useDevicePart } from './sensor-context.ts';

/** Facts about the device. */
export function FactsPanel() {
  const t = useTranslations('sensorPage');
  const part = useDevicePart('facts', (api) => api.facts());
  return (
    <Panel title={t('facts')}>
      <PartContent part={part} skeleton="h-40">
        {(facts) =>
          facts.length === 0 ? (
            <p className="text-muted">{t('noFacts')}</p>
          ) : (
            <dl>
              {facts.map((fact) => (
                <Fact key={`${fact.name} ${fact.subject ?? ''}`} fact={fact} />
              ))}
            </dl>
          )
        }
      </PartContent>
    </Panel>
  );
}

function Fact({ fact: { name, subject = '', value } }: { readonly fact: DeviceFact }) {
  const t = useTranslations('sensorPage');
  const isSwitch = name === 'signal';
  return (
    <div className="flex flex-wrap justify-between gap-x-4 border-b border-line py-2 last:border-b-0">
      <dt className="text-muted">{t(`fact.${name}`, { subject })}</dt>
      <dd className="min-w-0 select-all break-words text-right font-medium tabular">
        {isSwitch ? t(value === 'true' ? 'on' : 'off') : value}
      </dd>
    </div>
  );
}
