import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { ask } from '#lib/api/client.ts';
import type { Device, DeviceAction, DeviceFact } from '#lib/contract/device.ts';
import { ExportPanel } from './export-panel.tsx';
import { LogsPanel } from './logs-panel.tsx';
import { MemoryPanel } from './memory-panel.tsx';
import { Note } from './note.tsx';
import { ParametersPanel } from './parameters-panel.tsx';
import { PartContent } from './part-content.tsx';
import { PlacementPanel } from './placement-panel.tsx';
import { useCanCommand, useDevice, useDevicePart, useRights, useSensor } from './sensor-context.ts';

/** A panel for each part that the device has, for who configures. */
export function DevicePanels() {
  const t = useTranslations('sensorPage');
  const device = useDevice();
  const { status, lastError } = useSensor();
  // One card says what is wrong: each of these would only repeat it.
  const isSilent =
    status === 'unreachable' || (status === 'invalid' && lastError?.error.kind === 'http-status');
  if (status === 'unauthorized' || isSilent) {
    return <p className="mt-6 max-w-prose px-1 text-muted">{t(isSilent ? 'silent' : 'locked')}</p>;
  }
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
  const { parts, exports, actions } = device;
  const has = (part: Device['parts'][number]) => parts.includes(part);
  if (parts.length + exports.length + actions.length === 0)
    return <p className="mt-6 max-w-prose px-1 text-muted">{t('notYet')}</p>;
  const facts = has('facts') && <FactsPanel />;
  const hasLarge = has('placement') || has('parameters') || has('logs');
  return (
    <div className="mt-4 grid gap-4 lg:grid-cols-2 lg:items-start">
      <div className="min-w-0 space-y-4">
        {has('placement') && <PlacementPanel />}
        {has('parameters') && <ParametersPanel />}
        {has('logs') && <LogsPanel />}
        {!hasLarge && facts}
      </div>
      <div className="min-w-0 space-y-4">
        {hasLarge && facts}
        {has('days') && <DaysPanel />}
        {device.hasHistory && <MemoryPanel />}
        {exports.length > 0 && <ExportPanel offers={exports} />}
        {actions.length > 0 && <ActionsPanel device={device} />}
      </div>
    </div>
  );
}

/** The days with counts in the device's memory. */
function DaysPanel() {
  const t = useTranslations('sensorPage.days');
  const part = useDevicePart('days', (api, init) =>
    ask(api.GET('/api/v1/sensors/{site}/{sensor}/device/days', init)),
  );
  return (
    <Panel title={t('title')}>
      <PartContent part={part} skeleton="h-12">
        {({ days }) => <Days days={days} />}
      </PartContent>
    </Panel>
  );
}

function Days({ days }: { readonly days: readonly string[] }) {
  const t = useTranslations('sensorPage.days');
  const format = useFormatter();
  // Dates have no timezone: noon in UTC stands for them.
  const inWords = (day: string) =>
    format.dateTime(new Date(`${day}T12:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' });
  const from = days[0];
  const to = days.at(-1);
  if (from === undefined || to === undefined) return <p className="text-muted">{t('none')}</p>;
  return (
    <details>
      <summary className="flex min-h-touch cursor-pointer flex-wrap items-center gap-x-3 rounded-lg">
        <span className="text-xl font-semibold tabular">{t('count', { count: days.length })}</span>
        <span className="text-muted tabular">{t('range', { from: inWords(from), to: inWords(to) })}</span>
      </summary>
      <ul className="mt-2 flex max-h-48 flex-wrap gap-x-4 gap-y-1 overflow-y-auto text-muted tabular">
        {days.map((day) => (
          <li key={day}>{inWords(day)}</li>
        ))}
      </ul>
    </details>
  );
}

/** Facts about the device. */
function FactsPanel() {
  const t = useTranslations('sensorPage');
  const part = useDevicePart('facts', (api, init) =>
    ask(api.GET('/api/v1/sensors/{site}/{sensor}/device/facts', init)),
  );
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

const ActionSheet = dynamic(() => import('./action-sheet.tsx').then((module) => module.ActionSheet), {
  ssr: false,
});

/** The actions of the device. */
function ActionsPanel({ device }: { readonly device: Device }) {
  const t = useTranslations('sensorPage.actions');
  const { mayAdminister } = useRights();
  const canCommand = useCanCommand();
  const [chosen, setChosen] = useState<DeviceAction>();
  const [done, setDone] = useState<DeviceAction['id']>();
  return (
    <Panel title={t('title')}>
      <ul className="space-y-4">
        {device.actions.map((action) => {
          const isAllowed = mayAdminister || !action.isDestructive;
          return (
            <li key={action.id}>
              <Button
                disabled={!canCommand || !isAllowed}
                onClick={() => setChosen(action)}
                className="w-full"
              >
                {t(action.id)} …
              </Button>
              <p className="mt-1.5 text-sm text-muted">
                {t(`${action.id}Hint`)} {!isAllowed && t('adminOnly')}
              </p>
            </li>
          );
        })}
      </ul>
      {done !== undefined && <Note kind="done">{t('done', { action: t(done) })}</Note>}
      {chosen !== undefined && (
        <ActionSheet
          action={chosen}
          device={device}
          onClose={() => setChosen(undefined)}
          onDone={() => {
            setDone(chosen.id);
            setChosen(undefined);
          }}
        />
      )}
    </Panel>
  );
}
