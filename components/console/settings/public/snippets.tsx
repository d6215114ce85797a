import { useTranslations } from 'use-intl';
import { Panel } from '#components/ui/panel.tsx';
import { CopyText } from '../../copy-text.tsx';
import { useOrigin } from '../../use-origin.ts';

export interface PublicZoneName {
  readonly id: string;
  readonly name: string;
}

export interface SnippetsProps {
  readonly site: string;
  readonly zones: readonly PublicZoneName[];
}

/** The visitors' address, and the code for web sites, ready to copy. */
export function Snippets({ site, zones }: SnippetsProps) {
  const t = useTranslations('settings.public');
  const origin = useOrigin();
  const page = `${origin}/now/${site}`;
  const api = `${origin}/public/v1`;
  return (
    <div className="mt-6 space-y-6">
      <Panel title={t('page')}>
        <p className="mb-3 max-w-prose text-muted">{t('pageHint')}</p>
        <CopyText text={page} />
        <a
          href={page}
          target="_blank"
          rel="noreferrer"
          className="mt-2 inline-flex min-h-touch items-center font-medium underline underline-offset-4"
        >
          {t('open')}
        </a>
      </Panel>
      <Panel title={t('element')}>
        <p className="mb-3 max-w-prose text-muted">{t('elementHint')}</p>
        <div className="space-y-4">
          <CopyText text={`<script src="${api}/embed.js" async></script>`} />
          {zones.map(({ id, name }) => (
            <Snippet
              key={id}
              name={name}
              text={`<doorlight-now site="${site}" zone="${id}"><a href="${page}">${name}</a></doorlight-now>`}
            />
          ))}
        </div>
        <p className="mt-4 max-w-prose text-sm text-muted">{t('policy')}</p>
        <div className="mt-2">
          <CopyText text={`script-src ${origin}; connect-src ${origin}`} />
        </div>
      </Panel>
      <Panel title={t('badge')}>
        <p className="mb-3 max-w-prose text-muted">{t('badgeHint')}</p>
        <div className="space-y-4">
          {zones.map(({ id, name }) => (
            <Snippet
              key={id}
              name={name}
              text={`<a href="${page}"><img src="${api}/badge/${site}/${id}.svg" alt="${name}"></a>`}
            />
          ))}
        </div>
      </Panel>
      <Panel title={t('programs')}>
        <p className="mb-3 max-w-prose text-muted">{t('programsHint')}</p>
        <div className="space-y-4">
          <CopyText text={`${api}/sites/${site}`} />
          <CopyText text={`${api}/sites/${site}/events`} />
        </div>
      </Panel>
    </div>
  );
}

function Snippet({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <div>
      <p className="mb-1.5 font-medium">{name}</p>
      <CopyText text={text} />
    </div>
  );
}
