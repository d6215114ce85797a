'use client';

import { Dialog } from 'radix-ui';
import { type ReactNode, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { CloseIcon } from './icons.tsx';

export interface SheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly hint?: string | undefined;
  /** Words of the button that closes it. */
  readonly closeLabel: string;
  readonly children: ReactNode;
  /** Placed at the bottom edge, where they stay while the content scrolls. */
  readonly actions?: ReactNode;
  /** Present while entered values would be lost: closing asks first, with this text. */
  readonly unsaved?:
    | { readonly question: string; readonly keep: string; readonly discard: string }
    | undefined;
}

/** The sheet of `sheet.tsx`. */
export function SheetDialog(props: SheetProps) {
  const { open, onOpenChange, title, hint, closeLabel, children, unsaved } = props;
  const [isAsking, setAsking] = useState(false);
  const question = isAsking ? unsaved : undefined;
  const change = (isOpen: boolean) => {
    if (!isOpen && unsaved !== undefined && !isAsking) setAsking(true);
    else onOpenChange(isOpen);
  };
  const actions =
    question === undefined ? (
      props.actions
    ) : (
      <>
        <Button size="large" onClick={() => setAsking(false)}>
          {question.keep}
        </Button>
        <Button size="large" variant="primary" onClick={() => onOpenChange(false)}>
          {question.discard}
        </Button>
      </>
    );
  // Restores the focus: the library did not open the sheet by a trigger of its own.
  const before = useRef<Element>(null);
  return (
    <Dialog.Root open={open} onOpenChange={change}>
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
              aria-label={closeLabel}
              className="-mr-2 -mt-2 inline-flex min-h-touch min-w-touch items-center justify-center rounded-lg hover:bg-line/50"
            >
              <CloseIcon />
            </Dialog.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-5 sm:px-8">{children}</div>
          {question !== undefined && (
            <p role="alert" className="border-t border-line px-5 pt-4 text-lg font-semibold sm:px-8">
              {question.question}
            </p>
          )}
          {actions !== undefined && (
            <div
              // The next sheet may have its button where this one was confirmed: a double tap is for the first alone.
              onClickCapture={(event) => {
                if (event.detail < 2) return;
                event.preventDefault();
                event.stopPropagation();
              }}
              className="flex flex-col-reverse gap-3 border-t border-line px-5 py-4 pb-[max(1rem,env(safe-area-inset-bottom))] sm:flex-row sm:px-8 [&>*]:flex-1"
            >
              {actions}
            </div>
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
