import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { type Retention, retentionSchema } from '#lib/contract/retention.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { RetentionSetting } from './retention-setting.ts';

const operation = operationIn('history');
const path = '/api/v1/history/retention';

/** `/api/v1/history/retention`: for how long history is kept; for administrators. */
export function retentionRoutes(
  { guard, audit }: Platform,
  retention: RetentionSetting,
): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      path,
      operation({
        summary: 'For how many days history is kept; null: for ever',
        description: 'Of all sites. Needs the right to administer.',
        response: { 200: retentionSchema },
      }),
      async (request) => {
        await guard.require(request, 'administer');
        return retention.now;
      },
    );

    app.put(
      path,
      operation({
        summary: 'Set for how many days history is kept',
        description:
          'What is older is deleted within an hour, for good; minutes in PostgreSQL by whole months, once all of a month is older. Minutes are rolled up before they go. Needs the right to administer.',
        body: retentionSchema,
        response: { 200: retentionSchema },
      }),
      async (request) => {
        const { username } = await guard.require(request, 'administer');
        const from = inWords(retention.now);
        await retention.set(request.body);
        const to = inWords(request.body);
        await audit({ who: username, action: 'configure', from, to, result: 'done' });
        return retention.now;
      },
    );
  };
}

/** For the audit log: `history: minutes 400 days, the rest for ever`. */
function inWords({ minuteDays, rollUpDays }: Retention): string {
  return `history: minutes ${spanOf(minuteDays)}, the rest ${spanOf(rollUpDays)}`;
}

function spanOf(days: number | null): string {
  return days === null ? 'for ever' : `${days} days`;
}
