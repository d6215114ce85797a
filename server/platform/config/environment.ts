import { isIP } from 'node:net';
import { z } from 'zod';
import type { TrustedProxies } from '#server/network/client-address.ts';
import { readNetworks } from '#server/network/networks.ts';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.ts';
import type { Variables } from './interpolate.ts';
import { isIssuer, issuerExpected, type OidcSettings, oidcRulesValue } from './oidc-settings.ts';
import { isSecretName, withoutCredentials } from './printed-value.ts';

/** The settings from environment variables. */
export interface Environment {
  /** The public port; 0: any that is free. */
  readonly port: number;
  /** The address to listen on. */
  readonly host: string;
  /** Folder for the database and the generated secret. */
  readonly dataDir: string;
  /** The site file; without it the demo site runs. */
  readonly configFile?: string;
  /** `postgres://…`; without it SQLite in `dataDir`. */
  readonly databaseUrl?: string;
  /** `redis://…`: several sidecars form one Doorlight, and one of them counts. */
  readonly redisUrl?: string;
  /** Origin by which the other sidecars reach this one, if they cannot detect it. */
  readonly advertiseUrl?: string;
  /** The share of the sites that this sidecar runs, compared with the others; 0: it only serves people and screens. */
  readonly nodeWeight: number;
  /** Creates or updates the user `admin`. */
  readonly adminPassword?: string;
  /** Signs sessions; without it one is generated into `dataDir`. */
  readonly secret?: string;
  /** Origin by which browsers reach the product through a proxy: `https://doorlight.example.com`. */
  readonly publicUrl?: string;
  /** Proxies whose `X-Forwarded-*` headers are trusted. */
  readonly trustedProxies: TrustedProxies;
  /** Networks (CIDR) that addresses entered in the console or by API must lie in; without it: everywhere. */
  readonly deviceNetworks?: readonly string[];
  /** Paths of PEM files. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string };
  /** Token required for `/metrics`; without it `/metrics` is public. */
  readonly metricsToken?: string;
  /** Base address of an OpenTelemetry collector (OTLP over HTTP) that traces are sent to. */
  readonly otlpEndpoint?: string;
  /** Address of a `latest.json` that is asked once a day for the latest version. */
  readonly updateUrl?: string;
  /** A new demo begins without its year of history. */
  readonly isDemoNew?: true;
  /** Runs from the sources (`npm run dev`). */
  readonly isDevelopment?: true;
  /** The company's own sign-in. */
  readonly oidc?: OidcSettings;
  /** The broker that lights are published to. */
  readonly mqtt?: MqttSettings;
  readonly logLevel: LogLevel;
}

