import { Dialog } from 'radix-ui';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from './button.tsx';
import { CloseIcon } from './icons.tsx';

export interface SheetProps {
  readonly title: string;
  readonly hint?: string | undefined;
  readonly children: ReactNode;
  /** Placed at the bottom edge, where they stay while the content scrolls. */
  readonly actions?: ReactNode;
  /** Entered values would be lost: closing asks first. */
  readonly isUnsaved?: boolean;
  readonly onClose: () => void;
}

/** The sheet of `sheet.tsx`. */
export function SheetDialog({ title, hint, children, actions, isUnsaved = false, onClose }: SheetProps) {
  const t = useTranslations('app');
  const [hasAsked, setHasAsked] = useState(false);
  const isAsking = hasAsked && isUnsaved;
  const close = () => (isUnsaved && !hasAsked ? setHasAsked(true) : onClose());
  const shownActions = isAsking ? (
    <>
      <Button size="large" onClick={() => setHasAsked(false)}>
        {t('unsavedKeep')}
      </Button>
      <Button size="large" variant="primary" onClick={onClose}>
        {t('unsavedDiscard')}
      </Button>
    </>
  ) : (
    actions
  );
  // Restores the focus: the library did not open the sheet by a trigger of its own.
  const before = useRef<Element>(null);
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fade-in fixed inset-0 z-40 bg-black/50" />
        <Dialog.Content
          {...(hint === undefined && { 'aria-describedby': undefined })}
          onOpenAutoFocus={(event) => {
            before.current = document.activeElement;
            // The main field of the sheet, if it has one: otherwise the close button would get the focus.
            const sheet = event.target instanceof Element ? event.target : document;
            const field = sheet.querySelector('[data-first-field]');
            if (!(field instanceof HTMLInputElement)) return;
            event.preventDefault();
            field.focus();
            field.select();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (before.current instanceof HTMLElement) before.current.focus();
          }}
          className="sheet-in fixed inset-x-0 bottom-0 z-50 mx-auto flex max-h-[92dvh] w-full max-w-2xl flex-col rounded-t-2xl border border-line bg-raised text-ink shadow-2xl focus:outline-none lg:bottom-auto lg:top-[12vh] lg:max-h-[76vh] lg:rounded-2xl"
        >
          <div className="flex items-start gap-4 px-5 pt-5 sm:px-8 sm:pt-7">
            <div className="min-w-0 flex-1">
              <Dialog.Title className="text-balance text-2xl font-semibold tracking-tight">
                {title}
              </Dialog.Title>
              {hint !== undefined && (
                <Dialog.Description className="mt-2 text-base text-muted">{hint}</Dialog.Description>
              )}
            </div>
            <Dialog.Close
              aria-label={t('close')}
              className="-mr-2 -mt-2 inline-flex min-h-touch min-w-touch items-center justify-center rounded-lg hover:bg-line/50"
            >
              <CloseIcon />
            </Dialog.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-5 sm:px-8">{children}</div>
          {isAsking && (
            <p role="alert" className="border-t border-line px-5 pt-4 text-lg font-semibold sm:px-8">
              {t('unsaved')}
            </p>
          )}
          {shownActions !== undefined && (
            <div
              // The next sheet may have its button where this one was confirmed: a double tap is for the first alone.
              onClickCapture={(event) => {
                if (event.detail < 2) return;
                event.preventDefault();
                event.stopPropagation();
              }}
              className="flex flex-col-reverse gap-3 border-t border-line px-5 py-4 pb-[max(1rem,env(safe-area-inset-bottom))] sm:flex-row sm:px-8 [&>*]:flex-1"
            >
              {shownActions}
            </div>
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
