import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { basePath, under } from '#lib/base-path.ts';
import { adjustedSourceSchema, adjustResultSchema } from '#lib/contract/adjust.ts';
import { alertSchema } from '#lib/contract/alert.ts';
import { backfillSchema } from '#lib/contract/backfill.ts';
import { calibrationSchema } from '#lib/contract/calibration.ts';
import { configEntrySchema } from '#lib/contract/config-entry.ts';
import { displayStatusSchema } from '#lib/contract/display.ts';
import { displayScreenSchema } from '#lib/contract/display-report.ts';
import { countedDoorSchema } from '#lib/contract/hand.ts';
import { zoneFiguresSchema } from '#lib/contract/insights.ts';
import { personSchema } from '#lib/contract/person.ts';
import { problemSchema } from '#lib/contract/problem.ts';
import { zoneReportSchema } from '#lib/contract/report.ts';
import { sensorErrorSchema, sensorStatusSchema } from '#lib/contract/sensor-status.ts';
import { sidecarSchema } from '#lib/contract/sidecar.ts';
import { zoneStateSchema } from '#lib/contract/zone-state.ts';
import { problem } from '../platform/http/problem.ts';
import { docsPolicy } from '../platform/http/security-headers.ts';

const description = `Occupancy and lights of every zone, adjust and reset, history, sensors, displays.

Times are ISO 8601 in UTC. Errors are problem documents (RFC 9457) whose \`detail\` says what was expected. Answers to
GET carry an \`ETag\`: sent as \`If-None-Match\` it is answered 304 as long as nothing has changed. Lists take \`limit\`
and \`cursor\`; the \`Link\` header with \`rel="next"\` names the next page. Who has roles at single sites is answered
only those sites in lists, and 403 elsewhere.`;

const licence = 'https://spdx.org/licenses/MIT.html';

/** The groups of calls, in the order in which the page shows them. */
const tags = [
  { name: 'zones', description: 'Lights and people inside; adjust, reset, hold and capacity.' },
  {
    name: 'history',
    description:
      'What was counted: by minute, quarter hour, hour and day; forecasts; holes filled in from sensors.',
  },
  { name: 'sites', description: 'The stores, with their calendars and opening hours.' },
  { name: 'sensors', description: 'What sensors report, how they are, and which one answers at an address.' },
  {
    name: 'devices',
    description: 'What the devices offer themselves: parameters, logs, stored days, commands.',
  },
  { name: 'displays', description: 'The screens at the doors, and pairing new ones.' },
  { name: 'lamps', description: 'Lamps and barriers at the doors.' },
  { name: 'alerts', description: 'What needs somebody, and who is notified how.' },
  { name: 'public', description: 'What a site shows to anybody, without a sign-in.' },
  {
    name: 'configuration',
    description: 'Sites, zones, sensors, displays and lamps, entry by entry or as one file.',
  },
  { name: 'people', description: 'Who may do what, and where.' },
  { name: 'api keys', description: 'Keys for programs.' },
  { name: 'counting by hand', description: 'Doors that people count, always or until their sensor is back.' },
  { name: 'reports', description: 'The week and the month of a site, and of all sites.' },
  { name: 'shared tablets', description: 'Tablets that staff opens by PIN.' },
  { name: 'audit', description: 'Who did what, when and why.' },
  { name: 'installation', description: 'Version, backup and restore.' },
  { name: 'simulator', description: 'The simulated sensors of the demo.' },
];

/** How callers authenticate. */
const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'better-auth.session_token',
    description: 'Of somebody who has signed in. Writes are taken from our own pages only.',
  },
  key: { type: 'http', scheme: 'bearer', description: 'An API key.' },
  displayKey: { type: 'apiKey', in: 'query', name: 'key', description: 'The key of one display.' },
  pushToken: { type: 'http', scheme: 'bearer', description: 'The `pushToken` of one sensor.' },
  tablet: { type: 'apiKey', in: 'cookie', name: 'doorlight-tablet', description: 'Of a shared tablet.' },
} as const;

/** What several calls answer: described once, under this name. */
const parts = {
  AdjustedSource: adjustedSourceSchema,
  AdjustResult: adjustResultSchema,
  Alert: alertSchema,
  Backfill: backfillSchema,
  Calibration: calibrationSchema,
  ConfigEntry: configEntrySchema,
  CountedDoor: countedDoorSchema,
  DisplayScreen: displayScreenSchema,
  DisplayStatus: displayStatusSchema,
  Person: personSchema,
  Problem: problemSchema,
  SensorError: sensorErrorSchema,
  SensorStatus: sensorStatusSchema,
  Sidecar: sidecarSchema,
  ZoneFigures: zoneFiguresSchema,
  ZoneReport: zoneReportSchema,
  ZoneState: zoneStateSchema,
};
for (const [id, schema] of Object.entries(parts)) z.globalRegistry.add(schema, { ...schema.meta(), id });

/** Answers that are not JSON, by method and address. */
const files: Readonly<Record<string, string>> = {
  'GET /api/v1/backup': 'application/vnd.sqlite3',
  'GET /api/v1/config.yaml': 'application/yaml',
  'GET /api/v1/displays/pairing/:ticket/qr': 'image/svg+xml',
  'GET /public/v1/badge/:site/:file': 'image/svg+xml',
  'GET /public/v1/embed.js': 'text/javascript',
  'GET /public/v1/sites/:site/events': 'text/event-stream',
  'GET /api/v1/sensors/:site/:sensor/device/export': 'application/octet-stream',
  'GET /api/v1/sensors/:site/:sensor/device/logs/archive': 'application/octet-stream',
};

