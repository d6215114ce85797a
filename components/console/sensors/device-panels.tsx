'use client';

import { useTranslations } from 'use-intl';
import { Panel } from '#components/ui/panel.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { Device } from '#lib/contract/device.ts';
import { ActionsPanel } from './actions-panel.tsx';
import { DaysPanel } from './days-panel.tsx';
import { ExportPanel } from './export-panel.tsx';
import { FactsPanel } from './facts-panel.tsx';
import { LogsPanel } from './logs-panel.tsx';
import { MemoryPanel } from './memory-panel.tsx';
import { ParametersPanel } from './parameters-panel.tsx';
import { PartContent } from './part-content.tsx';
import { PlacementPanel } from './placement-panel.tsx';
import { useDevice, useRights, useSensor } from './sensor-context.ts';

/** A panel for each part of the device. */
export function DevicePanels() {
  const t = useTranslations('sensorPage');
  const device = useDevice();
  const isLocked = useSensor().status === 'unauthorized';
  if (isLocked) return <p className="mt-6 max-w-prose px-1 text-muted">{t('locked')}</p>;
  if (device.value !== undefined) return <Parts device={device.value} />;
  if (device.failure === undefined || device.isAsking) {
    return (
      <div className="mt-4 grid gap-4 lg:grid-cols-2">
        <Skeleton className="h-72" />
        <Skeleton className="h-72" />
      </div>
    );
  }
  return (
    <Panel title={t('facts')} className="mt-4">
      <PartContent part={device} skeleton="h-32">
        {() => null}
      </PartContent>
    </Panel>
  );
}

function Parts({ device }: { readonly device: Device }) {
  const t = useTranslations('sensorPage');
  const { mayConfigure } = useRights();
  const { parts, exports, actions } = device;
  const has = (part: Device['parts'][number]) => parts.includes(part);
  if (parts.length + exports.length + actions.length === 0)
    return <p className="mt-6 max-w-prose px-1 text-muted">{t('notYet')}</p>;
  const facts = has('facts') && <FactsPanel />;
  const hasLarge = has('placement') || (mayConfigure && (has('parameters') || has('logs')));
  return (
    <div className="mt-4 grid gap-4 lg:grid-cols-2 lg:items-start">
      <div className="min-w-0 space-y-4">
        {has('placement') && <PlacementPanel />}
        {has('parameters') && mayConfigure && <ParametersPanel />}
        {has('logs') && mayConfigure && <LogsPanel />}
        {!hasLarge && facts}
      </div>
      <div className="min-w-0 space-y-4">
        {hasLarge && facts}
        {has('days') && <DaysPanel />}
        {device.hasHistory && mayConfigure && <MemoryPanel />}
        {exports.length > 0 && mayConfigure && <ExportPanel offers={exports} />}
        {actions.length > 0 && mayConfigure && <ActionsPanel device={device} />}
      </div>
    </div>
  );
}
