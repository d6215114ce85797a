import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';

/** A text to copy: selected with one tap, copied with another. */
export function CopyText({ text }: { readonly text: string }) {
  const t = useTranslations('settings.display');
  const [isCopied, setIsCopied] = useState(false);
  return (
    <div className="flex flex-wrap items-center gap-3">
      <code className="min-w-0 flex-1 select-all break-all rounded-lg border border-line bg-paper px-3 py-2.5 text-base">
        {text}
      </code>
      <Button
        onClick={() => {
          // Absent on pages without a secure origin; then the text can be selected.
          void navigator.clipboard?.writeText(text).then(() => setIsCopied(true));
        }}
      >
        {t(isCopied ? 'copied' : 'copy')}
      </Button>
    </div>
  );
}
