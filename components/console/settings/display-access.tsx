import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { CopyText } from '../copy-text.tsx';
import { useOrigin } from '../use-origin.ts';

export interface DisplayAccessProps {
  /** `/display/<site>/<id>` */
  readonly path: string;
  readonly isNew: boolean;
  readonly isKeyed: boolean;
  /** A key that was just created; it is shown only once. */
  readonly freshKey: string | undefined;
  readonly disabled: boolean;
  /** For a new display: whether it will have a key. */
  readonly onKeyedChange: (isKeyed: boolean) => void;
  readonly onNewKey: () => void;
  readonly onDropKey: () => void;
}

/** Access to a display: its address and key. */
export function DisplayAccess(props: DisplayAccessProps) {
  const { path, isNew, isKeyed, freshKey, disabled, onKeyedChange, onNewKey, onDropKey } = props;
  const t = useTranslations('settings.display');
  const origin = useOrigin();
  if (isNew) {
    return (
      <Panel title={t('access')}>
        <Switch label={t('keyed')} checked={isKeyed} onChange={onKeyedChange} />
      </Panel>
    );
  }
  return (
    <Panel title={t('access')}>
      <p className="font-medium">{t(isKeyed ? 'keyed' : 'open')}</p>
      <div className="mt-3 space-y-2" role="status">
        {freshKey !== undefined && <p className="font-semibold">{t('keyOnce')}</p>}
        {(freshKey !== undefined || !isKeyed) && (
          <CopyText text={`${origin}${path}${freshKey === undefined ? '' : `?key=${freshKey}`}`} />
        )}
      </div>
      {!disabled && (
        <>
          <div className="mt-4 flex flex-wrap gap-3">
            <Button onClick={onNewKey}>{t('newKey')}</Button>
            {isKeyed && (
              <Button variant="quiet" onClick={onDropKey}>
                {t('dropKey')}
              </Button>
            )}
          </div>
          {isKeyed && <p className="mt-2 text-sm text-muted">{t('newKeyHint')}</p>}
        </>
      )}
    </Panel>
  );
}