/** Where and how lights are published by MQTT. */
export interface MqttSettings {
  /** `mqtt://user:password@host:1883`; also mqtts, ws and wss. */
  readonly url: string;
  /** Every topic begins with it. */
  readonly prefix: string;
  /** Home Assistant's own prefix; undefined: no discovery messages. */
  readonly discoveryPrefix?: string;
  readonly acceptsCommands: boolean;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Minimum length for people. A shorter one from the environment is the owner's choice, with a warning. */
export const shortestPassword = 8;
export const longestPassword = 128;

const portExpected = 'a port from 0 to 65535';
const weightExpected = 'a number such as 1 or 2.5; 0 to run no sites here';
const adminPasswordExpected = `a password of ${shortestPassword} to ${longestPassword} characters`;
const shortSecret = 32;
/** Upper limit of proxies in a row. */
const maxHops = 16;
const networksExpected = 'networks such as 10.0.0.0/8 or fd00::/8, separated by commas';
const shortMetricsToken = 16;
const topicPattern = /^[\w-]+(\/[\w-]+)*$/;
const topicExpected = 'the beginning of topics: letters, digits, - and _, levels separated by /';

const updateUrlExpected = 'the address of a latest.json, such as https://downloads.example.com/latest.json';

const schema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, { error: portExpected, abort: true })
    .transform(Number)
    .refine((port) => port <= 65_535, portExpected)
    .default(3000),
  HOST: z
    .string()
    .refine((host) => isIP(host) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host), {
      error: 'an IP address or host name to listen on, such as 0.0.0.0 or 127.0.0.1',
    })
    .default('0.0.0.0'),
  DATA_DIR: z.string().default('./data'),
  DOORLIGHT_CONFIG: z.string().optional(),
  DATABASE_URL: urlWith(
    ['postgres:', 'postgresql:'],
    'an address such as postgres://user:password@host/database',
  ),
  REDIS_URL: urlWith(['redis:', 'rediss:'], 'an address such as redis://host:6379'),
  NODE_WEIGHT: z
    .string()
    .regex(/^\d{1,3}(\.\d{1,2})?$/, { error: weightExpected, abort: true })
    .transform(Number)
    .default(1),
  ADVERTISE_URL: originWith('an address such as http://10.0.0.5:3000, without a path'),
  DOORLIGHT_ADMIN_PASSWORD: z.string().max(longestPassword, adminPasswordExpected).optional(),
  DOORLIGHT_SECRET: z.string().optional(),
  PUBLIC_URL: originWith('an address such as https://doorlight.example.com, without a path'),
  TRUSTED_PROXIES: z
    .string()
    .transform((text, context) => {
      const trusted = /^\d+$/.test(text.trim()) ? Number(text) : readNetworks(text);
      if (trusted !== undefined && (typeof trusted !== 'number' || trusted <= maxHops)) return trusted;
      const expected = `how many proxies a request passes, from 0 to ${maxHops}, or their ${networksExpected}`;
      context.addIssue({ code: 'custom', message: expected });
      return z.NEVER;
    })
    .optional(),
  DEVICE_NETWORKS: z
    .string()
    .transform((text, context) => {
      const networks = readNetworks(text);
      if (networks !== undefined) return networks;
      context.addIssue({ code: 'custom', message: networksExpected });
      return z.NEVER;
    })
    .optional(),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'a token of letters, digits and signs, without spaces')
    .optional(),
  DEMO_HISTORY: z.enum(['on', 'off']).default('on'),
  BASE_PATH: z
    .string()
    .regex(/^(\/[\w.~-]+)+\/?$/, 'a path such as /doorlight, of letters, digits, - _ . and ~')
    .optional(),
  OIDC_ISSUER: z.string().refine(isIssuer, issuerExpected).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(40, 'a name of up to 40 characters').optional(),
  OIDC_ROLES: oidcRulesValue.optional(),
  OIDC_ONLY: z.enum(['on', 'off']).default('off'),
  MQTT_URL: urlWith(
    ['mqtt:', 'mqtts:', 'ws:', 'wss:'],
    'an address such as mqtt://user:password@host:1883; also mqtts, ws and wss',
  ),
  MQTT_PREFIX: z.string().regex(topicPattern, topicExpected).default('doorlight'),
  MQTT_DISCOVERY: z
    .string()
    .refine((text) => text === '' || topicPattern.test(text), `${topicExpected}; or empty: no discovery`)
    .default('homeassistant'),
  MQTT_COMMANDS: z.enum(['on', 'off']).default('off'),
  OTEL_EXPORTER_OTLP_ENDPOINT: urlWith(
    ['http:', 'https:'],
    'the address of an OpenTelemetry collector, such as http://localhost:4318',
  ),
  UPDATE_CHECK: z.enum(['on', 'off']).default('off'),
  UPDATE_URL: urlWith(['http:', 'https:'], updateUrlExpected).refine(
    (text) =>
      text === undefined || !URL.canParse(text) || new URL(text).username + new URL(text).password === '',
    `${updateUrlExpected}, without user and password`,
  ),
  NODE_ENV: z.string().optional(),
  LOG_LEVEL: z.enum(logLevels).default('info'),
});

/** Every variable that is read; more may be set. */
export const environmentNames: readonly string[] = Object.keys(schema.shape);

/**
 * Reads the environment; an empty variable counts as not set, except `MQTT_DISCOVERY`, which it switches off.
 *
 * @param variables `process.env`
 * @throws {ConfigurationError} with every wrong variable
 */
