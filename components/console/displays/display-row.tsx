import { clsx } from 'clsx';
import { memo, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { SelectBox } from '#components/ui/select-box.tsx';
import type { DisplayCommand, DisplayStatus } from '#lib/contract/display.ts';
import type { Path } from '#lib/contract/path.ts';
import { useConsole, useLive } from '../console-context.ts';
import { useTimes } from '../use-times.ts';
import { DisplayActions } from './display-actions.tsx';
import { DisplayDetails } from './display-details.tsx';
import { DisplayThumbnail } from './display-thumbnail.tsx';
import type { FleetDisplay } from './fleet.ts';
import { Troubles } from './troubles.tsx';
import { useScreenWord } from './use-screen-word.ts';

export interface DisplayRowProps {
  readonly display: FleetDisplay;
  /** In a list with other sites: the display's site is named. */
  readonly isElsewhere: boolean;
  readonly isSelected: boolean;
  /** While the page is scrolled. */
  readonly isMoving: boolean;
  /** Its position and the number of displays. */
  readonly place: number;
  readonly of: number;
  readonly onToggle?: (display: Path) => void;
  readonly onCommand: (display: DisplayStatus, command: DisplayCommand) => void;
  readonly onChanged: () => void;
}

/** One display: what its screen reports, its problems, and its actions. */
export const DisplayRow = memo(function DisplayRow(props: DisplayRowProps) {
  const { display, isElsewhere, isSelected, isMoving, place, of, onToggle, onCommand, onChanged } = props;
  const { status, name, siteName, troubles, path } = display;
  const t = useTranslations('displays');
  const fleet = useTranslations('fleet');
  const word = useScreenWord(status);
  const zone = useLive(({ zones }) => zones[`${status.site}/${status.zone}`]?.state.name);
  const { sites } = useConsole();
  const [isOpen, setIsOpen] = useState(false);
  const nameId = useId();
  const isOnline = status.connections > 0;
  return (
    <article
      aria-labelledby={nameId}
      aria-posinset={place}
      aria-setsize={of}
      data-display={path}
      data-connections={status.connections}
      className={clsx(
        'mb-3 rounded-xl border bg-raised px-3 py-3 sm:px-4',
        isSelected ? 'border-ink ring-1 ring-ink' : 'border-line',
      )}
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        {onToggle !== undefined && (
          <SelectBox
            label={fleet('select', { display: name })}
            isSelected={isSelected}
            onToggle={() => onToggle(path)}
            className="-mx-2"
          />
        )}
        <DisplayThumbnail
          display={status}
          screen={isOnline ? status.screen : undefined}
          isWaiting={isMoving}
        />
        <div className="min-w-52 flex-1">
          <h3 id={nameId} className="text-lg font-semibold leading-snug tracking-tight">
            {name}
            {isElsewhere && sites.length > 1 && <span className="font-normal text-muted"> · {siteName}</span>}
          </h3>
          <p>
            {t('shows', { zone: zone ?? status.zone })}
            {isOnline && (
              <span className="text-muted">
                {' · '}
                {word(status.screen)}
              </span>
            )}
          </p>
          <Troubles site={status.site} troubles={troubles} />
          <Facts status={status} hasTrouble={troubles.length > 0} />
        </div>
        <DisplayActions
          display={status}
          onCommand={(what) => onCommand(status, what)}
          onChanged={onChanged}
          isOpen={isOpen}
          onOpen={() => setIsOpen((before) => !before)}
        />
      </div>
      {isOpen && <DisplayDetails display={status} onCommand={(what) => onCommand(status, what)} />}
    </article>
  );
});

/** In one line: since when it is connected, and its screen. */
function Facts({ status, hasTrouble }: { readonly status: DisplayStatus; readonly hasTrouble: boolean }) {
  const t = useTranslations('displays');
  const fleet = useTranslations('fleet');
  const { moment } = useTimes(status.site);
  const { connections: count, seenAt, screen } = status;
  const isOnline = count > 0;
  const words: string[] = [];
  if (isOnline && !hasTrouble) {
    words.push(
      seenAt === undefined ? t('connected', { count }) : t('connectedSince', { count, time: moment(seenAt) }),
    );
  }
  if (!isOnline && !hasTrouble)
    words.push(seenAt === undefined ? t('never') : t('noneSince', { time: moment(seenAt) }));
  if (screen !== undefined) words.push(screen.engine, `${screen.width}\u00a0×\u00a0${screen.height}`);
  if (isOnline && screen?.latencyMs !== undefined)
    words.push(fleet('latencyValue', { ms: screen.latencyMs }));
  return (
    <p className="text-sm text-muted tabular">
      {words.map((each, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they stand in one place each
        <span key={at}>
          {at > 0 && ' · '}
          <span>{each}</span>
        </span>
      ))}
      {isOnline && screen === undefined && (
        <span>
          {words.length > 0 && ' · '}
          {fleet('nothingReported')}
        </span>
      )}
    </p>
  );
}
