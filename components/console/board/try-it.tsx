import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { answerOr, ask } from '#lib/api/client.ts';
import type { Simulator } from '#lib/contract/simulator.ts';
import { RemoveDemo } from '../admin/remove-demo.tsx';
import { useConsole, useMayOperate, useSensorName } from '../console-context.ts';

/** The demo's fault of a door: it does not answer any more. */
const fault = 'refuse-connections';

/** The demo's doors: simulated people and faults. */
export function TryIt() {
  const t = useTranslations('tryIt');
  const { api } = useConsole();
  const mayOperate = useMayOperate();
  const { data, mutate } = useSWR('simulator', () =>
    // Refused where no simulators run.
    answerOr(api.GET('/api/v1/simulator'), null),
  );
  if (data === null || !mayOperate) return null;
  const then = (done: Promise<{ readonly response: Response }>) => void ask(done).then(() => mutate());
  return (
    <Panel
      title={t('title')}
      className="mt-6 border-dashed border-muted"
      aside={
        data !== undefined && (
          <Switch
            label={t('traffic')}
            checked={data.traffic}
            onChange={(on) => then(api.POST('/api/v1/simulator/traffic', { body: { on } }))}
          />
        )
      }
    >
      <p className="mb-2 text-muted">{t('hint')}</p>
      {data === undefined ? (
        <Skeleton className="h-48" />
      ) : (
        <ul>
          {data.items.map((door) => (
            <Door
              key={door.sensor}
              door={door}
              onWalk={(body) =>
                then(
                  api.POST('/api/v1/simulator/{site}/{sensor}/walk', {
                    params: { path: { site: door.site, sensor: door.sensor } },
                    body,
                  }),
                )
              }
              onFault={(isFailing) =>
                then(
                  api.POST('/api/v1/simulator/{site}/{sensor}/fault', {
                    params: { path: { site: door.site, sensor: door.sensor } },
                    body: { fault: isFailing ? fault : null },
                  }),
                )
              }
            />
          ))}
        </ul>
      )}
      <div className="mt-4 border-t border-line pt-4 empty:hidden">
        <RemoveDemo />
      </div>
    </Panel>
  );
}

interface DoorProps {
  readonly door: Simulator['items'][number];
  readonly onWalk: (people: { readonly in?: number; readonly out?: number }) => void;
  readonly onFault: (isFailing: boolean) => void;
}

function Door({ door, onWalk, onFault }: DoorProps) {
  const t = useTranslations('tryIt');
  const sensor = useSensorName()(door.site, door.sensor);
  const isFailing = door.fault !== null;
  return (
    <li
      data-door={door.sensor}
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line py-3 last:pb-0"
    >
      <p className="min-w-32 flex-1">
        <span className="font-semibold">{sensor}</span>
        {isFailing && <span className="text-muted"> · {t('failing')}</span>}
      </p>
      <div className="grid w-full grid-cols-[1fr_1fr_auto] gap-2 sm:w-auto">
        <Button
          className="max-sm:px-2"
          onClick={() => onWalk({ in: 1 })}
          aria-label={t('walkInNamed', { sensor })}
        >
          {t('walkIn')}
        </Button>
        <Button
          className="max-sm:px-2"
          onClick={() => onWalk({ out: 1 })}
          aria-label={t('walkOutNamed', { sensor })}
        >
          {t('walkOut')}
        </Button>
        <Button
          variant="quiet"
          onClick={() => onFault(!isFailing)}
          aria-label={t(isFailing ? 'healNamed' : 'failNamed', { sensor })}
        >
          {t(isFailing ? 'heal' : 'fail')}
        </Button>
      </div>
    </li>
  );
}
