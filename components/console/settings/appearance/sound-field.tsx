'use client';

import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Switch } from '#components/ui/switch.tsx';
import type { FaceWords } from '#lib/i18n/door.ts';
import { type ThemeValues, themeOf } from '../display-settings.ts';

export interface SoundFieldProps {
  readonly values: ThemeValues;
  readonly words: FaceWords | undefined;
  readonly disabled: boolean;
  readonly onChange: (values: ThemeValues) => void;
}

/** A browser needs a moment to open audio. */
const openMs = 400;
const heardMs = 6_000;

/** The sound settings. */
export function SoundField({ values, words, disabled, onChange }: SoundFieldProps) {
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
