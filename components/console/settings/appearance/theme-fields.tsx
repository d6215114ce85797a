'use client';

import { useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import type { Light } from '#lib/contract/light.ts';
import type { FaceWords } from '#lib/i18n/door.ts';
import { type Colours, type ThemeValues, themeOf } from '../display-settings.ts';
import type { ZoneChoice } from '../zone-choice.ts';
import { ColoursField } from './colours-field.tsx';
import { LayoutField } from './layout-field.tsx';
import { PictureField } from './picture-field.tsx';
import { SoundField } from './sound-field.tsx';
import { TextsField } from './texts-field.tsx';

export interface ThemeFieldsProps {
  readonly site: string;
  readonly values: ThemeValues;
  /** Zones besides the display's own. */
  readonly otherZones: readonly ZoneChoice[];
  readonly words: readonly FaceWords[];
  readonly usualColours: Readonly<Record<Light, Colours>>;
  readonly disabled: boolean;
  /** The first name of a new display is entered elsewhere. */
  readonly hasName: boolean;
  readonly onChange: (values: ThemeValues) => void;
}

/** The theme of a display, the most used settings first. */
export function ThemeFields(props: ThemeFieldsProps) {
  const { site, values, otherZones, words, usualColours, disabled, hasName, onChange } = props;
  const t = useTranslations('theme');
  const file = { site, disabled };
  const isPlain = values.layout === 'zones' || values.layout === 'strip';
  return (
    <>
      <Panel title={t('arrangement')}>
        <div className="space-y-5">
          <LayoutField values={values} others={otherZones} onChange={onChange} />
          {words.length > 1 && (
            <SelectField
              label={t('languages')}
              hint={t('languagesHint')}
              value={String(values.rotate)}
              onChange={(event) => onChange({ ...values, rotate: event.target.value === 'true' })}
            >
              <option value="false">{t('together')}</option>
              <option value="true">{t('inTurns')}</option>
            </SelectField>
          )}
          {hasName && (
            <Field
              label={t('name')}
              hint={t('nameHint')}
              value={values.name}
              maxLength={100}
              onChange={(event) => onChange({ ...values, name: event.target.value })}
            />
          )}
        </div>
      </Panel>
      <Panel title={t('texts')}>
        <p className="mb-4 text-muted">{t('textsHint')}</p>
        <TextsField value={values.texts} words={words} onChange={(texts) => onChange({ ...values, texts })} />
      </Panel>
      <Panel title={t('pictures')}>
        <div className="space-y-6">
          <PictureField
            {...file}
            kind="picture"
            label={t('logo')}
            hint={t('logoHint')}
            value={values.logo}
            onChange={(logo) => onChange({ ...values, logo })}
          />
          {isPlain ? (
            <p className="text-muted">{t('noBackground')}</p>
          ) : (
            <>
              <PictureField
                {...file}
                kind="picture"
                label={t('picture')}
                hint={t('pictureHint')}
                value={values.picture}
                onChange={(picture) => onChange({ ...values, picture })}
              />
              <PictureField
                {...file}
                kind="video"
                label={t('video')}
                hint={t('videoHint')}
                value={values.video}
                onChange={(video) => onChange({ ...values, video })}
              />
            </>
          )}
        </div>
      </Panel>
      <Panel title={t('colours')}>
        <p className="mb-4 text-muted">{t('coloursHint')}</p>
        <ColoursField
          value={values.colours}
          usual={usualColours}
          onChange={(colours) => onChange({ ...values, colours })}
        />
      </Panel>
      <Panel title={t('sound')}>
        <SoundField values={values} words={words[0]} disabled={disabled} onChange={onChange} />
      </Panel>
    </>
  );
}

/** Whether two themes are the same. */
export function isSameTheme(one: ThemeValues, other: ThemeValues): boolean {
  const all = (values: ThemeValues) =>
    JSON.stringify([themeOf(values), values.name, values.layout, values.zones]);
  return all(one) === all(other);
}