export function readEnvironment(variables: Variables): Environment {
  const set = Object.fromEntries(
    Object.entries(variables).filter(
      ([name, value]) => value !== undefined && (value !== '' || name === 'MQTT_DISCOVERY'),
    ),
  );
  const parsed = schema.safeParse(set, { error: wording });
  const problems = [
    ...(parsed.error?.issues ?? []).map((issue) => problemOf(String(issue.path[0]), set, issue.message)),
    ...missingHalf('TLS_CERT', 'TLS_KEY', set),
    ...missingHalf('TLS_KEY', 'TLS_CERT', set),
    ...missing('OIDC_ISSUER', 'OIDC_CLIENT_ID', 'the id that the provider has given Doorlight', set),
    ...missing('OIDC_ISSUER', 'OIDC_ROLES', 'which groups have which role', set),
    ...['OIDC_CLIENT_ID', 'OIDC_ROLES', 'OIDC_ONLY'].flatMap((name) =>
      missing(name, 'OIDC_ISSUER', 'the address of the provider', set),
    ),
    ...(set.UPDATE_CHECK === 'on' ? missing('UPDATE_CHECK', 'UPDATE_URL', updateUrlExpected, set) : []),
    ...withoutDatabase(set),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigurationError('The environment', problems);
  return environmentOf(parsed.data);
}

/** Allowed but weak settings, for the log. */
export function weaknessesOf(environment: Environment): string[] {
  const { adminPassword, secret, redisUrl, databaseUrl, metricsToken } = environment;
  const found: string[] = [];
  if (adminPassword !== undefined && adminPassword.length < shortestPassword) {
    found.push(`DOORLIGHT_ADMIN_PASSWORD is easy to guess: better ${adminPasswordExpected}`);
  }
  if (secret !== undefined && secret.length < shortSecret) {
    found.push(`DOORLIGHT_SECRET is easy to guess: better ${shortSecret} random characters or more`);
  }
  if (metricsToken !== undefined && metricsToken.length < shortMetricsToken) {
    found.push(`METRICS_TOKEN is easy to guess: better ${shortMetricsToken} random characters or more`);
  }
  if (redisUrl !== undefined && databaseUrl !== undefined && secret === undefined) {
    found.push(
      'REDIS_URL and DATABASE_URL are set, and DOORLIGHT_SECRET is not: sidecars that do not share a DATA_DIR ' +
        'need the same DOORLIGHT_SECRET, else all but the first end at their start',
    );
  }
  return found;
}

function environmentOf(values: z.output<typeof schema>): Environment {
  const { DOORLIGHT_CONFIG, DATABASE_URL, REDIS_URL, DOORLIGHT_ADMIN_PASSWORD, DOORLIGHT_SECRET } = values;
  const { PUBLIC_URL, ADVERTISE_URL, TLS_CERT, TLS_KEY, TRUSTED_PROXIES, DEVICE_NETWORKS } = values;
  const { METRICS_TOKEN } = values;
  return {
    port: values.PORT,
    host: values.HOST,
    nodeWeight: values.NODE_WEIGHT,
    dataDir: values.DATA_DIR,
    ...(DOORLIGHT_CONFIG !== undefined && { configFile: DOORLIGHT_CONFIG }),
    ...(DATABASE_URL !== undefined && { databaseUrl: DATABASE_URL }),
    ...(REDIS_URL !== undefined && { redisUrl: REDIS_URL }),
    ...(ADVERTISE_URL !== undefined && { advertiseUrl: ADVERTISE_URL }),
    ...(DOORLIGHT_ADMIN_PASSWORD !== undefined && { adminPassword: DOORLIGHT_ADMIN_PASSWORD }),
    ...(DOORLIGHT_SECRET !== undefined && { secret: DOORLIGHT_SECRET }),
    ...(PUBLIC_URL !== undefined && { publicUrl: PUBLIC_URL }),
    trustedProxies: TRUSTED_PROXIES ?? (PUBLIC_URL === undefined ? 0 : 1),
    ...(DEVICE_NETWORKS !== undefined && { deviceNetworks: DEVICE_NETWORKS }),
    ...(TLS_CERT !== undefined && TLS_KEY !== undefined && { tls: { certFile: TLS_CERT, keyFile: TLS_KEY } }),
    ...(METRICS_TOKEN !== undefined && { metricsToken: METRICS_TOKEN }),
    ...oidcOf(values),
    ...(values.MQTT_URL !== undefined && { mqtt: mqttOf(values.MQTT_URL, values) }),
    ...(values.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined && {
      otlpEndpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
    }),
    ...(values.UPDATE_CHECK === 'on' && values.UPDATE_URL !== undefined && { updateUrl: values.UPDATE_URL }),
    ...(values.DEMO_HISTORY === 'off' && { isDemoNew: true }),
    ...(values.NODE_ENV === 'development' && { isDevelopment: true }),
    logLevel: values.LOG_LEVEL,
  };
}

function mqttOf(
  url: string,
  { MQTT_PREFIX, MQTT_DISCOVERY, MQTT_COMMANDS }: z.output<typeof schema>,
): MqttSettings {
  return {
    url,
    prefix: MQTT_PREFIX,
    ...(MQTT_DISCOVERY !== '' && { discoveryPrefix: MQTT_DISCOVERY }),
    acceptsCommands: MQTT_COMMANDS === 'on',
  };
}

function urlWith(protocols: readonly string[], expected: string) {
  return z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), expected)
    .optional();
}

