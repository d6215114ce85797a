import { useState } from 'react';
import { renderSVG } from 'uqr';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { ask } from '#lib/api/client.ts';
import { CopyText } from '../copy-text.tsx';
import { useOrigin } from '../use-origin.ts';
import { Note } from './note.tsx';
import { useCanCommand, useDeviceApi } from './sensor-context.ts';

const address = '/api/v1/sensors/{site}/{sensor}/count-link';

export interface CountLinkProps {
  readonly hasLink: boolean;
  readonly onChange: () => void;
}

/** The link by which anybody counts at the door: its key is shown once, and leaves this page in nothing but the picture. */
export function CountLink({ hasLink, onChange }: CountLinkProps) {
  const t = useTranslations('byHand');
  const { api, init } = useDeviceApi();
  const canCommand = useCanCommand();
  const origin = useOrigin();
  const [path, setPath] = useState<string>();
  const [hasFailed, setHasFailed] = useState(false);
  const make = async () => {
    const answer = await ask(api.POST(address, init));
    setHasFailed(!answer.ok);
    if (answer.ok) setPath(answer.value.path);
    onChange();
  };
  const end = async () => {
    const { ok } = await ask(api.DELETE(address, init));
    setHasFailed(!ok);
    if (ok) setPath(undefined);
    onChange();
  };
  const link = path === undefined ? undefined : `${origin}${path}`;
  return (
    <div className="mt-5 border-t border-line pt-4">
      <h3 className="font-semibold">{t('link')}</h3>
      <p className="mt-1 max-w-prose text-muted">{t('linkHint')}</p>
      {link === undefined && hasLink && <p className="mt-2">{t('hasLink')}</p>}
      {link !== undefined && (
        <div className="mt-3 space-y-3" data-count-link={link}>
          {/* biome-ignore lint/performance/noImgElement: made here, and nothing to optimise. */}
          <img
            alt={t('qr')}
            src={`data:image/svg+xml,${encodeURIComponent(renderSVG(link, { border: 3 }))}`}
            className="size-48 rounded-lg"
          />
          <CopyText text={link} />
        </div>
      )}
      <div className="mt-3 flex flex-wrap gap-3">
        <Button disabled={!canCommand} onClick={() => void make()}>
          {t(hasLink ? 'newLink' : 'makeLink')}
        </Button>
        {hasLink && (
          <Button disabled={!canCommand} onClick={() => void end()}>
            {t('endLink')}
          </Button>
        )}
      </div>
      {hasFailed && <Note kind="failed">{t('failed')}</Note>}
    </div>
  );
}
