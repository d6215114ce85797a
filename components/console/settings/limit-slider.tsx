import { Slider } from 'radix-ui';
import { useTranslations } from 'use-intl';
import { peopleAt } from './settings-light.ts';

export interface LimitSliderProps {
  readonly capacity: number;
  readonly amberPercent: number;
  readonly redPercent: number;
  readonly disabled: boolean;
  readonly onChange: (amberPercent: number, redPercent: number) => void;
}

const minPercent = 5;
const maxPercent = 120;

/** The limits of amber and red: two handles on one line, with their numbers of people. */
export function LimitSlider({ capacity, amberPercent, redPercent, disabled, onChange }: LimitSliderProps) {
  const t = useTranslations('settings.zone');
  const most = Math.max(maxPercent, redPercent);
  const limits = [
    { key: 'amber', label: t('amberAt'), percent: amberPercent, tone: 'bg-light-amber' },
    { key: 'red', label: t('redAt'), percent: redPercent, tone: 'bg-light-red' },
  ] as const;
  const place = (percent: number) => `${((percent - minPercent) / (most - minPercent)) * 100}%`;
  return (
    <div>
      <dl className="mb-1 grid grid-cols-2 gap-4 tabular">
        {limits.map(({ key, label, percent, tone }) => (
          <div key={key}>
            <dt className="flex items-center gap-2 font-medium">
              <span aria-hidden="true" className={`h-3.5 w-3.5 rounded-full ${tone}`} />
              {label}
            </dt>
            <dd className="text-xl font-semibold">
              {t('people', { count: peopleAt(percent / 100, capacity) })}
            </dd>
            <dd className="text-sm text-muted">{t('share', { percent: String(percent) })}</dd>
          </div>
        ))}
      </dl>
      <Slider.Root
        value={[amberPercent, redPercent]}
        min={minPercent}
        max={most}
        step={1}
        disabled={disabled}
        onValueChange={([amber, red]) => amber !== undefined && red !== undefined && onChange(amber, red)}
        className="relative flex h-14 touch-none select-none items-center"
      >
        <Slider.Track className="relative h-4 grow overflow-hidden rounded-full bg-light-green">
          <span
            aria-hidden="true"
            className="absolute inset-y-0 right-0 bg-light-amber"
            style={{ left: place(amberPercent) }}
          />
          <span
            aria-hidden="true"
            className="absolute inset-y-0 right-0 bg-light-red"
            style={{ left: place(redPercent) }}
          />
        </Slider.Track>
        {limits.map(({ key, label, percent }) => (
          <Slider.Thumb
            key={key}
            aria-label={label}
            aria-valuetext={t('people', { count: peopleAt(percent / 100, capacity) })}
            className="block h-11 w-11 rounded-full border-4 border-ink bg-paper shadow-md data-[disabled]:border-muted"
          />
        ))}
      </Slider.Root>
      <p className="text-sm text-muted">{t('limitsHint')}</p>
    </div>
  );
}
