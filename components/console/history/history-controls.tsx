import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { fieldClass, Input } from '#components/ui/field.tsx';
import { BackIcon, ForwardIcon } from '#components/ui/icons.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { useConsole, useLive } from '../console-context.ts';
import { periodAround, periodKinds, stepPeriod } from './history-period.ts';
import { Segments } from './segments.tsx';
import type { Choosing } from './use-choice.ts';
import { useTimezone } from './use-history.ts';
import { useHistoryWords } from './use-history-words.ts';
import { useToday } from './use-today.ts';

/** Chooses the zone, the days, and the comparison. */
export function HistoryControls({ choice, choose }: Choosing) {
  const t = useTranslations('history');
  const words = useHistoryWords();
  const today = useToday(useTimezone(choice.zone));
  const period = periodAround(choice.kind, choice.date);
  const next = stepPeriod(period, 1);
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-end gap-3">
        <ZoneSelect label={t('zone')} value={choice.zone} onChange={(zone) => choose({ zone })} />
        <Segments
          label={t('kind')}
          value={choice.kind}
          options={periodKinds.map((kind) => ({ value: kind, name: t(kind) }))}
          onChange={(kind) => choose({ kind })}
        />
        <CompareSelect choice={choice} choose={choose} />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button aria-label={t('earlier')} onClick={() => choose({ date: stepPeriod(period, -1).first })}>
          <BackIcon />
        </Button>
        <Button
          aria-label={t('later')}
          disabled={next.first > today}
          onClick={() => choose({ date: next.first })}
        >
          <ForwardIcon />
        </Button>
        <h2
          aria-live="polite"
          className="order-first w-full px-1 text-xl font-semibold tracking-tight sm:order-none sm:w-auto sm:flex-1"
        >
          {words.period(period)}
        </h2>
        {(today < period.first || today >= period.end) && (
          <Button variant="quiet" onClick={() => choose({ date: today })}>
            {t('today')}
          </Button>
        )}
        <div className="w-44">
          <Input
            type="date"
            aria-label={t('date')}
            value={choice.date}
            max={today}
            onChange={({ target }) => {
              if (target.value !== '' && target.value <= today) choose({ date: target.value });
            }}
            className={fieldClass}
          />
        </div>
      </div>
    </div>
  );
}

interface ZoneSelectProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (zone: `${string}/${string}`) => void;
}

function ZoneSelect({ label, value, onChange }: ZoneSelectProps) {
  const options = useZoneOptions();
  return (
    <SelectField
      className="min-w-40 flex-1 sm:max-w-60"
      isSmall
      label={label}
      value={value}
      onChange={({ target }) => {
        const found = options.find(({ path }) => path === target.value);
        if (found !== undefined) onChange(found.path);
      }}
      options={options.map(({ path, name }) => ({ value: path, name }))}
    />
  );
}

function CompareSelect({ choice, choose }: Choosing) {
  const t = useTranslations('history');
  const words = useHistoryWords();
  const others = useZoneOptions().filter(({ path }) => path !== choice.zone);
  const isDay = choice.kind === 'day';
  return (
    <SelectField
      className="min-w-40 flex-1 sm:max-w-64"
      isSmall
      label={t('compare')}
      value={choice.compare}
      onChange={({ target }) => choose({ compare: target.value })}
    >
      <option value="none">{t('compareNone')}</option>
      {isDay && <option value="usual">{t('compareUsual', { weekday: words.weekday(choice.date) })}</option>}
      <option value="before">{t(`compareBefore.${choice.kind}`)}</option>
      {isDay && <option value="week">{t('compareWeek')}</option>}
      <option value="year">{t('compareYear')}</option>
      {others.length > 0 && (
        <optgroup label={t('compareZones')}>
          {others.map(({ path, name }) => (
            <option key={path} value={path}>
              {name}
            </option>
          ))}
        </optgroup>
      )}
    </SelectField>
  );
}

/** Every zone, with the name of its site if there are several. */
function useZoneOptions() {
  const { sites } = useConsole();
  const zones = useLive(({ zones }) => zones);
  return Object.values(zones).map(({ path, state }) => {
    const site = sites.find(({ id }) => id === state.site);
    const name = sites.length > 1 && site !== undefined ? `${site.name} · ${state.name}` : state.name;
    return { path, name };
  });
}
