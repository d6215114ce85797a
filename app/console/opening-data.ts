import { dayStart } from '#components/console/history/day-start.ts';
import type { OpeningStart } from '#components/console/opening/use-opening.ts';
import { ask } from '#lib/api/client.ts';
import type { Site } from '#lib/contract/site.ts';
import { visitorApi } from './console-data.ts';

/** The start data of a site's checklist: its displays, and its resets since local midnight. */
export async function openingStart({ id, timezone }: Site): Promise<OpeningStart> {
  const api = await visitorApi();
  const from = new Date(dayStart(Date.now(), timezone)).toISOString();
  const [displays, resets] = await Promise.all([
    ask(api.GET('/api/v1/displays', { params: { query: { site: id } } })),
    ask(api.GET('/api/v1/audit', { params: { query: { site: id, action: 'reset', from, limit: 100 } } })),
  ]);
  return {
    displays: displays.ok ? displays.value : undefined,
    resets: resets.ok ? resets.value : [],
  };
}
