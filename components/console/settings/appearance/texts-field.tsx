import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import type { Light } from '#lib/contract/light.ts';
import type { FaceWords } from '#lib/i18n/door.ts';
import { type ThemeValues, textProblem, themeLights } from '../display-settings.ts';
import { useLanguageName } from '../use-site-summary.ts';
import { useLightName } from './use-light-name.ts';

const longestText = 80;
const placeholders = ['free', 'occupancy', 'capacity', 'wait', 'quieter', 'about'] as const;

export interface TextsFieldProps {
  readonly value: ThemeValues['texts'];
  /** The default texts of the site's displays. */
  readonly words: readonly FaceWords[];
  readonly onChange: (texts: ThemeValues['texts']) => void;
}

/** The display's text for each light, by language. */
export function TextsField({ value, words, onChange }: TextsFieldProps) {
  const t = useTranslations('theme');
  const nameOf = useLanguageName();
  const [chosen, setChosen] = useState(words[0]?.lang);
  const usual = words.find(({ lang }) => lang === chosen) ?? words[0];
  if (usual === undefined) return null;
  const { lang } = usual;
  const own = value[lang] ?? {};
  const set = (light: Light, text: string) => {
    const { [light]: _before, ...rest } = own;
    onChange({ ...value, [lang]: text === '' ? rest : { ...rest, [light]: text } });
  };
  return (
    <div className="space-y-4">
      {words.length > 1 && (
        <SelectField
          label={t('language')}
          value={lang}
          onChange={(event) => setChosen(event.target.value)}
          options={words.map((each) => ({ value: each.lang, name: nameOf(each.lang) }))}
        />
      )}
      {themeLights.map((light) => (
        <TextField
          key={light}
          light={light}
          lang={lang}
          dir={usual.dir}
          text={own[light] ?? ''}
          usual={usual.light[light]}
          onChange={(text) => set(light, text)}
        />
      ))}
      <details className="rounded-lg border border-line px-4">
        <summary className="flex min-h-touch cursor-pointer items-center font-medium">
          {t('placeholders')}
        </summary>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 pb-4">
          {placeholders.map((each) => (
            <div key={each} className="contents">
              <dt>
                <span className="font-mono">{`{${each}}`}</span>
              </dt>
              <dd className="text-muted">{t(`placeholder.${each}`)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}

interface TextFieldProps {
  readonly light: Light;
  readonly lang: string;
  readonly dir: FaceWords['dir'];
  readonly text: string;
  readonly usual: string;
  readonly onChange: (text: string) => void;
}

function TextField({ light, lang, dir, text, usual, onChange }: TextFieldProps) {
  const t = useTranslations('theme');
  const name = useLightName();
  const problem = textProblem(text, light);
  const message =
    problem &&
    t(problem.kind === 'unknown' ? 'unknownPlaceholder' : 'neverKnown', { placeholder: problem.placeholder });
  return (
    <div className="flex flex-wrap items-end gap-x-3">
      <div className="min-w-0 flex-1">
        <Field
          label={name(light)}
          lang={lang}
          dir={dir}
          value={text}
          placeholder={usual}
          maxLength={longestText}
          onChange={(event) => onChange(event.target.value)}
          error={message}
        />
      </div>
      {text !== '' && (
        <Button
          variant="quiet"
          className="mb-0.5"
          aria-label={t('usualOf', { field: name(light) })}
          onClick={() => onChange('')}
        >
          {t('usual')}
        </Button>
      )}
    </div>
  );
}
