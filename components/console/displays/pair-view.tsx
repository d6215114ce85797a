'use client';

import Link from 'next/link';
import { type ReactNode, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { ask } from '#lib/api/client.ts';
import type { Paired } from '#lib/contract/pairing.ts';
import { nameOfDisplay } from '#lib/names.ts';
import { useConsole, useLive, useMayConfigure } from '../console-context.ts';
import { PageTitle } from '../page-title.tsx';
import { SiteField } from '../site-field.tsx';
import { useFailure } from '../use-failure.ts';
import { useOrigin } from '../use-origin.ts';
import { PickOne } from './pick-one.tsx';

/** Pairs the screen that shows a code: code, site if there are several, zone. */
export function PairView({ code: given }: { readonly code: string }) {
  const t = useTranslations('fleet');
  const { api, sites, isMany, focusOn } = useConsole();
  const mayConfigure = useMayConfigure();
  const inWords = useFailure();
  const zones = useLive((live) => live.zones);
  const [code, setCode] = useState(given);
  const [picked, setSite] = useState(sites.length === 1 ? sites[0]?.id : undefined);
  // Of many sites only the zones of the one that all pages are about are known.
  const site = isMany ? sites[0]?.id : picked;
  const [chosen, setChosen] = useState<{ readonly site: string | undefined; readonly zone: string }>();
  const [problem, setProblem] = useState<string>();
  const [isSending, setIsSending] = useState(false);
  const [paired, setPaired] = useState<Paired>();

  const choices = Object.values(zones)
    .map(({ state }) => state)
    .filter((state) => state.site === site);
  // Another site may have a zone of the same id.
  const zone = choices.length === 1 ? choices[0]?.zone : chosen?.site === site ? chosen?.zone : undefined;
  const nameOf = (id: string) => choices.find((state) => state.zone === id)?.name ?? id;

  const connect = async () => {
    if (site === undefined || zone === undefined) return;
    if (code.trim() === '') return setProblem(t('codeMissing'));
    setIsSending(true);
    const answer = await ask(api.POST('/api/v1/displays/pair', { body: { code: code.trim(), site, zone } }));
    setIsSending(false);
    if (answer.ok) return setPaired(answer.value);
    const status = answer.error.kind === 'refused' ? answer.error.status : undefined;
    setProblem(status === 404 ? t('wrongCode') : status === 429 ? t('tooManyCodes') : inWords(answer.error));
  };

  if (!mayConfigure) return <Frame hint={t('mayNot')} />;
  if (paired !== undefined) {
    const restart = () => {
      setPaired(undefined);
      setCode('');
      setProblem(undefined);
    };
    return (
      <div className="mx-auto max-w-2xl px-4 pb-8 sm:px-6" role="status">
        <PageTitle>{t('paired', { display: nameOfDisplay(paired) })}</PageTitle>
        <p className="text-lg">{t('pairedHint', { zone: nameOf(paired.zone) })}</p>
        <div className="mt-6 flex flex-wrap gap-3">
          <Link href="/console/displays" className={buttonClass({ variant: 'primary', size: 'large' })}>
            {t('toDisplays')}
          </Link>
          <Button size="large" onClick={restart}>
            {t('another')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <Frame hint={t('pairHint')}>
      <form
        className="space-y-8"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void connect();
        }}
      >
        <CodeField
          value={code}
          error={problem}
          onChange={(text) => {
            setCode(text);
            setProblem(undefined);
          }}
        />
        {isMany && <SiteField label={t('site')} value={site ?? ''} onChange={focusOn} />}
        {!isMany && sites.length > 1 && (
          <PickOne
            label={t('site')}
            name="site"
            value={site}
            onPick={setSite}
            choices={sites.map(({ id, name }) => ({ id, name }))}
          />
        )}
        {site !== undefined && choices.length === 0 && <p className="text-lg">{t('noZones')}</p>}
        {choices.length > 0 && (
          <PickOne
            label={t('zone')}
            name="zone"
            value={zone}
            onPick={(id) => setChosen({ site, zone: id })}
            choices={choices.map(({ zone: id, name, capacity }) => ({
              id,
              name,
              note: t('zoneHint', { count: capacity }),
            }))}
          />
        )}
        <Button
          type="submit"
          variant="primary"
          size="large"
          className="w-full"
          disabled={isSending || zone === undefined}
        >
          {t('submit')}
        </Button>
      </form>
    </Frame>
  );
}

function Frame({ hint, children }: { readonly hint: string; readonly children?: ReactNode }) {
  const t = useTranslations('fleet');
  return (
    <div className="mx-auto max-w-2xl px-4 pb-8 sm:px-6">
      <PageTitle>{t('pair')}</PageTitle>
      <p className="mb-6 text-lg text-muted">{hint}</p>
      {children}
    </div>
  );
}

interface CodeFieldProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (code: string) => void;
}

/** The code of a screen, as large as on the screen, so that both are easy to compare. */
function CodeField({ value, error, onChange }: CodeFieldProps) {
  const t = useTranslations('fleet');
  const id = useId();
  const noteId = `${id}-note`;
  const address = `${useOrigin()}/display`;
  return (
    <div>
      <label htmlFor={id} className="mb-2 block text-lg font-semibold">
        {t('code')}
      </label>
      <input
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value.toUpperCase())}
        placeholder="K7MQ-4XPD"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        aria-invalid={error !== undefined}
        aria-describedby={noteId}
        className="tabular min-h-16 w-full rounded-xl border border-muted bg-paper px-4 text-3xl font-semibold tracking-widest text-ink placeholder:font-normal placeholder:text-muted"
      />
      <p
        id={noteId}
        role={error === undefined ? undefined : 'alert'}
        className={error === undefined ? 'mt-2 text-muted' : 'mt-2 font-semibold'}
      >
        {error ?? t('codeHint', { address })}
      </p>
    </div>
  );
}
