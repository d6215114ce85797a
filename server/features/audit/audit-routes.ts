import { stringify } from 'csv-stringify/sync';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type AuditEntry, auditEntrySchema, loggedEntrySchema } from '#lib/contract/audit.ts';
import { idSchema } from '#lib/contract/ids.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { cursorOf, linkNext, pageQuery, readCursor } from '#server/platform/http/paging.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { AuditStore } from './audit-store.ts';

const operation = operationIn('audit');

/** Rows of one CSV file: some years of a busy store. */
const longestFile = 100_000;

const time = z.iso.datetime({ offset: true });
const querystring = z.object({
  site: idSchema.optional(),
  zone: idSchema.optional(),
  /** A user name, `schedule`, or the name of an API key. */
  who: z.string().min(1).max(100).optional(),
  action: auditEntrySchema.shape.action.optional(),
  from: time.optional(),
  to: time.optional(),
  /** Only entries before the one with this id. */
  before: z.coerce.number().int().positive().optional(),
  /** The default limit is 100, of a CSV file all. */
  ...pageQuery,
});
const cursorSchema = z.tuple([z.number().int().positive()]);

/** `/api/v1/audit`: who did what, newest first. */
export function auditRoutes(
  { guard, authentication }: Pick<Platform, 'guard' | 'authentication'>,
  store: AuditStore,
): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/audit',
      operation({
        summary: 'The audit log (JSON; CSV with Accept: text/csv)',
        description:
          'Who did what, newest first. Who has roles at single sites reads only what happened there. Needs the right to view.',
        querystring,
        response: { 200: z.union([z.array(loggedEntrySchema), z.string()]) },
      }),
      async (request, reply) => {
        const caller = await guard.requireSomewhere(request, 'view');
        const { from, to, cursor, limit: asked, ...filter } = request.query;
        const isCsv = (request.headers.accept ?? '').includes('text/csv');
        const limit = asked ?? (isCsv ? longestFile : 100);
        const entries = await store.list({
          ...filter,
          ...(cursor === undefined ? {} : { before: readCursor(cursor, cursorSchema)[0] }),
          // Stored in UTC with milliseconds: such texts sort by time.
          ...(from === undefined ? {} : { from: new Date(from).toISOString() }),
          ...(to === undefined ? {} : { to: new Date(to).toISOString() }),
          ...(caller.sites === undefined ? {} : { sites: Object.keys(caller.sites).filter(caller.reaches) }),
          // One more row shows whether there is another page.
          limit: limit + 1,
        });
        const page = entries.slice(0, limit);
        reply.header('vary', 'accept');
        if (isCsv) {
          return reply
            .header('content-type', 'text/csv; charset=utf-8')
            .header('content-disposition', 'attachment; filename="doorlight-audit.csv"')
            .serializer((text: unknown) => String(text))
            .send(csvOf(page));
        }
        const last = page.at(-1);
        if (last !== undefined && entries.length > limit) linkNext(request, reply, cursorOf(last.id), limit);
        const words = new Map(page.map((entry) => [entry, peopleIn(entry)]));
        const names = await authentication.accounts.names([...new Set([...words.values()].flat())]);
        return page.map((entry) => {
          const own = (words.get(entry) ?? []).flatMap((word): [string, string][] => {
            const name = names.get(word);
            return name === undefined || name === word ? [] : [[word, name]];
          });
          return own.length === 0 ? entry : { ...entry, names: Object.fromEntries(own) };
        });
      },
    );
  };
}

const aboutPeople: ReadonlySet<string> = new Set([
  ...['add-person', 'change-person', 'remove-person'],
  ...['set-password', 'set-pin', 'remove-pin', 'sign-out-everywhere'],
]);

/** The user names in an entry: who did it, and to whom: `anna`, or `anna (staff at bern)`. */
function peopleIn({ who, action, from, to }: AuditEntry): string[] {
  const others = aboutPeople.has(action) ? [from, to] : [];
  return [who, ...others.flatMap((text) => text?.split(' ', 1) ?? [])];
}

const columns = ['id', 'at', 'who', 'action', 'site', 'zone', 'from', 'to', 'note', 'result', 'sources'];

function csvOf(entries: readonly AuditEntry[]): string {
  const rows = entries.map(({ sources, ...entry }) => ({
    ...entry,
    sources: sources?.map(({ sensor, channel, outcome }) => `${sensor}/${channel}: ${outcome}`).join('; '),
  }));
  // Texts of users must not run as a formula in a spreadsheet.
  return stringify(rows, { header: true, columns, escape_formulas: true });
}