function originWith(expected: string) {
  return urlWith(['http:', 'https:'], expected)
    .refine((text) => text === undefined || isOrigin(text), expected)
    .transform((text) => (text === undefined ? undefined : new URL(text).origin));
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return true;
  const { pathname, search, hash, username, password } = new URL(text);
  return pathname === '/' && `${search}${hash}${username}${password}` === '';
}

function wording(issue: z.core.$ZodRawIssue): string | undefined {
  return issue.code === 'invalid_value' ? `one of ${issue.values.map(String).join(', ')}` : undefined;
}

function withoutDatabase(set: Variables): ConfigurationProblem[] {
  if (set.REDIS_URL === undefined || set.DATABASE_URL !== undefined) return [];
  return [
    {
      path: 'DATABASE_URL',
      found: 'nothing, and REDIS_URL is set',
      expected: 'a PostgreSQL that all sidecars share: it says which of them runs which site',
      hint: 'One sidecar alone needs neither: leave REDIS_URL out',
    },
  ];
}

function missingHalf(present: string, absent: string, set: Variables): ConfigurationProblem[] {
  return missing(present, absent, 'the path of a PEM file', set);
}

function missing(present: string, absent: string, expected: string, set: Variables): ConfigurationProblem[] {
  if (set[present] === undefined || set[absent] !== undefined) return [];
  return [problemOf(absent, set, `${expected}, because ${present} is set`)];
}

function oidcOf(values: z.output<typeof schema>): { readonly oidc?: OidcSettings } {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = values;
  const { OIDC_NAME: name, OIDC_ROLES: rules, OIDC_ONLY } = values;
  if (issuer === undefined || clientId === undefined || rules === undefined) return {};
  const isOnly = OIDC_ONLY === 'on';
  const given = { issuer, clientId, rules, isOnly, name: name ?? new URL(issuer).hostname };
  return { oidc: { ...given, ...(clientSecret !== undefined && { clientSecret }) } };
}

function problemOf(name: string, set: Variables, expected: string): ConfigurationProblem {
  return { path: name, found: printVariable(name, set[name]), expected };
}

function printVariable(name: string, value: string | undefined): string {
  if (value === undefined) return 'nothing';
  if (name === 'DOORLIGHT_ADMIN_PASSWORD' || name === 'DOORLIGHT_SECRET')
    return `(hidden, ${value.length} characters)`;
  // In an address that cannot be parsed the password may be anywhere.
  if (isSecretName(name) || (name.endsWith('_URL') && !URL.canParse(value))) return '(hidden)';
  return JSON.stringify(withoutCredentials(value));
}
