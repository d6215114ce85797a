import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import type { Light } from '#lib/contract/light.ts';
import { contrast, inkOn } from '#lib/display/contrast.ts';
import { type Colours, type ThemeValues, themeLights } from '../display-settings.ts';
import { useLightName } from './use-light-name.ts';

/** The ratio that WCAG 2.2 requires for text that everybody should read (1.4.6). */
const goodContrast = 7;
/** Below this, green and red look the same to people with colour blindness. */
const minApart = 1.5;

export interface ColoursFieldProps {
  readonly value: ThemeValues['colours'];
  /** The default colours. */
  readonly usual: Readonly<Record<Light, Colours>>;
  readonly onChange: (colours: ThemeValues['colours']) => void;
}

/** The colour of each light. The text on it is automatically black or white. */
export function ColoursField({ value, usual, onChange }: ColoursFieldProps) {
  const t = useTranslations('theme');
  const colourOf = (light: Light) => (value[light] ?? usual[light]).tone;
  const areAlike = contrast(colourOf('green'), colourOf('red')) < minApart;
  return (
    <div>
      <ul className="space-y-3">
        {themeLights.map((light) => (
          <Colour
            key={light}
            light={light}
            colours={value[light] ?? usual[light]}
            isOwn={value[light] !== undefined}
            onChange={(tone) => {
              const { [light]: _before, ...rest } = value;
              onChange(tone === undefined ? rest : { ...rest, [light]: { tone, ink: inkOn(tone) } });
            }}
          />
        ))}
      </ul>
      <p role="status" className="mt-2 text-sm font-semibold empty:hidden">
        {areAlike ? t('coloursAlike') : ''}
      </p>
    </div>
  );
}

interface ColourProps {
  readonly light: Light;
  readonly colours: Colours;
  readonly isOwn: boolean;
  /** Undefined: the default again. */
  readonly onChange: (tone: string | undefined) => void;
}

function Colour({ light, colours: { tone, ink }, isOwn, onChange }: ColourProps) {
  const t = useTranslations('theme');
  const name = useLightName();
  const id = useId();
  const ratio = contrast(tone, ink);
  const isHard = ratio < goodContrast;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <input
        id={id}
        type="color"
        value={tone}
        aria-describedby={`${id}-note`}
        onChange={(event) => onChange(event.target.value)}
        className="h-11 w-16 cursor-pointer rounded-lg border border-muted bg-paper p-1"
      />
      <label htmlFor={id} className="min-w-28 font-medium">
        {name(light)}
      </label>
      <span
        aria-hidden="true"
        className="rounded-md px-3 py-1 font-semibold"
        style={{ backgroundColor: tone, color: ink }}
      >
        {t('sample')}
      </span>
      <span id={`${id}-note`} className={isHard ? 'text-sm font-semibold' : 'text-sm text-muted'}>
        {t(isHard ? 'hardToRead' : 'easyToRead', { ratio: (Math.floor(ratio * 10) / 10).toFixed(1) })}
      </span>
      {isOwn && (
        <Button
          variant="quiet"
          aria-label={t('usualOf', { field: name(light) })}
          onClick={() => onChange(undefined)}
        >
          {t('usual')}
        </Button>
      )}
    </li>
  );
}
