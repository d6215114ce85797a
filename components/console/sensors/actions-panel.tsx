'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { Device, DeviceAction } from '#lib/contract/device.ts';
import { Note } from './note.tsx';
import { useCanCommand, useRights } from './sensor-context.ts';

const ActionSheet = dynamic(() => import('./action-sheet.tsx').then((module) => module.ActionSheet), {
  ssr: false,
});

/** The actions of the device. */
export function ActionsPanel({ device }: { readonly device: Device }) {
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
