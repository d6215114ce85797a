import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { useCommand } from '#components/console/use-command.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { keptMedia } from '#lib/api/answer-shape.ts';
import { exchange } from '#lib/api/client.ts';
import { under } from '#lib/base-path.ts';

/** The longest side useful for a screen, pixels. */
const longestSide = 2560;

/** A larger photograph is scaled down, bytes. */
const heavy = 1_500_000;

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

/** Twelve megabytes over a slow connection. */
const uploadTimeoutMs = 120_000;

/** A picture or a video: choose, preview, remove. */
export function PictureField({ label, hint, kind, site, value, disabled, onChange }: PictureFieldProps) {
  const t = useTranslations('theme');
  const { isBusy, failure, run } = useCommand();
  const id = useId();

  const keep = async (file: File) => {
    // The server detects the type from the content, so that a refusal is readable, whatever the file calls
    // itself.
    const headers = { 'content-type': 'application/octet-stream' };
    const signal = AbortSignal.timeout(uploadTimeoutMs);
    const init = { method: 'POST', body: await shrunkPicture(file), headers, signal };
    const answer = await run(exchange(`/api/v1/sites/${site}/media`, init, keptMedia));
    if (answer.ok) onChange(answer.value.path);
  };

  return (
    <div>
      <p className="mb-1.5 font-medium" id={`${id}-label`}>
        {label}
      </p>
      {value !== '' && (
        <div className="mb-2 flex h-28 w-48 items-center justify-center overflow-hidden rounded-lg border border-line bg-muted">
          {kind === 'video' ? (
            <video
              src={under(value)}
              muted
              loop
              autoPlay
              playsInline
              className="h-full w-full object-cover"
            />
          ) : (
            // biome-ignore lint/performance/noImgElement: kept by the sidecar, in the size that is needed
            <img src={under(value)} alt="" className="max-h-full max-w-full object-contain" />
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
              if (file !== undefined) void keep(file);
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

/**
 * A picture, scaled down if it is larger than screens need, like photographs of telephones. Drawings, videos
 * and files that this browser cannot read are unchanged.
 */
async function shrunkPicture(file: File): Promise<Blob> {
  if (!/^image\/(png|jpeg|webp)$/.test(file.type)) return file;
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (bitmap === undefined) return file;
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  if (scale === 1 && file.size <= heavy) return file;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  // Transparency is kept.
  const type = file.type === 'image/jpeg' ? 'image/jpeg' : 'image/webp';
  const smaller = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.86));
  return smaller !== null && smaller.size < file.size ? smaller : file;
}
