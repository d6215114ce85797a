'use client';

import { type FormEvent, type ReactNode, useId } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Sheet } from '#components/ui/sheet.tsx';

export interface FormSheetProps {
  readonly title: string;
  readonly hint?: string;
  /** Words of the button that sends it. */
  readonly action: string;
  readonly isBusy: boolean;
  readonly failure: string | undefined;
  readonly onSubmit: (entered: FormData) => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A form over the page. */
export function FormSheet(props: FormSheetProps) {
  const app = useTranslations('app');
  const form = useId();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    props.onSubmit(new FormData(event.currentTarget));
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={props.title}
      {...(props.hint !== undefined && { hint: props.hint })}
      closeLabel={app('close')}
      actions={
        <>
          <Button size="large" onClick={props.onClose}>
            {app('cancel')}
          </Button>
          <Button type="submit" form={form} variant="primary" size="large" disabled={props.isBusy}>
            {props.action}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={submit} className="space-y-5">
        {props.children}
        <p role="alert" className="min-h-6 font-semibold">
          {props.failure}
        </p>
      </form>
    </Sheet>
  );
}

/** The text of a field, without spaces around it. */
export function textOf(entered: FormData, name: string): string {
  const value = entered.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
