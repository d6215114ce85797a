'use client';

import { type ChangeEvent, useId, useState } from 'react';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { ask, expecting, isChangedMeanwhile } from '#lib/api/client.ts';
import { under } from '#lib/base-path.ts';
import type { ImportResult } from '#lib/contract/config-import.ts';
import { useConsole } from '../console-context.ts';
import { useFieldErrors } from '../settings/use-field-errors.ts';
import { useCommand } from '../use-command.ts';
import { useAdminWords } from './admin-words.tsx';
import { DifferenceList } from './difference-list.tsx';

/** The whole configuration as a file: to download, and to upload after a preview of the changes. */
export function ConfigurationPage() {
  const t = useAdminWords();
  return (
    <div className="space-y-6">
      <Panel title={t('configuration.exportTitle')}>
        <p className="max-w-prose text-muted">{t('configuration.exportHint')}</p>
        <a href={under('/api/v1/config.yaml')} download className={buttonClass({}, 'mt-4')}>
          {t('download')}
        </a>
      </Panel>
      <Panel title={t('configuration.importTitle')}>
        <p className="max-w-prose text-muted">{t('configuration.importHint')}</p>
        <Import />
      </Panel>
    </div>
  );
}

/** A longer text makes the field, and the page with it, too slow to use. */
const mostShown = 200_000;

function Import() {
  const t = useAdminWords();
  const { api } = useConsole();
  const text = useId();
  const fieldsOf = useFieldErrors();
  const { isBusy, failure, run, clear } = useCommand();
  const [yaml, setYaml] = useState('');
  const [file, setFile] = useState('');
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [compared, setCompared] = useState<ImportResult>();
  const [isApplied, setIsApplied] = useState(false);
  const open = compared?.differences.filter(({ isKept }) => !isKept).length ?? 0;

  const change = (entered: string, name = '') => {
    setYaml(entered);
    setFile(name);
    setProblems([]);
    setCompared(undefined);
    setIsApplied(false);
    clear();
  };
  const send = async (agreed?: ImportResult) => {
    // Applied to the configuration that was compared, and to no other.
    const { headers } = agreed === undefined ? {} : expecting(agreed.revision);
    const call = api.POST('/api/v1/config/import', {
      params: { query: { trial: String(agreed === undefined) } },
      headers: { ...headers, 'content-type': 'application/yaml' },
      body: yaml,
      bodySerializer: String,
    });
    const answer = await run(ask(call), (refusal) => {
      if (isChangedMeanwhile(refusal)) return t('configuration.overtaken');
      return refusal.kind === 'refused' && refusal.status === 400 ? t('configuration.wrong') : undefined;
    });
    const fields = answer.ok ? [] : fieldsOf(answer.error);
    setProblems(fields.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)));
    setCompared(answer.ok ? answer.value : undefined);
    setIsApplied(answer.ok && agreed !== undefined);
  };

  return (
    <div className="mt-4 space-y-4">
      <FileButton onText={change} />
      {yaml.length > mostShown ? (
        <p>{t('configuration.tooLarge', { name: file })}</p>
      ) : (
        <div>
          <label htmlFor={text} className="mb-1.5 block text-base font-medium">
            {t('configuration.text')}
          </label>
          <textarea
            id={text}
            value={yaml}
            rows={12}
            spellCheck={false}
            autoCapitalize="none"
            onChange={(event) => change(event.target.value)}
            placeholder={'sites:\n  - id: bern\n    name: Bern Marktgasse'}
            className="w-full rounded-lg border border-muted bg-paper px-3 py-2 font-mono text-sm text-ink placeholder:text-muted"
          />
        </div>
      )}
      <div role="alert" className="space-y-2 empty:hidden">
        {failure !== undefined && <p className="font-semibold">{failure}</p>}
        {problems.length > 0 && (
          <ul className="list-disc space-y-1 pl-5">
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        )}
      </div>
      {compared === undefined ? (
        <Button
          variant="primary"
          size="large"
          disabled={yaml.trim() === '' || isBusy}
          onClick={() => void send()}
        >
          {t(isBusy ? 'configuration.checking' : 'configuration.check')}
        </Button>
      ) : (
        <>
          <DifferenceList differences={compared.differences} isApplied={isApplied} />
          {!isApplied && open > 0 && (
            <Button variant="primary" size="large" disabled={isBusy} onClick={() => void send(compared)}>
              {isBusy ? t('configuration.applying') : t('configuration.apply', { count: open })}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

function FileButton({ onText }: { readonly onText: (text: string, name: string) => void }) {
  const t = useAdminWords();
  const readFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    if (file !== undefined) onText(await file.text(), file.name);
    // So that the same file can be chosen again after it was changed.
    event.target.value = '';
  };
  return (
    <label
      className={buttonClass(
        {},
        'cursor-pointer focus-within:outline focus-within:outline-2 focus-within:outline-offset-2',
      )}
    >
      {t('configuration.choose')}
      <input
        type="file"
        accept=".yaml,.yml,application/yaml,text/yaml"
        aria-label={t('configuration.file')}
        onChange={(event) => void readFile(event)}
        className="sr-only"
      />
    </label>
  );
}
