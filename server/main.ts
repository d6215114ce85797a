import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import type { Logger } from 'pino';
import { AuditStore } from './features/audit/audit-store.ts';
import { openRestored } from './features/backup/open-restored.ts';
import { ApiKeyStore } from './features/people/api-key-store.ts';
import { announcement } from './front/announce.ts';
import { Outbound } from './network/outbound.ts';
import { type Authentication, openAuthentication } from './platform/access/authentication.ts';
import { ConfigurationError } from './platform/config/configuration-error.ts';
import { EntryStore } from './platform/config/entry-store.ts';
import { type Environment, readEnvironment, weaknessesOf } from './platform/config/environment.ts';
import { LiveConfiguration } from './platform/config/live-configuration.ts';
import { allFamilies } from './platform/config/own-templates.ts';
import { readSiteFile, type SiteFile } from './platform/config/site-file.ts';
import { type Database, NewerDatabaseError } from './platform/database/database.ts';
import { InstallationStore } from './platform/database/installation-store.ts';
import { isStorageFailure } from './platform/database/storage-error.ts';
import { limitsFor } from './platform/limits/limit-store.ts';
import { createLogger } from './platform/logger.ts';
import type { SensorFamily } from './sensors/driver.ts';
import { Sidecar } from './sidecar.ts';
import type { DemoSite } from './simulators/demo-site.ts';

/** The exit code for a wrong configuration (EX_CONFIG of sysexits.h): a restart would not help. */
const wrongConfigurationCode = 78;
/** A temporary failure (EX_TEMPFAIL): a restart is right. */
const temporaryFailureCode = 75;

/** Everything that runs, to be stopped in reverse. */
interface Running {
  readonly sidecar: Sidecar;
  readonly authentication: Authentication;
  readonly database: Database;
  readonly demo: DemoSite | undefined;
}

/** Read before anything is opened: a wrong configuration file must change nothing, not even the database. */
interface Settings {
  readonly environment: Environment;
  /** The sites of the configuration file; undefined in the demo. */
  readonly file: SiteFile | undefined;
  readonly families: ReadonlyMap<string, SensorFamily>;
  readonly logger: Logger;
}

interface StartOptions extends Settings {
  /** Restarts everything, with the database that is then in the data folder. */
  readonly restart: () => void;
}

// Garbage collection. One thread copies the young objects that are in use: several take more of the processor to save less
// than a millisecond. Old ones are searched when they have grown by half; V8 alone does it after a tenth where little is
// new, every few seconds, and each time it takes as long as a hundred polls.
setFlagsFromString('--no-parallel-scavenge');
setFlagsFromString('--heap-growing-percent=50');

/** Sensors of an installation that makes few objects: it costs half a percent of a core that they take less memory. */
const fewSensors = 100;

const version = readVersion();

async function readSettings(): Promise<Settings> {
  const environment = readEnvironment(process.env);
  const logger = createLogger(environment.logLevel);
  for (const weakness of weaknessesOf(environment)) logger.warn(weakness);
  const families = await allFamilies(environment.dataDir);
  return { environment, families, file: await readFileBase(environment, families), logger };
}

async function start({ environment, families, file, logger, restart }: StartOptions): Promise<Running> {
  const database = await openRestored(environment, logger);
  const installation = new InstallationStore(database.db);
  const isDemo = file === undefined && !(await installation.isDemoRemoved());
  const demo = isDemo ? await (await import('./simulators/demo-site.ts')).startDemoSite() : undefined;
  const base = file?.sites ?? (demo?.sites ?? []).map((site) => ({ ...site }));
  const configuration = await LiveConfiguration.load({
    base,
    ...(file !== undefined && { parsed: new Map(file.configuration.sites.map((site) => [site.id, site])) }),
    baseOwner: file === undefined ? 'demo' : 'file',
    addresses: new Outbound(environment).entered,
    families,
    saver: new EntryStore(database.db, (db) => new AuditStore(db)),
    onLeftOut: (entry, { path, found, expected }) =>
      logger.warn(
        { entry, path, found, expected },
        'an entry made in the console is left out: it does not fit',
      ),
    onTrouble: ({ level, message, ...facts }) => logger[level](facts, message),
  });
  const { sites } = configuration;
  saveMemory(sites.reduce((sum, { sensors }) => sum + sensors.length, 0) <= fewSensors);
  const limit = limitsFor(environment, database.db);
  const authentication = await openAuthentication({
    environment,
    database,
    logger,
    limit,
    keyOwner: (hash) => new ApiKeyStore(database.db).find(hash),
    sites: () => configuration.sites,
  });
  const pagesUrl = process.env.DOORLIGHT_PAGES_URL;
  const sidecar = await Sidecar.create({
    environment,
    families,
    configuration,
    database,
    authentication,
    logger,
    version,
    limit,
    restart,
    end: endAtOnce,
    ...(demo === undefined ? {} : { demo }),
    ...(pagesUrl === undefined || pagesUrl === '' ? {} : { pagesUrl }),
  });
  const port = await sidecar.start();
  const token = await authentication.firstToken(demo !== undefined);
  process.stdout.write(
    announcement({
      listening: {
        host: environment.host,
        port,
        isSecure: environment.tls !== undefined,
        ...(environment.publicUrl === undefined ? {} : { publicUrl: environment.publicUrl }),
      },
      isDemo: demo !== undefined,
      displays: sites.flatMap((site) =>
        site.displays
          .filter((display) => display.key === undefined)
          .map((display) => `/display/${site.id}/${display.id}`),
      ),
      ...(token === undefined ? {} : { token }),
    }),
  );
  return { sidecar, authentication, database, demo };
}

