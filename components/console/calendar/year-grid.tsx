import { clsx } from 'clsx';
import { useFormatter, useTranslations } from 'use-intl';
import type { CalendarItem } from '#lib/contract/calendar.ts';
import { weeksOf } from './calendar-edit.ts';

export interface YearGridProps {
  readonly year: number;
  /** Every day of the year; without them the days cannot be selected yet. */
  readonly items: readonly CalendarItem[];
  /** The site's own date. */
  readonly today: string;
  readonly onPick: (item: CalendarItem) => void;
}

/** A year at a glance: each day a button, filled if it is closed outside the weekly pattern. */
export function YearGrid({ year, items, today, onPick }: YearGridProps) {
  const format = useFormatter();
  const byDate = new Map(items.map((item) => [item.date, item]));
  return (
    <div className="grid gap-x-8 gap-y-6 sm:grid-cols-2 xl:grid-cols-3">
      {Array.from({ length: 12 }, (_, month) => {
        const name = format.dateTime(new Date(Date.UTC(year, month, 1)), { month: 'long', timeZone: 'UTC' });
        return (
          <section key={name} aria-label={name}>
            <h3 className="mb-1 font-semibold">{name}</h3>
            <Weekdays />
            {weeksOf(year, month).map((week, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a month are its weeks
              <div key={row} className="grid grid-cols-7">
                {week.map((date, column) =>
                  date === undefined ? (
                    // biome-ignore lint/suspicious/noArrayIndexKey: an empty place is its column
                    <span key={column} />
                  ) : (
                    <Day
                      key={date}
                      date={date}
                      item={byDate.get(date)}
                      isToday={date === today}
                      onPick={onPick}
                    />
                  ),
                )}
              </div>
            ))}
          </section>
        );
      })}
    </div>
  );
}

/** 1 January 2024 was a Monday. */
const someMonday = Date.UTC(2024, 0, 1);

function Weekdays() {
  const format = useFormatter();
  return (
    <div aria-hidden="true" className="grid grid-cols-7 text-center text-sm text-muted">
      {Array.from({ length: 7 }, (_, day) => {
        const name = format.dateTime(new Date(someMonday + day * 86_400_000), {
          weekday: 'short',
          timeZone: 'UTC',
        });
        return <span key={name}>{name.slice(0, 2)}</span>;
      })}
    </div>
  );
}

interface DayProps {
  readonly date: string;
  readonly item: CalendarItem | undefined;
  readonly isToday: boolean;
  readonly onPick: (item: CalendarItem) => void;
}

function Day({ date, item, isToday, onPick }: DayProps) {
  const format = useFormatter();
  const t = useTranslations('calendar');
  const isClosed = item?.hours === 'closed';
  const isOwn = item !== undefined && item.source !== 'week';
  const words = format.dateTime(new Date(`${date}T00:00:00Z`), {
    ...{ weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' },
  });
  const hours = isClosed ? t('closed') : item?.hours;
  return (
    <button
      type="button"
      disabled={item === undefined}
      data-date={date}
      data-source={item?.source}
      data-hours={item?.hours}
      aria-label={[words, hours, item?.name].filter((each) => each).join(', ')}
      title={item?.name}
      onClick={() => item && onPick(item)}
      className={clsx(
        'my-px flex min-h-touch items-center justify-center rounded-lg text-base tabular touch-manipulation',
        isOwn && isClosed && 'bg-ink font-semibold text-paper',
        isOwn && !isClosed && 'border-2 border-ink font-semibold',
        !isOwn && isClosed && 'text-muted',
        !(isOwn && isClosed) && 'hover:bg-line/50',
        isToday && 'underline decoration-2 underline-offset-4',
      )}
    >
      {Number(date.slice(8))}
    </button>
  );
}
