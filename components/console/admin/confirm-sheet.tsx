import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import type { ApiFailure, ApiResult } from '#lib/api/client.ts';
import { useCommand } from '../use-command.ts';

export interface ConfirmSheetProps {
  readonly title: string;
  readonly hint: string;
  /** Text of the button that does it. */
  readonly action: string;
  readonly call: () => ApiResult<unknown>;
  readonly words?: (failure: ApiFailure) => string | undefined;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Asks for confirmation before something is removed. */
export function ConfirmSheet({ title, hint, action, call, words, onDone, onClose }: ConfirmSheetProps) {
  const app = useTranslations('app');
  const { isBusy, failure, run } = useCommand();
  return (
    <Sheet
      title={title}
      hint={hint}
      onClose={onClose}
      actions={
        <>
          <Button size="large" onClick={onClose}>
            {app('cancel')}
          </Button>
          <Button
            variant="primary"
            size="large"
            disabled={isBusy}
            onClick={() => void run(call(), words).then(({ ok }) => ok && onDone())}
          >
            {action}
          </Button>
        </>
      }
    >
      <p role="alert" className="min-h-6 font-semibold">
        {failure}
      </p>
    </Sheet>
  );
}