/** The sites of the configuration file; undefined if there is none. */
async function readFileBase(
  { configFile }: Environment,
  families: ReadonlyMap<string, SensorFamily>,
): Promise<SiteFile | undefined> {
  if (configFile === undefined) return undefined;
  return readSiteFile(configFile, { families, variables: process.env });
}

async function stop({ sidecar, database, demo }: Running): Promise<void> {
  await sidecar.stop();
  await demo?.stop();
  await database.close();
}

/**
 * Whether garbage collection gives memory back at once, and moves old objects together, rather than saving time: the sidecar
 * of the demo is some 30 MB smaller. Its start has no baseline code (`scripts/support/node-settings.mjs`), which then stays so.
 */
function saveMemory(isWanted: boolean): void {
  setFlagsFromString(isWanted ? '--optimize-for-size' : '--no-optimize-for-size');
  setFlagsFromString(isWanted ? '--no-sparkplug' : '--sparkplug');
}

function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const parsed: unknown = JSON.parse(text);
  const isNamed = typeof parsed === 'object' && parsed !== null && 'version' in parsed;
  return isNamed ? String(parsed.version) : '0';
}

/** Another sidecar may already be doing this work: nothing more is sent. */
function endAtOnce(why: string): never {
  process.stderr.write(`Ended at once, so that nothing is counted twice: ${why}\n`);
  process.exit(temporaryFailureCode);
}

async function main(): Promise<void> {
  let running: Running | undefined;
  let isStopping = false;
  const begin = async () => {
    try {
      const settings = await readSettings();
      running = await start({ ...settings, restart: () => void restart() });
    } catch (error) {
      const isWrong = error instanceof ConfigurationError || error instanceof NewerDatabaseError;
      process.stderr.write(`\n${isWrong ? error.message : printed(error)}\n\n`);
      await leave(isWrong ? wrongConfigurationCode : 1);
    }
  };
  const pause = async () => {
    const ending = running;
    running = undefined;
    if (ending !== undefined) await stop(ending);
  };
  /** The supervisor starts this process again if that helps. */
  const leave = async (code: number, mayHang = false) => {
    isStopping = true;
    // A thread may wait for a hanging disk, and the usual end of a process waits for its threads.
    if (mayHang) process.kill(process.pid, 'SIGKILL');
    process.exit(code);
  };
  const fail = (error: unknown) => {
    process.stderr.write(`${printed(error)}\n`);
    return leave(1, isStorageFailure(error));
  };
  const restart = async () => {
    if (isStopping || running === undefined) return;
    try {
      await pause();
    } catch (error) {
      await fail(error);
    }
    if (!isStopping) await begin();
  };
  const end = () => {
    if (isStopping) return;
    isStopping = true;
    pause().then(() => leave(0), fail);
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  // The supervisor is gone: an unsupervised sidecar must not keep the port.
  process.on('disconnect', end);
  await begin();
}

function printed(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (isStorageFailure(error)) return error.message;
  if ('code' in error && error.code === 'EADDRINUSE') {
    return `The port is already in use: ${error.message}. Is Doorlight running already? Else choose another: PORT=3001`;
  }
  return error.stack ?? error.message;
}

await main();
