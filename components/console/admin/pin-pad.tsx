import { clsx } from 'clsx';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { useAdminWords } from './admin-words.tsx';

const shortest = 4;
const longest = 6;
const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

export interface PinPadProps {
  readonly failure: string | undefined;
  readonly isBusy: boolean;
  readonly onEntered: (pin: string) => void;
}

/** Digits for a thumb; a keyboard types into the field above them. */
export function PinPad({ failure, isBusy, onEntered }: PinPadProps) {
  const t = useAdminWords();
  const [pin, setPin] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    if (failure !== undefined) setPin('');
  }, [failure]);

  const enter = (entered: string) => setPin(entered.replaceAll(/\D/g, '').slice(0, longest));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (pin.length >= shortest) onEntered(pin);
  };
  return (
    <form onSubmit={submit} className="mx-auto max-w-sm">
      <input
        ref={field}
        aria-label={t('unlock.pin')}
        type="password"
        // The digits below are the keyboard of a tablet.
        inputMode="none"
        autoComplete="off"
        maxLength={longest}
        value={pin}
        onChange={(event) => enter(event.target.value)}
        className="h-16 w-full rounded-lg border border-muted bg-paper px-4 text-center text-3xl tracking-[0.5em] text-ink"
      />
      <p role="alert" className="min-h-14 py-2 font-semibold">
        {failure}
      </p>
      <div className="grid grid-cols-3 gap-3">
        {digits.map((digit) => (
          <Key key={digit} onPress={() => enter(pin + digit)}>
            {digit}
          </Key>
        ))}
        <Key label={t('unlock.delete')} onPress={() => enter(pin.slice(0, -1))}>
          ←
        </Key>
        <Key onPress={() => enter(`${pin}0`)}>0</Key>
        <Button
          type="submit"
          variant="primary"
          className="min-h-16 px-2 text-lg"
          disabled={isBusy || pin.length < shortest}
        >
          {t(isBusy ? 'unlock.opening' : 'unlock.open')}
        </Button>
      </div>
    </form>
  );
}

interface KeyProps {
  readonly children: string;
  readonly label?: string;
  readonly onPress: () => void;
}

function Key({ children, label, onPress }: KeyProps) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onPress}
      className={clsx(
        'min-h-16 touch-manipulation select-none rounded-lg border border-line bg-paper text-2xl font-semibold tabular',
        'hover:border-muted active:bg-line/60',
      )}
    >
      {children}
    </button>
  );
}
