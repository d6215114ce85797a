import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { CheckList } from '#components/ui/check-list.tsx';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { Switch } from '#components/ui/switch.tsx';
import type { Light } from '#lib/contract/light.ts';
import type { FaceWords } from '#lib/i18n/door.ts';
import { type Colours, type ThemeValues, themeLayouts, themeOf } from '../display-settings.ts';
import type { ZoneChoice } from '../zone-choice.ts';
import { ColoursField } from './colours-field.tsx';
import { PictureField } from './picture-field.tsx';
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

interface LayoutFieldProps {
  readonly values: ThemeValues;
  /** Zones that could be shown besides the display's own. */
  readonly others: readonly ZoneChoice[];
  readonly onChange: (values: ThemeValues) => void;
}

const maxOthers = 5;

/** The layout of the display, and its zones. */
function LayoutField({ values, others, onChange }: LayoutFieldProps) {
  const t = useTranslations('theme');
  const { layout, zones } = values;
  return (
    <div className="space-y-4">
      <SelectField
        label={t('layout')}
        hint={t(`layoutHint.${layout}`)}
        value={layout}
        onChange={(event) => {
          const chosen = themeLayouts.find((each) => each === event.target.value);
          if (chosen !== undefined) onChange({ ...values, layout: chosen });
        }}
        options={themeLayouts.map((each) => ({ value: each, name: t(`layouts.${each}`) }))}
      />
      {layout === 'zones' && (
        <fieldset>
          <legend className="mb-1 font-medium">{t('otherZones')}</legend>
          {others.length === 0 && <p className="text-muted">{t('noOtherZones')}</p>}
          <CheckList
            className="flex flex-wrap gap-x-6"
            options={others.map(({ id, name }) => ({ value: id, name }))}
            chosen={zones}
            most={maxOthers}
            onChange={(chosen) => onChange({ ...values, zones: [...chosen] })}
          />
        </fieldset>
      )}
    </div>
  );
}

interface SoundFieldProps {
  readonly values: ThemeValues;
  readonly words: FaceWords | undefined;
  readonly disabled: boolean;
  readonly onChange: (values: ThemeValues) => void;
}

/** A browser needs a moment to open audio. */
const openMs = 400;
const heardMs = 6_000;

/** The sound settings. */
function SoundField({ values, words, disabled, onChange }: SoundFieldProps) {
  const t = useTranslations('theme');
  const { chime, speak } = values;
  const listen = async () => {
    const { Announcer } = await import('#lib/display/announcer.ts');
    const announcer = new Announcer({ chime, speak }, () => {});
    const lang = words?.lang ?? 'en';
    const text = themeOf(values).texts?.[lang]?.green ?? words?.light.green ?? '';
    setTimeout(() => announcer.announce({ of: 'green', text, lang }), openMs);
    setTimeout(() => announcer.stop(), heardMs);
  };
  return (
    <div>
      <Switch
        label={t('chime')}
        checked={chime}
        disabled={disabled}
        onChange={(on) => onChange({ ...values, chime: on })}
      />
      <Switch
        label={t('speak')}
        checked={speak}
        disabled={disabled}
        onChange={(on) => onChange({ ...values, speak: on })}
      />
      <p className="mt-1 text-sm text-muted">{t('soundHint')}</p>
      {(chime || speak) && (
        <Button className="mt-3" onClick={() => void listen()}>
          {t('listen')}
        </Button>
      )}
    </div>
  );
}
