import { useTranslations } from 'use-intl';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { OpenIcon } from '#components/ui/icons.tsx';
import { under } from '#lib/base-path.ts';
import type { DisplayCommand, DisplayStatus } from '#lib/contract/display.ts';
import { nameOfDisplay } from '#lib/names.ts';
import { useTimes } from '../use-times.ts';
import { DisplayThumbnail } from './display-thumbnail.tsx';
import { ScreenFacts } from './screen-facts.tsx';
import { useCanCommand } from './use-display-command.ts';
import { useScreenWord } from './use-screen-word.ts';

export interface DisplayDetailsProps {
  readonly display: DisplayStatus;
  readonly onCommand: (command: DisplayCommand) => void;
}

/** The details of a display's screens, each separately if there are several. */
export function DisplayDetails({ display, onCommand }: DisplayDetailsProps) {
  const t = useTranslations('displays');
  const fleet = useTranslations('fleet');
  const { moment } = useTimes(display.site);
  const canCommand = useCanCommand(display);
  const word = useScreenWord(display);
  const name = nameOfDisplay(display);
  const { screen, screens = [], connections, keyed } = display;
  return (
    <div className="mt-3 space-y-3 border-t border-line pt-3">
      {screens.length > 1 ? (
        screens.map((each, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: in the order in which they came
          <section key={at} className="flex flex-wrap items-center gap-4">
            <DisplayThumbnail display={display} screen={each} />
            <div className="min-w-52 flex-1">
              <h4 className="font-semibold">
                {fleet('screenNumber', { number: at + 1 })}
                <span className="font-normal text-muted">
                  {' · '}
                  {word(each)}
                </span>
              </h4>
              <ScreenFacts site={display.site} screen={each} />
            </div>
          </section>
        ))
      ) : screen === undefined ? (
        <p className="text-sm text-muted">{connections > 0 ? fleet('nothingReported') : t('never')}</p>
      ) : (
        <>
          {connections === 0 && (
            <p className="text-sm text-muted tabular">
              {fleet('beforeGone', { time: moment(screen.reportedAt) })}
            </p>
          )}
          <ScreenFacts site={display.site} screen={screen} />
        </>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          disabled={!canCommand}
          onClick={() => onCommand('test')}
          aria-label={fleet('testNamed', { display: name })}
        >
          {fleet('test')}
        </Button>
        {keyed ? (
          <p className="text-sm text-muted">{t('keyed')}</p>
        ) : (
          <a
            href={under(`/display/${display.site}/${display.display}`)}
            target="_blank"
            rel="noreferrer"
            aria-label={t('openNamed', { display: name })}
            className={buttonClass({})}
          >
            {t('open')}
            <OpenIcon size={20} />
          </a>
        )}
      </div>
    </div>
  );
}
