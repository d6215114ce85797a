import type { ComponentProps } from 'react';
import { useTranslations } from 'use-intl';
import { AccountIcon } from '#components/ui/icons.tsx';

/** The account button: the same before its menu is loaded and after. */
export function AccountButton({ name, ...props }: ComponentProps<'button'> & { readonly name: string }) {
  const t = useTranslations('account');
  return (
    <button
      type="button"
      aria-haspopup="menu"
      {...props}
      aria-label={t('title')}
      className="-mr-2 inline-flex min-h-touch min-w-touch items-center justify-center gap-2 rounded-lg px-2 hover:bg-line/50"
    >
      <AccountIcon />
      <span aria-hidden="true" className="hidden max-w-40 truncate text-sm font-medium md:inline">
        {name}
      </span>
    </button>
  );
}
