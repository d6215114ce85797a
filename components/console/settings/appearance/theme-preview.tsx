import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { emergencies, type HoldChoice, isEmergency } from '#components/console/command/hold-lights.ts';
import { LightMark } from '#components/console/light-mark.tsx';
import { DisplayRoot } from '#components/display/display-root.tsx';
import { Face } from '#components/display/face.tsx';
import { ThemeStyle } from '#components/display/theme-style.tsx';
import { ChoiceTile } from '#components/ui/choice-tile.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import type { Layout } from '#lib/contract/display-theme.ts';
import type { Light } from '#lib/contract/light.ts';
import { type ShownZone, shownTheme } from '#lib/display/shown.ts';
import type { FaceWords } from '#lib/i18n/door.ts';
import { type ThemeValues, themeLights, themeOf } from '../display-settings.ts';
import { ScreenFrame } from './screen-frame.tsx';

const usual: Readonly<Record<Exclude<ShapeId, 'own'>, ScreenShape>> = {
  landscape: { width: 1920, height: 1080 },
  portrait: { width: 1080, height: 1920 },
  old: { width: 1024, height: 768 },
  strip: { width: 600, height: 120 },
};

export interface ThemePreviewProps {
  readonly values: ThemeValues;
  readonly showNumber: boolean;
  /** The site's texts, in its languages, without this display's own. */
  readonly words: readonly FaceWords[];
  /** Names of the zones that are shown, this display's own first. */
  readonly zoneNames: readonly string[];
  readonly simulated: boolean;
  /** The screen that has reported for this display. */
  readonly screen: ScreenShape | undefined;
}

type Shown = Light | HoldChoice;

const people: Readonly<Record<Light, number>> = { green: 42, amber: 103, red: 120, unknown: 42, closed: 0 };
const capacity = 120;
/** The preview never expires. */
const endlessMs = 1e9;

/** The display as its screen would show it, in each light. */
export function ThemePreview({ values, showNumber, words: usual, zoneNames, ...of }: ThemePreviewProps) {
  const t = useTranslations('theme');
  const lights = useTranslations('heldLight');
  const unknown = useTranslations('light');
  const [shown, setShown] = useState<Shown>('green');
  const { shape, shapes, choose } = useShapes(values.layout, of.screen);
  const theme = themeOf(values);
  const words = usual.map((each) => withTexts(each, theme.texts?.[each.lang]));
  const name = (each: Shown) => (each === 'unknown' ? unknown(each) : lights(each));
  const face = {
    light: isWarning(shown) ? 'closed' : shown,
    zone: sampleOf(shown, of.simulated),
    theme: shownTheme(values.layout, theme),
    showNumber,
    words,
    validForMs: endlessMs,
    veilRef: null,
  } as const;
  const [first, ...others] = zoneNames;
  return (
    <Panel title={t('preview')}>
      <div className="mb-3">
        <SelectField
          label={t('shape')}
          isLabelHidden
          value={shape.id}
          onChange={(event) => choose(event.target.value)}
          options={shapes.map(({ id, width, height }) => ({
            value: id,
            name: t(`shapes.${id}`, { size: `${width} × ${height}` }),
          }))}
        />
      </div>
      <div data-preview={shown}>
        <ScreenFrame title={t('preview')} width={shape.width} height={shape.height}>
          <ThemeStyle theme={theme} layout={values.layout} languageCount={values.rotate ? words.length : 1} />
          <DisplayRoot
            {...face}
            display={sampleDisplay(showNumber, of.simulated)}
            rootRef={null}
            {...(values.layout === 'zones' && {
              name: first,
              tiles: others.map((other) => (
                <section key={other} className="tile" data-name={other}>
                  <Face {...face} />
                </section>
              )),
            })}
          />
        </ScreenFrame>
      </div>
      <fieldset className="mt-3 flex flex-wrap gap-2">
        <legend className="sr-only">{t('previewLight')}</legend>
        {[...themeLights, ...emergencies].map((each) => (
          <ChoiceTile
            key={each}
            name="preview-light"
            value={each}
            isChosen={each === shown}
            onChoose={() => setShown(each)}
          >
            {!isWarning(each) && <LightMark light={each} size="small" />}
            {name(each)}
          </ChoiceTile>
        ))}
      </fieldset>
      <p className="mt-2 text-sm text-muted">{t('previewHint')}</p>
    </Panel>
  );
}

function isWarning(shown: Shown) {
  return shown !== 'unknown' && isEmergency(shown);
}

function withTexts(words: FaceWords, texts: FaceWords['texts']): FaceWords {
  return { ...words, ...(texts !== undefined && { texts }) };
}

/** A zone with this light and realistic numbers. */
function sampleOf(shown: Shown, simulated: boolean): ShownZone {
  const light = shown === 'unknown' || !isEmergency(shown) ? shown : 'closed';
  const occupancy = people[light];
  return {
    site: 'preview',
    zone: 'preview',
    occupancy,
    capacity,
    light,
    validForMs: endlessMs,
    seq: 1,
    simulated,
    free: capacity - occupancy,
    ...(light === 'red' && { waitMinutes: 4 }),
    ...(light === 'closed' && { opens: { time: '08:00', weekday: 1 } }),
    ...(shown !== 'unknown' && isEmergency(shown) && { emergency: shown }),
  };
}

function sampleDisplay(showNumber: boolean, simulated: boolean) {
  return { site: 'preview', display: 'preview', zone: 'preview', languages: [], showNumber, simulated };
}

interface ScreenShape {
  readonly width: number;
  readonly height: number;
}

type ShapeId = 'own' | 'landscape' | 'portrait' | 'old' | 'strip';

/** The screen shapes for the preview: that of the display's own screen first, if one has reported. */
function useShapes(layout: Layout, own: ScreenShape | undefined) {
  const [chosen, setChosen] = useState<string>();
  const shapes = [
    ...(own === undefined ? [] : [{ id: 'own' as const, ...own }]),
    ...(['landscape', 'portrait', 'old', 'strip'] as const).map((id) => ({ id, ...usual[id] })),
  ];
  const first = layout === 'strip' ? 'strip' : own === undefined ? 'landscape' : 'own';
  const shape = shapes.find(({ id }) => id === chosen) ??
    shapes.find(({ id }) => id === first) ?? { id: 'landscape' as const, ...usual.landscape };
  return { shape, shapes, choose: setChosen };
}
