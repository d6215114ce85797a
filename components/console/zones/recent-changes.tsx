import Link from 'next/link';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { answerOr } from '#lib/api/client.ts';
import type { LoggedEntry } from '#lib/contract/audit.ts';
import type { Path } from '#lib/contract/path.ts';
import { AuditRow } from '../audit/audit-row.tsx';
import { useConsole, useIsLive, useLive, useMayOperate, useZoneCommand } from '../console-context.ts';
import { useThrottled } from '../use-throttled.ts';
import { useTimes } from '../use-times.ts';

/** For how long a change can be undone with one tap. */
const undoableMs = 60 * 60_000;

const shown = 8;

export interface RecentChangesProps {
  readonly path: Path;
  readonly start: readonly LoggedEntry[];
}

/** The latest actions on a zone. */
export function RecentChanges({ path, start }: RecentChangesProps) {
  const t = useTranslations('zone');
  const { api } = useConsole();
  const [site = '', zone = ''] = path.split('/');
  // Loaded again when an adjust has ended, or a hold has changed the reason of the light.
  const ended = useThrottled(({ adjustsEnded }) => adjustsEnded);
  const reason = useLive(({ zones }) => zones[path]?.state.reason);
  const { data = start } = useSWR(
    ['recent', path, ended, reason],
    () => answerOr(api.GET('/api/v1/audit', { params: { query: { site, zone, limit: shown } } }), undefined),
    { keepPreviousData: true },
  );
  return (
    <Panel
      title={t('recent')}
      aside={
        <Link
          href="/console/audit"
          prefetch={false}
          className="inline-flex min-h-touch items-center text-sm text-muted underline underline-offset-4"
        >
          {t('recentAll')}
        </Link>
      }
    >
      {data.length === 0 ? (
        <p className="text-muted">{t('recentEmpty')}</p>
      ) : (
        <>
          <UndoLast path={path} entries={data} />
          <ul>
            {data.map((entry) => (
              <AuditRow key={entry.id} entry={entry} withZone={false} />
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

/** Undoes the last change of the number, by anybody; one from this page has its undo beside its result. */
function UndoLast({ path, entries }: { readonly path: Path; readonly entries: readonly LoggedEntry[] }) {
  const t = useTranslations('order');
  const { commands } = useConsole();
  const { moment } = useTimes(path.split('/')[0]);
  const command = useZoneCommand(path);
  const occupancy = useLive(({ zones }) => zones[path]?.state.occupancy ?? 0);
  const isLive = useIsLive();
  const mayOperate = useMayOperate();
  const change = lastChangeOf(entries, Date.now());
  if (change === undefined || command !== undefined || !mayOperate) return null;
  const to = Math.max(0, occupancy - (change.to - change.from));
  return (
    <Button
      disabled={!isLive}
      data-undo=""
      className="mb-2 w-full tabular"
      onClick={() =>
        void commands
          .getState()
          .place(path, { action: to === 0 ? 'reset' : 'adjust', to, note: t('undoNote') })
      }
    >
      {t('undoLast', { before: change.from, after: change.to, time: moment(change.at) })}
    </Button>
  );
}

/** A change of a number that can be taken back. */
export interface LastChange {
  readonly from: number;
  readonly to: number;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/**
 * What the last adjust or reset of a zone changed its number from and to, whoever made it; undefined where there is
 * nothing to take back.
 *
 * @param entries of the audit log about the zone, newest first
 * @param nowMs epoch ms
 */
export function lastChangeOf(entries: readonly LoggedEntry[], nowMs: number): LastChange | undefined {
  const last = entries.find(({ action }) => action === 'adjust' || action === 'reset');
  if (last === undefined || nowMs - Date.parse(last.at) > undoableMs) return undefined;
  const [from, to] = [Number(last.from), Number(last.to)];
  return Number.isInteger(to - from) && to !== from ? { from, to, at: last.at } : undefined;
}
