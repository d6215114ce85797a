'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import type { NewApiKey } from '#lib/contract/api-key.ts';
import { useAdminWords } from './admin-words.tsx';

/** Shows a new key, once. */
export function KeySheet({ made, onClose }: { readonly made: NewApiKey; readonly onClose: () => void }) {
  const t = useAdminWords();
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    // The clipboard is missing when the page uses plain HTTP from another machine: the text can be selected
    // by hand.
    await navigator.clipboard?.writeText(made.key);
    setIsCopied(navigator.clipboard !== undefined);
  };
  return (
    <Sheet
      title={t('keys.madeTitle')}
      hint={t('keys.madeHint')}
      onClose={onClose}
      actions={
        <Button size="large" onClick={onClose}>
          {t('keys.done')}
        </Button>
      }
    >
      <p className="text-base font-medium">{made.name}</p>
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <code
          data-api-key
          className="min-w-0 flex-1 select-all break-all rounded-lg border border-muted bg-paper px-3 py-3 text-base"
        >
          {made.key}
        </code>
        <Button variant="primary" size="large" onClick={() => void copy()}>
          <span aria-live="polite">{t(isCopied ? 'copied' : 'copy')}</span>
        </Button>
      </div>
    </Sheet>
  );
}
