import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useFormatter, useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { useForm } from '#components/ui/use-form.ts';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import type { ProbeRequest } from '#lib/contract/probe.ts';
import { handDriver } from '#lib/hand-driver.ts';
import { readableId } from '#lib/names.ts';
import { useOrigin } from '../../use-origin.ts';
import { comesByItself, type FoundAnswer, sensorDocumentFrom, suggestedZone } from '../settings-probe.ts';
import { freeId, textOf } from '../settings-values.ts';
import { ReadingNow, useLiveReadings } from './live-readings.tsx';
import type { Feed, useSensorSaver } from './use-sensor-saver.ts';

export interface FoundStepProps {
  readonly found: FoundAnswer;
  readonly request: ProbeRequest;
  readonly entries: readonly ConfigEntry[];
  readonly saver: ReturnType<typeof useSensorSaver>;
  readonly onBack: () => void;
}

interface FoundFields {
  readonly name: string;
  readonly zoneName: string;
  readonly zoneCapacity: number;
}

/** What a device proves by that it may send: nobody guesses it. */
function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The value for "no zone". */
const nothing = '';
const newZone = '+';

/** The device was found: its live numbers, and its name and zone. */
export function FoundStep({ found, request, entries, saver, onBack }: FoundStepProps) {
  const t = useTranslations('settings');
  const { number } = useFormatter();
  const { readings, isFresh } = useLiveReadings(request, found);
  const origin = useOrigin();
  const byHand = useTranslations('byHand');
  const isByHand = found.driver === handDriver;
  const isPushed = found.url === comesByItself && !isByHand;
  const [pushToken] = useState(() => (isPushed ? newToken() : undefined));
  const zones = entries.filter(({ kind }) => kind === 'zone');
  const open = zones
    .filter(({ managedBy }) => managedBy !== 'file')
    .map(({ id, document }) => ({ id, name: textOf(document, 'name', id) }));
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(
      found.readings.map((reading) => [
        reading.channel,
        suggestedZone(reading, found.readings, open) ?? (zones.length === 0 ? newZone : nothing),
      ]),
    ),
  );
  const { register, handleSubmit, control } = useForm<FoundFields>({
    defaultValues: { name: found.name ?? '', zoneName: '', zoneCapacity: 50 },
  });
  const [name, zoneName] = useWatch({ control, name: ['name', 'zoneName'] });
  const usedIds = (kind: string) => entries.filter((entry) => entry.kind === kind).map(({ id }) => id);
  const sensorId = freeId(name, usedIds('sensor'), 'sensor');
  const zoneId = freeId(zoneName, usedIds('zone'), 'zone');
  const hasNewZone = readings.some(({ channel }) => chosen[channel] === newZone);
  const twin = entries.find(
    ({ kind, document }) =>
      !isPushed && kind === 'sensor' && textOf(document, 'url') === found.url && !isByHand,
  );

  const submit = handleSubmit((fields) => {
    const channelsOf = (zone: string) =>
      readings.map(({ channel }) => channel).filter((channel) => chosen[channel] === zone);
    const feeds: Feed[] = zones.map(({ id, document, revision }) => ({
      id,
      name: textOf(document, 'name', id),
      document,
      revision,
      channels: channelsOf(id),
    }));
    feeds.push({
      id: zoneId,
      name: fields.zoneName.trim(),
      document: { name: fields.zoneName.trim(), capacity: fields.zoneCapacity, sources: [] },
      revision: null,
      channels: channelsOf(newZone),
    });
    return saver.save(
      {
        id: sensorId,
        document: sensorDocumentFrom(request, found, fields.name, pushToken),
        pollMs: found.pollMs,
      },
      feeds.filter(({ channels }) => channels.length > 0),
    );
  });

  const { saved } = saver;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="space-y-6">
      <Panel title={isByHand ? byHand('title') : t('add.foundTitle', { label: found.label })}>
        <p className="text-muted">
          {found.url !== comesByItself && found.url}
          {found.serial !== undefined && ` · ${t('add.foundSerial', { serial: found.serial })}`}
        </p>
        {twin !== undefined && (
          <p className="mt-3 rounded-lg border-2 border-ink px-4 py-2 font-medium">
            {t('add.already', { sensor: textOf(twin.document, 'name', readableId(twin.id)) })}
          </p>
        )}
        <p className="mt-4 max-w-prose" role="status">
          {isByHand
            ? byHand('hintAlways')
            : isPushed
              ? t('add.pushHint')
              : readings.length === 0
                ? t('add.noReadings')
                : t(isFresh ? 'add.live' : 'add.liveLost')}
        </p>
        {isPushed && (
          <dl className="mt-3 space-y-2" data-push-token={pushToken}>
            <dt className="font-medium">{t('add.pushAddress')}</dt>
            <dd className="select-all break-words font-mono text-base">{`${origin}/push/generic/${request.site}/${sensorId}`}</dd>
            <dt className="font-medium">{t('add.pushToken')}</dt>
            <dd className="select-all break-words font-mono text-base">{pushToken}</dd>
          </dl>
        )}
        <ul className="mt-3">
          {readings.map((reading) => (
            <li
              key={reading.channel}
              className="grid items-center gap-x-6 gap-y-2 border-t border-line py-3 sm:grid-cols-2"
            >
              <ReadingNow reading={reading} />
              <SelectField
                label={
                  found.hasChannels
                    ? t('add.channel', { channel: reading.name ?? reading.channel })
                    : t('add.feeds')
                }
                value={chosen[reading.channel] ?? nothing}
                onChange={(event) => setChosen({ ...chosen, [reading.channel]: event.target.value })}
              >
                <option value={nothing}>{t('add.feedsNothing')}</option>
                {zones.map(({ id, document, managedBy }) => (
                  <option key={id} value={id} disabled={managedBy === 'file'}>
                    {managedBy === 'file'
                      ? t('add.fileZone', { zone: textOf(document, 'name', id) })
                      : textOf(document, 'name', id)}
                  </option>
                ))}
                <option value={newZone}>{t('add.feedsNew')}</option>
              </SelectField>
            </li>
          ))}
        </ul>
        {hasNewZone && (
          <div className="mt-2 grid items-start gap-4 rounded-xl border border-line bg-paper p-4 sm:grid-cols-2">
            <Field
              label={t('add.newZone')}
              maxLength={100}
              {...register('zoneName', { validate: (text) => text.trim() !== '' || t('required') })}
            />
            <Field
              label={t('add.newCapacity')}
              type="number"
              inputMode="numeric"
              {...register('zoneCapacity', {
                valueAsNumber: true,
                validate: (people) =>
                  (Number.isInteger(people) && people >= 1) ||
                  t('wholeNumber', { min: '1', max: number(1_000_000) }),
              })}
            />
          </div>
        )}
      </Panel>
      <Panel title={t('zone.sensor')}>
        <Field
          label={t('add.name')}
          hint={name.trim() === '' ? t('add.nameHint') : t('idHint', { id: sensorId })}
          maxLength={100}
          {...register('name', { validate: (text) => text.trim() !== '' || t('required') })}
        />
      </Panel>
      <div className="sticky bottom-[calc(4rem+env(safe-area-inset-bottom))] z-20 -mx-4 border-t border-line bg-paper px-4 py-3 sm:-mx-6 sm:px-6 lg:bottom-0">
        <p role="alert" className="mb-2 font-medium empty:hidden">
          {saved.kind === 'failed' && `${t('notSaved')} ${saved.message}`}
        </p>
        <div className="flex flex-wrap justify-end gap-3">
          <Button onClick={onBack}>{t('add.again')}</Button>
          <Button type="submit" variant="primary" disabled={saved.kind === 'saving'}>
            {t(saved.kind === 'saving' ? 'saving' : 'add.save')}
          </Button>
        </div>
      </div>
    </form>
  );
}
