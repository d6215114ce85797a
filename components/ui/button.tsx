import { clsx } from 'clsx';
import type { ComponentProps } from 'react';

const variants = {
  /** The primary action of a page. */
  primary: 'border-ink bg-ink text-paper hover:bg-ink/85 font-semibold',
  plain: 'border-line bg-raised text-ink hover:border-muted font-medium',
  /** A secondary action without a frame. */
  quiet: 'border-transparent bg-transparent text-ink hover:bg-line/50 font-medium',
} as const;

const sizes = {
  normal: 'min-h-touch min-w-touch px-4 py-1.5 text-base',
  large: 'min-h-16 min-w-touch px-6 text-lg',
} as const;

export interface ButtonStyle {
  readonly variant?: keyof typeof variants;
  readonly size?: keyof typeof sizes;
}

/** The classes of a button, for links with the same style. */
export function buttonClass({ variant = 'plain', size = 'normal' }: ButtonStyle, className?: string): string {
  return clsx(
    'inline-flex select-none items-center justify-center gap-2 rounded-lg border text-center',
    'touch-manipulation transition-colors motion-reduce:transition-none disabled:cursor-not-allowed disabled:border-line disabled:bg-paper',
    'disabled:text-muted',
    variants[variant],
    sizes[size],
    className,
  );
}

/** A button large enough for a thumb. */
export function Button({ variant, size, className, ...props }: ComponentProps<'button'> & ButtonStyle) {
  const styled = { ...(variant && { variant }), ...(size && { size }) };
  return <button type="button" {...props} className={buttonClass(styled, className)} />;
}
