import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { ask } from '#lib/api/client.ts';
import type { DeviceParameter, ParameterChange } from '#lib/contract/device.ts';
import { Note } from './note.tsx';
import { PartContent } from './part-content.tsx';
import { useCanCommand, useDevicePart } from './sensor-context.ts';

const ParameterSheet = dynamic(
  () => import('./parameter-sheet.tsx').then((module) => module.ParameterSheet),
  {
    ssr: false,
  },
);

/** Number of parameters shown before "show all". */
const firstFew = 8;

/** The parameters of the device: to search, and to change one at a time. */
export function ParametersPanel() {
  const t = useTranslations('sensorPage.parameters');
  const part = useDevicePart('parameters', (api, init) =>
    ask(api.GET('/api/v1/sensors/{site}/{sensor}/device/parameters', init)),
  );
  const [chosen, setChosen] = useState<DeviceParameter>();
  const [changed, setChanged] = useState<ParameterChange>();
  return (
    <Panel title={t('title')}>
      <PartContent part={part} skeleton="h-96">
        {(parameters) => <Parameters parameters={parameters} onChange={setChosen} />}
      </PartContent>
      {changed !== undefined && (
        <Note kind="done">
          {t('changed', {
            name: changed.name,
            before: changed.before === '' ? t('empty') : changed.before,
            after: changed.after === '' ? t('empty') : changed.after,
          })}
        </Note>
      )}
      {chosen !== undefined && (
        <ParameterSheet
          parameter={chosen}
          onClose={() => setChosen(undefined)}
          onChanged={(change) => {
            setChosen(undefined);
            setChanged(change);
            part.askAgain();
          }}
          onMoved={part.askAgain}
        />
      )}
    </Panel>
  );
}

interface ParametersProps {
  readonly parameters: readonly DeviceParameter[];
  readonly onChange: (parameter: DeviceParameter) => void;
}

function Parameters({ parameters, onChange }: ParametersProps) {
  const t = useTranslations('sensorPage.parameters');
  const [search, setSearch] = useState('');
  const [isWhole, setIsWhole] = useState(false);
  const wanted = search.trim().toLowerCase();
  const found = parameters.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted));
  const shown = isWhole || wanted !== '' ? found : found.slice(0, firstFew);
  return (
    <>
      <Field
        type="search"
        label={t('search')}
        hint={t('count', { shown: String(shown.length), total: String(parameters.length) })}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {found.length === 0 && <p className="mt-3 text-muted">{t('none')}</p>}
      <ul className="mt-2">
        {shown.map((parameter) => (
          <ParameterRow key={parameter.name} parameter={parameter} onChange={onChange} />
        ))}
      </ul>
      {shown.length < found.length && (
        <Button variant="quiet" className="mt-2 w-full" onClick={() => setIsWhole(true)}>
          {t('more', { count: String(found.length) })}
        </Button>
      )}
      {parameters.length > 0 && !parameters.some(({ isWritable }) => isWritable) && (
        <p className="mt-3 text-sm text-muted">{t('readOnly')}</p>
      )}
    </>
  );
}

function ParameterRow({
  parameter,
  onChange,
}: {
  readonly parameter: DeviceParameter;
  readonly onChange: ParametersProps['onChange'];
}) {
  const t = useTranslations('sensorPage.parameters');
  const canCommand = useCanCommand();
  const { name, value, isWritable } = parameter;
  return (
    <li
      data-parameter={name}
      className="flex min-h-touch items-center gap-3 border-b border-line py-1.5 last:border-b-0"
    >
      <div className="min-w-0 flex-1">
        <p className="break-words text-sm text-muted">{name}</p>
        <p className="select-all break-words font-medium tabular">
          {value === '' ? <span className="text-muted">{t('empty')}</span> : value}
        </p>
      </div>
      {isWritable && (
        <Button
          disabled={!canCommand}
          aria-label={t('changeNamed', { name })}
          onClick={() => onChange(parameter)}
        >
          {t('change')}
        </Button>
      )}
    </li>
  );
}
