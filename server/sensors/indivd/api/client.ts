import type { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { ok, type Result } from '#lib/result.ts';
import type { DeviceHttp } from '#server/sensors/http/device-http.ts';
import { checkParameters, type ParameterError } from '#server/sensors/parse/parameters.ts';
import { parseBody } from '#server/sensors/parse/parse-body.ts';
import { pathPrefixOf } from '#server/sensors/parse/values.ts';
import type { SensorAnswer } from '#server/sensors/sensor-answer.ts';
import {
  dropInRateSchema,
  type Grouping,
  lineCrossesSchema,
  type Period,
  zoneVisitorsSchema,
} from '../schema.ts';
import { type DropInRate, dropInRangeOf } from './drop-in-rate.ts';
import {
  type DropInRateQuery,
  defaultLineGrouping,
  defaultZoneGrouping,
  dropInRateQuerySchema,
  dropInRateText,
  type LineCrossesQuery,
  lineCrossesQuerySchema,
  lineCrossesText,
  type ZoneVisitorsQuery,
  zoneVisitorsQuerySchema,
  zoneVisitorsText,
} from './queries.ts';
import { visitRangeOf, type ZoneVisitors } from './zone-visitors.ts';

/** Parameters are checked before anything is sent: Indivd's own errors have no body that explains them. */
export type IndivdError = SensorError | ParameterError;

interface IndivdClientOptions {
  /** Where the API begins: `https://api.indivd.com/api/v1/rnd/insights/external`. */
  readonly url: string;
  readonly token?: string | undefined;
  /** For one answer; long ranges of days take a while. Default: the connection's. */
  readonly timeoutMs?: number;
}

/** Indivd's data calls, typed: one method per call. "No data" is a success without rows, as in the API. */
export class IndivdClient {
  readonly #http: DeviceHttp;
  readonly #basePath: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #timeoutMs: number | undefined;

  constructor(http: DeviceHttp, { url, token, timeoutMs }: IndivdClientOptions) {
    this.#http = http;
    this.#basePath = pathPrefixOf(url);
    this.#headers = {
      accept: 'application/json',
      ...(token !== undefined && { authorization: `Token ${token}` }),
    };
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Line crossings. Request certain zones, categories or lines: all lines together count a person several
   * times.
   */
  async lineCrosses(query: LineCrossesQuery, signal: AbortSignal): Promise<Result<LineCrosses, IndivdError>> {
    const checked = checkParameters(lineCrossesQuerySchema, query);
    if (!checked.ok) return checked;
    const rows = await this.#ask('line_crosses', lineCrossesText(checked.value), lineCrossesSchema, signal);
    return rows.ok ? ok(lineCrossesOf(rows.value, query.by ?? defaultLineGrouping(query))) : rows;
  }

  /** Visits, unique visits, bounces and dwell times of zones, with a range of days to compare. */
  async zoneVisitors(
    query: ZoneVisitorsQuery,
    signal: AbortSignal,
  ): Promise<Result<ZoneVisitors, IndivdError>> {
    const checked = checkParameters(zoneVisitorsQuerySchema, query);
    if (!checked.ok) return checked;
    const text = zoneVisitorsText(checked.value);
    const answer = await this.#ask('zone_visitors', text, zoneVisitorsSchema, signal);
    if (!answer.ok) return answer;
    const { current, comparison } = answer.value ?? {};
    return ok({
      by: query.by ?? [defaultZoneGrouping(query)],
      current: current === undefined ? { from: query.from, to: query.to, rows: [] } : visitRangeOf(current),
      ...(comparison !== undefined && { comparison: visitRangeOf(comparison) }),
    });
  }

  /** The share of passers-by who come in, with a range of days to compare. */
  async dropInRate(query: DropInRateQuery, signal: AbortSignal): Promise<Result<DropInRate, IndivdError>> {
    const checked = checkParameters(dropInRateQuerySchema, query);
    if (!checked.ok) return checked;
    const answer = await this.#ask('drop_in_rate', dropInRateText(checked.value), dropInRateSchema, signal);
    if (!answer.ok) return answer;
    const body = answer.value ?? {};
    const { from, to, compareFrom = from, compareTo = to } = query;
    const current = dropInRangeOf(body, 'current', { from, to });
    const comparison = dropInRangeOf(body, 'comparison', { from: compareFrom, to: compareTo });
    return ok({
      by: body.details?.interval ?? query.by ?? defaultZoneGrouping(query),
      current: current ?? { from, to, rows: [], zones: [] },
      ...(comparison !== undefined && { comparison }),
    });
  }

  async #ask<S extends z.ZodType>(
    call: string,
    query: string,
    schema: S,
    signal: AbortSignal,
  ): SensorAnswer<z.infer<S>> {
    const answer = await this.#http.request({
      method: 'GET',
      path: `${this.#basePath}/${call}/?${query}`,
      headers: this.#headers,
      signal,
      ...(this.#timeoutMs !== undefined && { timeoutMs: this.#timeoutMs }),
    });
    return answer.ok ? parseBody(schema, answer.value.text) : answer;
  }
}

/** Crossings of lines: a person who crosses three lines is three of them. */
export interface LineCrosses {
  /** The grouping of the rows: as requested, else Indivd's default for this many days. */
  readonly by: Grouping;
  /** In Indivd's order. No rows: no data, which may mean no visitors, or a filter without a match. */
  readonly rows: readonly { readonly period: Period; readonly crossings: number }[];
}

/** `line_crosses` in our words. */
function lineCrossesOf(rows: z.infer<typeof lineCrossesSchema>, by: Grouping): LineCrosses {
  return { by, rows: rows.map(({ _id, count }) => ({ period: _id, crossings: count })) };
}
