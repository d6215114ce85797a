import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import type { DisplayCommand, DisplayStatus } from '#lib/contract/display.ts';
import { nameOfDisplay } from '#lib/names.ts';
import { useIsLive, useMayConfigure } from '../console-context.ts';
import { ChangeSheet } from './change-sheet.tsx';
import { useCanCommand } from './use-display-command.ts';

export interface DisplayActionsProps {
  readonly display: DisplayStatus;
  readonly onCommand: (command: DisplayCommand) => void;
  readonly onChanged: () => void;
  /** Whether the details are shown, and a function to toggle them. */
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

/** The actions on a display: on its screen, if one is connected, and on itself. */
export function DisplayActions({ display, onCommand, onChanged, isOpen, onOpen }: DisplayActionsProps) {
  const t = useTranslations('displays');
  const fleet = useTranslations('fleet');
  const mayConfigure = useMayConfigure();
  const isLive = useIsLive();
  const [isChanging, setIsChanging] = useState(false);
  const name = nameOfDisplay(display);
  const canCommand = useCanCommand(display);
  const commands = [
    ['identify', t('identify'), t('identifyNamed', { display: name })],
    ['reload', t('reload'), t('reloadNamed', { display: name })],
  ] as const;
  return (
    <div className="flex flex-wrap gap-2">
      {commands.map(([command, label, full]) => (
        <Button key={command} disabled={!canCommand} onClick={() => onCommand(command)} aria-label={full}>
          {label}
        </Button>
      ))}
      {mayConfigure && (
        <Button
          disabled={!isLive}
          onClick={() => setIsChanging(true)}
          aria-label={fleet('changeTitle', { display: name })}
        >
          {fleet('change')}
        </Button>
      )}
      <Button
        variant="quiet"
        aria-expanded={isOpen}
        onClick={onOpen}
        aria-label={fleet('moreOf', { display: name })}
      >
        {fleet('more')}
      </Button>
      {isChanging && (
        <ChangeSheet display={display} onClose={() => setIsChanging(false)} onChanged={onChanged} />
      )}
    </div>
  );
}
