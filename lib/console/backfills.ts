import type { ApiClient } from '#lib/api/client.ts';
import type { Backfill } from '#lib/contract/backfill.ts';

/** What is fetched from the memories of sensors, newest first. */
export async function fetchBackfills(api: ApiClient) {
  const answer = await api.call('GET', '/api/v1/backfills', undefined, isBackfills);
  return answer.ok ? { ok: true as const, value: answer.value.items } : answer;
}

export function isBackfills(value: unknown): value is { readonly items: readonly Backfill[] } {
  return typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items);
}
