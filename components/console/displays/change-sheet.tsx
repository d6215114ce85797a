import { useState } from 'react';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import type { ApiFailure } from '#lib/api/client.ts';
import type { DisplayStatus } from '#lib/contract/display.ts';
import type { Layout } from '#lib/contract/display-theme.ts';
import { nameOfDisplay } from '#lib/names.ts';
import { useConsole, useLive } from '../console-context.ts';
import { readEntries, removeEntry, saveEntry } from '../settings/settings-api.ts';
import { useFailure } from '../use-failure.ts';
import { PickOne } from './pick-one.tsx';

const layouts = ['light', 'number', 'bar', 'zones', 'strip'] as const satisfies readonly Layout[];
const layoutWords = {
  light: 'layoutLight',
  number: 'layoutNumber',
  bar: 'layoutBar',
  zones: 'layoutZones',
  strip: 'layoutStrip',
} as const;
/** More zones do not fit on a screen. */
const maxZones = 6;

export interface ChangeSheetProps {
  readonly display: DisplayStatus;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** Changes a display's name, layout or zone, or removes it after a confirmation. */
export function ChangeSheet({ display, onClose, onChanged }: ChangeSheetProps) {
  const t = useTranslations('fleet');
  const app = useTranslations('app');
  const { api } = useConsole();
  const inWords = useFailure();
  const zones = useLive((live) => live.zones);
  const current = nameOfDisplay(display);
  const [name, setName] = useState(current);
  const [zone, setZone] = useState(display.zone);
  const [layout, setLayout] = useState<Layout>(display.layout ?? 'light');
  const [isLeaving, setIsLeaving] = useState(false);
  const [problem, setProblem] = useState('');
  const address = { site: display.site, kind: 'display', id: display.display } as const;
  const { data: entry } = useSWR(`display-entry/${display.site}/${display.display}`, async () => {
    const answer = await readEntries(api, display.site);
    if (!answer.ok) throw new Error(answer.error.kind);
    return answer.value.find(({ kind, id }) => kind === 'display' && id === display.display);
  });
  const isFile = entry?.managedBy === 'file';

  const choices = Object.values(zones)
    .map(({ state }) => state)
    .filter(({ site }) => site === display.site)
    .map((state) => ({ id: state.zone, name: state.name }));

  const settle = (answer: { readonly ok: true } | { readonly ok: false; readonly error: ApiFailure }) => {
    if (!answer.ok) return setProblem(inWords(answer.error));
    onChanged();
    onClose();
  };
  const save = async () => {
    if (entry === undefined) return;
    const called = name.trim();
    const { zones: before, ...document } = entry.document;
    settle(
      await saveEntry(
        api,
        address,
        {
          ...document,
          zone,
          layout,
          ...(layout === 'zones' && { zones: before ?? choices.map(({ id }) => id).slice(0, maxZones) }),
          ...(called !== '' && { name: called }),
        },
        entry.revision,
      ),
    );
  };
  const leave = async () => {
    if (entry !== undefined) settle(await removeEntry(api, address, entry.revision));
  };

  return (
    <Sheet
      title={t(isLeaving ? 'unpairTitle' : 'changeTitle', { display: current })}
      hint={isFile ? t('byFile') : isLeaving ? t('unpairHint') : undefined}
      onClose={onClose}
      {...(!isFile && {
        actions: isLeaving ? (
          <>
            <Button size="large" onClick={() => setIsLeaving(false)}>
              {app('cancel')}
            </Button>
            <Button size="large" variant="primary" onClick={() => void leave()}>
              {t('unpairNow')}
            </Button>
          </>
        ) : (
          <>
            <Button size="large" onClick={() => setIsLeaving(true)}>
              {t('unpair')}
            </Button>
            <Button size="large" variant="primary" disabled={entry === undefined} onClick={() => void save()}>
              {t('save')}
            </Button>
          </>
        ),
      })}
    >
      {!isFile && !isLeaving && (
        <div className="space-y-6">
          <Field
            label={t('name')}
            hint={t('nameHint')}
            value={name}
            maxLength={100}
            onChange={(event) => setName(event.target.value)}
          />
          <PickOne
            label={t('layout')}
            name="layout"
            value={layout}
            onPick={(id) => setLayout(layouts.find((each) => each === id) ?? 'light')}
            choices={layouts.map((id) => ({ id, name: t(layoutWords[id]) }))}
          />
          <PickOne label={t('zone')} name="zone" value={zone} onPick={setZone} choices={choices} />
        </div>
      )}
      <p role="alert" className="mt-4 font-semibold empty:hidden">
        {problem}
      </p>
    </Sheet>
  );
}
