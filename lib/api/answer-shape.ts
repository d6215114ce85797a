import type { AdjustProgress } from '#lib/contract/adjust.ts';
import type { Alert } from '#lib/contract/alert.ts';
import type { KeptMedia } from '#lib/contract/media.ts';
import type { Problem } from '#lib/contract/problem.ts';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import answers from './generated/answers.json' with { type: 'json' };

/*
 * The sidecar's messages as a browser checks them: whether every field a page stands on is there. The schemas of
 * the contract say more, but with them zod would be half of a page's own script; these are made of the same ones.
 */

/** The name of a type, a list, one of several, or a mapping with the fields that are always there. */
export type Shape = string | readonly Shape[] | { readonly [field: string]: Shape | undefined };

const shapes: ReadonlyMap<string, Shape> = new Map<string, Shape>(Object.entries<Shape>(answers));
const session: Shape = { '|': ['null', { user: { username: 'string', name: 'string', role: 'string' } }] };

/** What a call answers; undefined where it answers nothing, or something that is not known. */
export function shapeOfAnswer(method: string, path: string): Shape | undefined {
  return path === '/api/auth/get-session' ? session : shapes.get(`${method} ${path}`);
}

/** Whether a value has this shape; what else it has does not matter. */
export function fits(value: unknown, shape: Shape): boolean {
  if (typeof shape === 'string') return shape === 'any' || shape === typeOf(value);
  if (isList(shape)) return Array.isArray(value) && value.every((each) => fits(each, shape[0] ?? 'any'));
  const options = shape['|'];
  if (options !== undefined && isList(options)) return options.some((option) => fits(value, option));
  if (typeOf(value) !== 'object') return false;
  const fields = new Map<string, unknown>(Object.entries(Object(value)));
  return Object.entries(shape).every(([name, field]) => fits(fields.get(name), field ?? 'any'));
}

function isList(shape: Shape): shape is readonly Shape[] {
  return Array.isArray(shape);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

export function isZoneState(value: unknown): value is ZoneState {
  return fits(value, answers['GET /api/v1/zones/{site}/{zone}']);
}

export function isSensorStatus(value: unknown): value is SensorStatus {
  return fits(value, answers['GET /api/v1/sensors/{site}/{sensor}']);
}

export function isAlert(value: unknown): value is Alert {
  return fits([value], answers['GET /api/v1/alerts'].open);
}

export function isAdjustProgress(value: unknown): value is AdjustProgress {
  return fits(value, adjustProgress);
}

const adjustProgress = {
  site: 'string',
  zone: 'string',
  adjustId: 'string',
  to: 'number',
  sources: 'array',
  waiting: 'array',
};

export function isProblem(value: unknown): value is Problem {
  return fits(value, { type: 'string', title: 'string', status: 'number', code: 'string' });
}

/** What a kept picture or video is called. Throws where the answer does not say. */
export async function keptMedia(answer: Response): Promise<KeptMedia> {
  const kept: unknown = await answer.json();
  if (isKeptMedia(kept)) return kept;
  throw new NotUnderstood(answer.url);
}

function isKeptMedia(value: unknown): value is KeptMedia {
  return fits(value, answers['POST /api/v1/sites/{site}/media']);
}

/** An answer that is not what was asked for. */
export class NotUnderstood extends Error {
  readonly path: string;

  constructor(url: string) {
    super(`not understood: ${url}`);
    this.path = new URL(url).pathname;
  }
}