/** Adds `/api/docs` and `/api/openapi.json`, made from the routes' own schemas and the common parts. */
export async function describeApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      info: { title: 'Doorlight', version, description, license: { name: 'MIT', url: licence } },
      // Relative: the same description serves every installation.
      servers: [{ url: under('/'), description: 'This installation' }],
      tags,
      components: { securitySchemes },
      security: [{ session: [] }, { key: [] }],
    },
    transform: (input) => {
      const { schema, route } = input;
      if (schema === undefined) return jsonSchemaTransform(input);
      const name = `${String(route.method)} ${route.url}`;
      const response = responsesOf(name, schema);
      const made = jsonSchemaTransform({ ...input, schema: { ...schema, response } });
      const operationId = operationIdOf(String(route.method), route.url);
      return { ...made, schema: { ...made.schema, operationId, response: bodiless(made.schema.response) } };
    },
    transformObject: (input) => {
      const made = jsonSchemaTransformObject(input);
      const schemas = 'components' in made ? (made.components?.schemas ?? {}) : {};
      // The library describes each part as a request would contain it, too: these are only answered.
      for (const id of Object.keys(parts)) delete schemas[`${id}Input`];
      return made;
    },
  });
  // Its own code is part of the bundle, and does not know where its files are.
  const baseDir = dirname(createRequire(import.meta.url).resolve('@fastify/swagger-ui/static/logo.svg'));
  const logo = { type: 'image/svg+xml', content: readFileSync(join(baseDir, 'logo.svg')) };
  await app.register(swaggerUi, {
    ...{ routePrefix: '/api/docs', indexPrefix: basePath, staticCSP: docsPolicy },
    ...{ baseDir, logo },
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}

/**
 * The name of a call in generated clients: its method and its address, in the singular where one is named.
 *
 * @example operationIdOf('PUT', '/api/v1/zones/:site/:zone/hold') // 'putZoneHold'
 */
function operationIdOf(method: string, address: string): string {
  const parts = address
    .replace(/^\/api\//, '/')
    .split(/[/.-]/)
    .filter((part) => part !== '' && !/^v\d+$/.test(part));
  const words = parts.flatMap((part, at) => {
    if (part.startsWith(':')) return [];
    return [parts[at + 1]?.startsWith(':') === true ? singular(part) : part];
  });
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function singular(plural: string): string {
  const irregular: Readonly<Record<string, string>> = { people: 'person', config: 'configEntry' };
  return irregular[plural] ?? plural.replace(/s$/, '');
}

/** Every answer of a route: its own, and the refusals that its parameters can lead to. */
function responsesOf(name: string, schema: FastifySchema): Record<string, unknown> {
  const { querystring, params, body, security, response } = schema;
  const isRead = name.startsWith('GET ');
  const isOpen = security !== undefined;
  const refusals = [
    ...(querystring !== undefined || params !== undefined || body !== undefined ? [400] : []),
    ...(isOpen && security.length === 0 ? [] : [401]),
    ...(isRead && isOpen ? [] : [403]),
    ...(params === undefined ? [] : [404]),
    ...(isRead ? [] : [412, 429]),
  ];
  return {
    ...Object.fromEntries(
      Object.entries(isRecord(response) ? response : { 200: z.string() }).map(([status, answer]) => [
        status,
        answerOf(name, status, answer),
      ]),
    ),
    ...(isRead && !isOpen && { 304: z.null().describe('What `If-None-Match` names is still right') }),
    ...Object.fromEntries(refusals.map((status) => [status, refusal(problem(status).title)])),
    default: refusal('Any other failure'),
  };
}

function answerOf(name: string, status: string, answer: unknown): unknown {
  const text = (type: string) => ({ [type]: { schema: z.string() } });
  const described = (content: object) => ({ description: wordsOf(status), content });
  const file = files[name];
  if (file !== undefined) return described(text(file));
  if (answer instanceof z.ZodNull) return answer.describe(wordsOf(status));
  const hasTable = answer instanceof z.ZodUnion && answer.options.some((each) => each instanceof z.ZodString);
  if (!hasTable) return described({ 'application/json': { schema: answer } });
  // CSV for clients that accept it.
  const [json] = answer.options;
  return described({ 'application/json': { schema: json }, ...text('text/csv') });
}

/** An answer without a body has no schema either; the library would describe null as text. */
function bodiless(responses: unknown): unknown {
  if (!isRecord(responses)) return responses;
  return Object.fromEntries(
    Object.entries(responses).map(([status, answer]) => {
      const isEmpty = isRecord(answer) && Array.isArray(answer.enum) && answer.enum[0] === null;
      return [status, isEmpty ? { type: 'null', description: answer.description } : answer];
    }),
  );
}

function wordsOf(status: string): string {
  if (status === '201') return 'Made';
  if (status === '202') return 'Taken; it happens soon';
  return status === '204' ? 'Done' : 'The answer';
}

function refusal(words: string): object {
  return { description: words, content: { 'application/problem+json': { schema: problemSchema } } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
