import { useState } from 'react';
import { useSWRConfig } from 'swr';
import { useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { ask } from '#lib/api/client.ts';
import type { Device, DeviceAction } from '#lib/contract/device.ts';
import { FormSheet } from '../form-sheet.tsx';
import { useCommand } from '../use-command.ts';
import { Choice } from './choice.tsx';
import { CopyFirst } from './copy-first.tsx';
import { useDeviceApi, useSensor } from './sensor-context.ts';
import { useBackfills } from './use-backfills.ts';

export interface ActionSheetProps {
  readonly action: DeviceAction;
  readonly device: Device;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks for confirmation before an action; for a destructive one the sensor's name must be typed. */
export function ActionSheet({ action, device, onClose, onDone }: ActionSheetProps) {
  const t = useTranslations('sensorPage.actions');
  const { api } = useDeviceApi();
  const { mutate } = useSWRConfig();
  const { site, sensor, readings } = useSensor();
  const [typed, setTyped] = useState('');
  const [channel, setChannel] = useState('');
  const { isBusy, failure, run } = useCommand();
  const { id, isDestructive, channels = [] } = action;
  const backfills = useBackfills(isDestructive && device.hasHistory);
  const isFetched = backfills.share === undefined || backfills.share === 1;
  const isReady = !isDestructive || typed.trim() === sensor;
  const labelKey = !isDestructive ? 'run' : isFetched ? 'anyway' : 'withoutWaiting';

  const nameOf = (each: string) => readings.find((reading) => reading.channel === each)?.name ?? each;

  const submit = async () => {
    if (!isReady || isBusy) return;
    const body = { ...(isDestructive && { confirm: typed.trim() }), ...(channel !== '' && { channel }) };
    const init = { params: { path: { site, sensor, id } }, body };
    const { ok } = await run(ask(api.POST('/api/v1/sensors/{site}/{sensor}/device/actions/{id}', init)));
    if (!ok) return;
    void mutate(['device', site, sensor, 'days']);
    void mutate(['device', site, sensor, 'facts']);
    onDone();
  };

  return (
    <FormSheet
      title={t('ask', { action: t(id) })}
      hint={t(`${id}Hint`)}
      action={isBusy ? t('running') : t(labelKey)}
      isDisabled={!isReady || isBusy}
      failure={failure}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
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
            autoCapitalize="none"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </>
      )}
    </FormSheet>
  );
}
