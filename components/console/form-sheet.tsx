import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Sheet } from '#components/ui/sheet.tsx';

export interface FormSheetProps {
  readonly title: string;
  readonly hint?: string;
  /** Words of the button that sends it. */
  readonly action: ReactNode;
  readonly isDisabled?: boolean;
  /** The browser checks the fields before they are sent. */
  readonly isChecked?: boolean;
  readonly failure?: string | undefined;
  /** Besides cancelling and sending. */
  readonly otherAction?: ReactNode;
  readonly onSubmit: (entered: FormData, form: HTMLFormElement) => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A form over the page. Closing it asks first once something was entered, which would be lost. */
export function FormSheet({ title, hint, action, isDisabled, onSubmit, onClose, ...props }: FormSheetProps) {
  const app = useTranslations('app');
  const form = useId();
  const [isChanged, setChanged] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // Forms inside each other hear of each other, also through a sheet.
    event.stopPropagation();
    onSubmit(new FormData(event.currentTarget), event.currentTarget);
  };
  return (
    <Sheet
      title={title}
      hint={hint}
      isUnsaved={isChanged}
      onClose={onClose}
      actions={
        <>
          {props.otherAction}
          <Button size="large" onClick={onClose}>
            {app('cancel')}
          </Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            size="large"
            disabled={isDisabled}
            data-confirm=""
          >
            {action}
          </Button>
        </>
      }
    >
      <form
        id={form}
        noValidate={!props.isChecked}
        onSubmit={submit}
        onInput={() => setChanged(true)}
        className="space-y-5"
      >
        {props.children}
        <p role="alert" className="font-semibold empty:hidden">
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
