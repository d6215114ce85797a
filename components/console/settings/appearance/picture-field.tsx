'use client';

import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useConsole } from '#components/console/console-context.ts';
import { useFailure } from '#components/console/use-failure.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { shrunkPicture } from '../shrunk-picture.ts';

export interface PictureFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly kind: 'picture' | 'video';
  readonly site: string;
  /** Its path; empty for none. */
  readonly value: string;
  readonly disabled: boolean;
  readonly onChange: (path: string) => void;
}

const accepted = {
  picture: 'image/png,image/jpeg,image/webp,image/svg+xml',
  video: 'video/mp4,video/webm',
} as const;

/** A picture or a video: choose one, look at it, take it away. */
export function PictureField({ label, hint, kind, site, value, disabled, onChange }: PictureFieldProps) {
  const t = useTranslations('look');
  const { api } = useConsole();
  const inWords = useFailure();
  const id = useId();
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string>();

  const upload = async (file: File) => {
    setIsBusy(true);
    setFailure(undefined);
    const answer = await api.keepMedia(site, await shrunkPicture(file));
    setIsBusy(false);
    if (answer.ok) onChange(answer.value.path);
    else setFailure(inWords(answer.error));
  };

  return (
    <div>
      <p className="mb-1.5 font-medium" id={`${id}-label`}>
        {label}
      </p>
      {value !== '' && (
        <div className="mb-2 flex h-28 w-48 items-center justify-center overflow-hidden rounded-lg border border-line bg-muted">
          {kind === 'video' ? (
            <video src={value} muted loop autoPlay playsInline className="h-full w-full object-cover" />
          ) : (
            // biome-ignore lint/performance/noImgElement: kept by the sidecar, in the size that is needed
            <img src={value} alt="" className="max-h-full max-w-full object-contain" />
          )}
        </div>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <label
          className={buttonClass(
            {},
            'cursor-pointer has-[:focus-visible]:outline has-[:focus-visible]:outline-[3px] has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-ink has-[:disabled]:cursor-not-allowed has-[:disabled]:text-muted',
          )}
        >
          <input
            type="file"
            accept={accepted[kind]}
            disabled={disabled || isBusy}
            className="sr-only"
            aria-describedby={`${id}-label ${id}-hint`}
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              event.target.value = '';
              if (file !== undefined) void upload(file);
            }}
          />
          {isBusy ? t('uploading') : t(value === '' ? 'choose' : 'chooseOther')}
        </label>
        {value !== '' && (
          <Button variant="quiet" disabled={disabled} onClick={() => onChange('')}>
            {t('none')}
          </Button>
        )}
      </div>
      <p id={`${id}-hint`} className="mt-1.5 text-sm text-muted">
        {hint}
      </p>
      <p role="alert" className="mt-1 text-sm font-semibold empty:hidden">
        {failure}
      </p>
    </div>
  );
}
