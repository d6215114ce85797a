import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { ChoiceTile } from '#components/ui/choice-tile.tsx';
import { Field } from '#components/ui/field.tsx';
import { Switch } from '#components/ui/switch.tsx';
import type { CalendarItem } from '#lib/contract/calendar.ts';
import { FormSheet, textOf } from '../form-sheet.tsx';
import type { DayEdit } from './calendar-edit.ts';
import { SiteChoice } from './site-choice.tsx';

export interface DaySheetProps {
  readonly item: CalendarItem;
  readonly edit: DayEdit;
  /** Whether it already is a special day, which can be removed. */
  readonly isSpecial: boolean;
  readonly site: string;
  /** Saves it at the sites. @returns the problem as text; undefined: none */
  readonly onSave: (edit: DayEdit, sites: readonly string[]) => Promise<string | undefined>;
  readonly onClose: () => void;
}

type Choice = 'closed' | 'hours' | 'usual';

/**
 * Edits a day or range of days: closed, other hours, or the weekly hours; once or every year; at one or many
 * sites.
 */
export function DaySheet({ item, edit, isSpecial, site, onSave, onClose }: DaySheetProps) {
  const t = useTranslations('calendar');
  const format = useFormatter();
  const [choice, setChoice] = useState<Choice>(edit.hours === 'closed' ? 'closed' : 'hours');
  const [to, setTo] = useState(edit.to);
  const [isYearly, setIsYearly] = useState(edit.isYearly);
  const [sites, setSites] = useState<readonly string[]>([site]);
  const [failure, setFailure] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const title = format.dateTime(new Date(`${edit.from}T00:00:00Z`), {
    ...{ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' },
  });
  const now = item.hours === 'closed' ? t('closed') : item.hours;

  const submit = async (entered: FormData) => {
    const hours = choice === 'hours' ? textOf(entered, 'hours') : choice === 'closed' ? 'closed' : undefined;
    setIsBusy(true);
    const wrong = await onSave(
      { from: edit.from, to, isYearly: isYearly && to <= edit.from, hours, name: textOf(entered, 'name') },
      sites,
    );
    setIsBusy(false);
    if (wrong === undefined) onClose();
    else setFailure(wrong);
  };

  return (
    <FormSheet
      title={title}
      hint={[now, item.name, t(`source.${item.source}`)].filter((each) => each).join(' · ')}
      action={t('save')}
      isDisabled={isBusy || sites.length === 0}
      isChecked
      failure={failure}
      onSubmit={(entered) => void submit(entered)}
      onClose={onClose}
    >
      <fieldset>
        <legend className="sr-only">{t('hours')}</legend>
        <div className="grid grid-cols-3 gap-3">
          {(['closed', 'hours', 'usual'] as const).map((each) => (
            <ChoiceTile
              key={each}
              name="choice"
              value={each}
              isChosen={each === choice}
              isDisabled={each === 'usual' && !isSpecial}
              onChoose={() => setChoice(each)}
            >
              <span className="flex-1 text-center">{t(`choice.${each}`)}</span>
            </ChoiceTile>
          ))}
        </div>
      </fieldset>
      {choice === 'hours' && (
        <Field
          label={t('hours')}
          name="hours"
          required
          pattern="\s*\d\d:\d\d\s*-\s*\d\d:\d\d\s*(,\s*\d\d:\d\d\s*-\s*\d\d:\d\d\s*)*"
          defaultValue={edit.hours === 'closed' || edit.hours === undefined ? '08:00-14:00' : edit.hours}
          hint={t('hoursHint')}
        />
      )}
      {choice !== 'usual' && (
        <>
          <Field
            label={t('name')}
            name="name"
            maxLength={100}
            defaultValue={edit.name}
            hint={t('nameHint')}
          />
          <div className="grid gap-5 sm:grid-cols-2">
            <Field
              label={t('until')}
              type="date"
              min={edit.from}
              value={to}
              onChange={(event) => setTo(event.target.value || edit.from)}
            />
            {to <= edit.from && (
              <div className="flex items-end">
                <Switch label={t('yearly')} checked={isYearly} onChange={setIsYearly} />
              </div>
            )}
          </div>
        </>
      )}
      <SiteChoice own={site} chosen={sites} onChange={setSites} />
    </FormSheet>
  );
}
