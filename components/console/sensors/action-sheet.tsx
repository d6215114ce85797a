'use client';

import { type FormEvent, useId, useState } from 'react';
import { useSWRConfig } from 'swr';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { type ApiFailure, ask } from '#lib/api/client.ts';
import type { Device, DeviceAction } from '#lib/contract/device.ts';
import { useFailure } from '../use-failure.ts';
import { Choice } from './choice.tsx';
import { CopyFirst } from './copy-first.tsx';
import { Note } from './note.tsx';
import { useDeviceApi, useSensor } from './sensor-context.ts';
import { useBackfills } from './use-backfills.ts';

export interface ActionSheetProps {
  readonly action: DeviceAction;
  readonly device: Device;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks once before the device is told; what cannot be undone needs the sensor's name, typed. */
export function ActionSheet({ action, device, onClose, onDone }: ActionSheetProps) {
  const t = useTranslations('sensorPage.actions');
  const app = useTranslations('app');
  const { api } = useDeviceApi();
  const words = useFailure();
  const { mutate } = useSWRConfig();
  const form = useId();
  const { site, sensor, readings } = useSensor();
  const [typed, setTyped] = useState('');
  const [channel, setChannel] = useState('');
  const [failure, setFailure] = useState<ApiFailure>();
  const [isRunning, setIsRunning] = useState(false);
  const { id, isDestructive, channels = [] } = action;
  const backfills = useBackfills(isDestructive && device.hasHistory);
  const isFetched = backfills.share === undefined || backfills.share === 1;
  const isReady = !isDestructive || typed.trim() === sensor;
  const labelKey = !isDestructive ? 'run' : isFetched ? 'anyway' : 'withoutWaiting';

  const nameOf = (each: string) => readings.find((reading) => reading.channel === each)?.name ?? each;

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isReady || isRunning) return;
    setIsRunning(true);
    setFailure(undefined);
    const body = { ...(isDestructive && { confirm: typed.trim() }), ...(channel !== '' && { channel }) };
    const init = { params: { path: { site, sensor, id } }, body };
    const answer = await ask(api.POST('/api/v1/sensors/{site}/{sensor}/device/actions/{id}', init));
    setIsRunning(false);
    if (!answer.ok) {
      setFailure(answer.error);
      return;
    }
    void mutate(['device', site, sensor, 'days']);
    void mutate(['device', site, sensor, 'facts']);
    onDone();
  };

  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('ask', { action: t(id) })}
      hint={t(`${id}Hint`)}
      closeLabel={app('close')}
      actions={
        <>
          <Button size="large" onClick={onClose}>
            {app('cancel')}
          </Button>
          <Button type="submit" form={form} variant="primary" size="large" disabled={!isReady || isRunning}>
            {isRunning ? t('running') : t(labelKey)}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)} noValidate className="space-y-5">
        {channels.length > 0 && (
          <Choice
            label={t('which')}
            options={['', ...channels]}
            value={channel}
            onChoose={setChannel}
            words={(each) => (each === '' ? t('all') : nameOf(each))}
          />
        )}
        {isDestructive && (
          <>
            <CopyFirst device={device} backfills={backfills} />
            <Field
              label={t('type', { sensor })}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </>
        )}
        {failure !== undefined && <Note kind="failed">{words(failure, true)}</Note>}
      </form>
    </Sheet>
  );
}
