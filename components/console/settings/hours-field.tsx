import { type Control, useController, useWatch } from 'react-hook-form';
import { useFormatter, useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { fieldClass, Input } from '#components/ui/field.tsx';
import { CloseIcon } from '#components/ui/icons.tsx';
import { type OpenSpan, weekdays } from './settings-hours.ts';
import type { SiteValues } from './settings-site.ts';

/** A Monday, to name the weekdays in the language of the page. */
const mondayMs = Date.UTC(2026, 0, 5);
const dayMs = 86_400_000;
const usual: OpenSpan = { from: '08:00', to: '20:00' };

/** The opening hours, day by day. */
export function HoursField({ control }: { readonly control: Control<SiteValues> }) {
  const t = useTranslations('settings.site');
  const format = useFormatter();
  const { field } = useController({ control, name: 'days' });
  const hours = useWatch({ control, name: 'hours' });
  if (hours !== 'limited') return null;
  const nameOf = (day: number) =>
    format.dateTime(new Date(mondayMs + day * dayMs), { weekday: 'long', timeZone: 'UTC' });
  const change = (day: number, spans: OpenSpan[]) =>
    field.onChange(field.value.map((each, index) => (index === day ? { spans } : each)));
  return (
    <div>
      <ul>
        {weekdays.map((weekday, day) => {
          const spans = field.value[day]?.spans ?? [];
          const name = nameOf(day);
          return (
            <li
              key={weekday}
              className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-2 last:border-b-0"
            >
              <p className="w-28 font-medium">{name}</p>
              <div className="flex flex-1 flex-wrap items-center gap-x-4 gap-y-2">
                {spans.length === 0 && <p className="text-muted">{t('closed')}</p>}
                {spans.map((span, at) => (
                  <Span
                    // biome-ignore lint/suspicious/noArrayIndexKey: a span is its place
                    key={at}
                    span={span}
                    day={name}
                    onChange={(next) =>
                      change(
                        day,
                        spans.map((each, index) => (index === at ? next : each)),
                      )
                    }
                    onRemove={() =>
                      change(
                        day,
                        spans.filter((_, index) => index !== at),
                      )
                    }
                  />
                ))}
              </div>
              <Button
                aria-label={t('addSpan', { day: name })}
                onClick={() =>
                  change(day, spans.length === 0 ? [usual] : [...spans, { from: '18:00', to: '20:00' }])
                }
              >
                +
              </Button>
            </li>
          );
        })}
      </ul>
      <Button
        className="mt-2"
        onClick={() => {
          const monday = field.value[0]?.spans ?? [];
          field.onChange(field.value.map((each, day) => (day < 5 ? { spans: [...monday] } : each)));
        }}
      >
        {t('copyMonday')}
      </Button>
    </div>
  );
}

interface SpanProps {
  readonly span: OpenSpan;
  readonly day: string;
  readonly onChange: (span: OpenSpan) => void;
  readonly onRemove: () => void;
}

function Span({ span, day, onChange, onRemove }: SpanProps) {
  const t = useTranslations('settings.site');
  return (
    <div className="flex items-center gap-2 tabular">
      <TimeField
        label={t('fromOf', { day })}
        value={span.from}
        onChange={(from) => onChange({ ...span, from })}
      />
      <span aria-hidden="true">–</span>
      <TimeField label={t('toOf', { day })} value={span.to} onChange={(to) => onChange({ ...span, to })} />
      <button
        type="button"
        aria-label={t('removeSpan', { day })}
        onClick={onRemove}
        className="inline-flex min-h-touch min-w-touch items-center justify-center rounded-lg hover:bg-line/50"
      >
        <CloseIcon size={18} />
      </button>
    </div>
  );
}

interface TimeFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function TimeField({ label, value, onChange }: TimeFieldProps) {
  return (
    <Input
      type="time"
      aria-label={label}
      required
      value={value}
      onChange={(event) => event.target.value !== '' && onChange(event.target.value)}
      className={fieldClass.replace('w-full', 'w-40')}
    />
  );
}
