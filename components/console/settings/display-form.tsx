'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { SwitchField } from '#components/ui/switch-field.tsx';
import { useForm } from '#components/ui/use-form.ts';
import { ask } from '#lib/api/client.ts';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import type { Light } from '#lib/contract/light.ts';
import type { FaceWords } from '#lib/i18n/door.ts';
import { readableId } from '#lib/names.ts';
import { useConsole } from '../console-context.ts';
import { isSameTheme, ThemeFields } from './appearance/theme-fields.tsx';
import { DisplayAccess } from './display-access.tsx';
import { type Colours, themeKeysOf, themeValuesOf } from './display-settings.ts';
import { EntryForm } from './entry-form.tsx';
import { PairForm } from './pair-form.tsx';
import { SettingsPage } from './settings-page.tsx';
import { booleanOf, freeId, textOf, withoutUndefined } from './settings-values.ts';
import { useSaver } from './use-saver.ts';
import type { ZoneChoice } from './zone-choice.ts';

/** Loaded separately: it includes the display itself. */
const ThemePreview = dynamic(
  () => import('./appearance/theme-preview.tsx').then((module) => module.ThemePreview),
  {
    ssr: false,
  },
);

export interface DisplayFormProps {
  readonly site: string;
  /** Undefined for a new display. */
  readonly entry: ConfigEntry | undefined;
  readonly zones: readonly ZoneChoice[];
  /** Ids of existing displays. */
  readonly usedIds: readonly string[];
  /** The texts of the site's displays, in its languages. */
  readonly words: readonly FaceWords[];
  /** The default colours. */
  readonly usualColours: Readonly<Record<Light, Colours>>;
}

interface DisplayFields {
  readonly name: string;
  readonly zone: string;
  readonly showNumber: boolean;
}

/** One display: its zone, its theme, and its access. */
export function DisplayForm({ site, entry, zones, usedIds, words, usualColours }: DisplayFormProps) {
  const t = useTranslations('settings');
  const { sites, api } = useConsole();
  const saver = useSaver(entry);
  const { kept } = saver;
  const document = kept?.document ?? {};
  const [theme, setTheme] = useState(() => themeValuesOf(document));
  const [isKeyed, setIsKeyed] = useState(entry?.secrets.includes('key') ?? true);
  /** Shown once, right after it was created. */
  const [key, setKey] = useState<string>();
  const { control, register, handleSubmit, formState, reset } = useForm<DisplayFields>({
    defaultValues: {
      name: '',
      zone: textOf(document, 'zone', zones[0]?.id ?? ''),
      showNumber: booleanOf(document, 'showNumber', true),
    },
  });
  const name = useWatch({ control, name: 'name' });
  const [zone, showNumber] = useWatch({ control, name: ['zone', 'showNumber'] });
  const isFile = entry?.managedBy === 'file';
  const id = kept?.id ?? freeId(name, usedIds, 'display');
  const address = { site, kind: 'display', id } as const;
  const isNew = kept === undefined;

  /** @param access the new key, null for none, undefined to leave it */
  const store = async (fields: DisplayFields, access: string | null | undefined) => {
    const { zone, showNumber } = fields;
    const next = await saver.save(address, {
      ...withoutUndefined({
        ...document,
        ...themeKeysOf(isNew ? { ...theme, name: fields.name } : theme),
      }),
      zone,
      showNumber,
      ...(access !== undefined && { key: access }),
    });
    if (next === undefined) return;
    setTheme(themeValuesOf(next.document));
    setIsKeyed(next.secrets.includes('key'));
    if (typeof access === 'string') setKey(access);
    if (access === null) setKey(undefined);
    reset(fields);
  };
  const isThemeChanged = !isSameTheme(theme, themeValuesOf(document));
  const { data: screen } = useSWR(['screen', site, id], async () => {
    const answer = await ask(api.GET('/api/v1/displays', { params: { query: { site } } }));
    const own = answer.ok && answer.value.find((each) => each.site === site && each.display === id);
    return own ? own.screen : undefined;
  });
  const nameOf = (of: string) => zones.find((each) => each.id === of)?.name ?? of;
  const submit = handleSubmit((fields) => store(fields, isNew && isKeyed ? newDisplayKey() : undefined));

  if (zones.length === 0) {
    return (
      <SettingsPage title={t('display.add')} back={{ href: `/console/settings/${site}`, label: t('back') }}>
        <p className="text-lg">{t('display.noZone')}</p>
      </SettingsPage>
    );
  }
  return (
    <EntryForm
      title={isNew ? t('display.add') : theme.name || readableId(id)}
      entry={entry}
      address={address}
      name={theme.name || readableId(id)}
      saver={saver}
      isDirty={formState.isDirty || isThemeChanged}
      createLabel={isNew ? t('display.create') : undefined}
      onSubmit={submit}
      above={isNew && <PairForm site={site} zones={zones} />}
    >
      <div className="items-start gap-6 lg:grid lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className="mb-6 lg:sticky lg:top-20 lg:order-2 lg:mb-0">
          <ThemePreview
            values={theme}
            showNumber={showNumber}
            words={words}
            zoneNames={[zone, ...theme.zones.filter((each) => each !== zone)].map(nameOf)}
            simulated={sites.find((each) => each.id === site)?.simulated ?? false}
            screen={screen}
          />
        </div>
        <fieldset disabled={isFile} className="min-w-0 space-y-6">
          <Panel title={isNew ? t('display.add') : t('zone.preview')}>
            <div className="grid gap-5 sm:grid-cols-2">
              {isNew && (
                <Field
                  label={t('display.name')}
                  hint={name.trim() === '' ? t('display.nameHint') : t('idHint', { id })}
                  maxLength={100}
                  {...register('name', { validate: (text) => text.trim() !== '' || t('required') })}
                />
              )}
              <SelectField
                label={t('display.zone')}
                {...register('zone')}
                options={zones.map((zone) => ({ value: zone.id, name: zone.name }))}
              />
            </div>
            <div className="mt-4">
              <SwitchField
                control={control}
                name="showNumber"
                label={t('display.showNumber')}
                disabled={isFile}
                onSwitch={saver.touch}
              />
            </div>
          </Panel>
          <ThemeFields
            site={site}
            values={theme}
            otherZones={zones.filter((each) => each.id !== zone)}
            words={words}
            usualColours={usualColours}
            hasName={!isNew}
            disabled={isFile}
            onChange={(values) => {
              setTheme(values);
              saver.touch();
            }}
          />
          <DisplayAccess
            path={`/display/${site}/${id}`}
            isNew={isNew}
            isKeyed={isKeyed}
            freshKey={key}
            disabled={isFile}
            onKeyedChange={setIsKeyed}
            onNewKey={() => void handleSubmit((fields) => store(fields, newDisplayKey()))()}
            onDropKey={() => void handleSubmit((fields) => store(fields, null))()}
          />
        </fieldset>
      </div>
    </EntryForm>
  );
}

/** A new key of a display: 144 random bits, in characters that need no encoding in an address. */
function newDisplayKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}
