import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import { announcement } from './announce.ts';
import { type Authentication, openAuthentication } from './auth/authentication.ts';
import type { EntryDocument } from './config/config-entry.ts';
import { ConfigurationError } from './config/configuration-error.ts';
import { type Environment, readEnvironment, weaknessesOf } from './config/environment.ts';
import { LiveConfiguration } from './config/live-configuration.ts';
import { readSiteFile } from './config/site-file.ts';
import { createLogger } from './logger.ts';
import { families } from './sensors/registry.ts';
import { Sidecar } from './sidecar.ts';
import { type DemoSite, startDemoSite } from './simulator/demo-site.ts';
import { ApiKeyStore } from './store/api-key-store.ts';
import { AuditStore } from './store/audit-store.ts';
import { type Database, openDatabase } from './store/database.ts';
import { EntryStore } from './store/entry-store.ts';
import { InstallationStore } from './store/installation-store.ts';
import { takeStaged } from './store/restore.ts';

/** The exit code for a wrong configuration (EX_CONFIG of sysexits.h): to start again would not help. */
const wrongConfigurationCode = 78;

/** Everything that runs, to be stopped in reverse. */
interface Running {
  readonly sidecar: Sidecar;
  readonly authentication: Authentication;
  readonly database: Database;
  readonly demo: DemoSite | undefined;
}

/** What starts everything anew, with the database that then lies in the data folder. */
type Restart = () => void;

const version = readVersion();

async function start(environment: Environment, restart: Restart): Promise<Running> {
  const logger = createLogger(environment.logLevel);
  for (const weakness of weaknessesOf(environment)) logger.warn(weakness);
  if (environment.redisUrl !== undefined) {
    logger.warn(
      'REDIS_URL is set, but several sidecars for the same sites are not supported yet: run only one',
    );
  }
  // First: a wrong configuration file must change nothing, not even the database.
  const file = await readFileBase(environment);
  const database = await openRestored(environment, logger);
  const isDemo = file === undefined && !(await new InstallationStore(database.db).isDemoRemoved());
  const demo = isDemo ? await startDemoSite() : undefined;
  const base = file ?? (demo === undefined ? [] : [{ ...demo.site }]);
  const configuration = await LiveConfiguration.load({
    base,
    baseOwner: file === undefined ? 'demo' : 'file',
    families,
    saver: new EntryStore(database.db, () => Date.now()),
    onLeftOut: (entry, { path, found, expected }) =>
      logger.warn(
        { entry, path, found, expected },
        'an entry made in the console is left out: it does not fit',
      ),
  });
  const { sites } = configuration;
  const authentication = await openAuthentication({
    environment,
    database,
    logger,
    keyOwner: (hash) => new ApiKeyStore(database.db).find(hash),
  });
  const pagesUrl = process.env.DOORLIGHT_PAGES_URL;
  const sidecar = await Sidecar.create({
    environment,
    configuration,
    database,
    authentication,
    logger,
    version,
    restart,
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

/** Opens the database; a backup that lies ready takes its place first, and gives way again where it cannot be used. */
async function openRestored({ dataDir, databaseUrl }: Environment, logger: Logger): Promise<Database> {
  if (databaseUrl !== undefined) return openDatabase({ dataDir, databaseUrl });
  const restored = await takeStaged(dataDir, Date.now());
  if (restored === undefined) return openDatabase({ dataDir });
  const { who, keptAs } = restored;
  try {
    const database = await openDatabase({ dataDir });
    await new AuditStore(database.db).append(
      { who, action: 'restore', result: 'done' },
      new Date().toISOString(),
    );
    logger.warn({ who, keptAs }, 'a backup was restored; the database that was is kept');
    return database;
  } catch (error) {
    logger.error({ error }, 'the backup cannot be used: the database is again what it was');
    await restored.undo();
    return openDatabase({ dataDir });
  }
}

/** The sites of the configuration file; undefined where there is none. */
async function readFileBase({ configFile }: Environment): Promise<readonly EntryDocument[] | undefined> {
  if (configFile === undefined) return undefined;
  const { sites } = await readSiteFile(configFile, { families, variables: process.env });
  return sites;
}

async function stop({ sidecar, database, demo }: Running): Promise<void> {
  await sidecar.stop();
  await demo?.stop();
  await database.close();
}

function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const parsed: unknown = JSON.parse(text);
  const isNamed = typeof parsed === 'object' && parsed !== null && 'version' in parsed;
  return isNamed ? String(parsed.version) : '0';
}

async function main(): Promise<void> {
  let running: Running | undefined;
  let isStopping = false;
  const begin = async () => {
    try {
      running = await start(readEnvironment(process.env), () => void restart());
    } catch (error) {
      const isWrong = error instanceof ConfigurationError;
      process.stderr.write(`\n${isWrong ? error.message : printed(error)}\n\n`);
      process.exit(isWrong ? wrongConfigurationCode : 1);
    }
  };
  const pause = async () => {
    const ending = running;
    running = undefined;
    if (ending !== undefined) await stop(ending);
  };
  const restart = async () => {
    if (isStopping || running === undefined) return;
    try {
      await pause();
    } catch (error) {
      // Whoever watches over us starts us again, with the database that lies ready.
      process.stderr.write(`${printed(error)}\n`);
      process.exit(1);
    }
    if (!isStopping) await begin();
  };
  const end = () => {
    if (isStopping) return;
    isStopping = true;
    pause().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${printed(error)}\n`);
        process.exit(1);
      },
    );
  };
  await begin();
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  // Whoever started us is gone: a sidecar nobody watches over must not hold the port.
  process.on('disconnect', end);
}

function printed(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') {
    return `The port is already in use: ${error.message}. Is Doorlight running already? Else choose another: PORT=3001`;
  }
  return error.stack ?? error.message;
}

await main();
