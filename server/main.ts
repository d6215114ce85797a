import { readFileSync } from 'node:fs';
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
import { type Database, openDatabase } from './store/database.ts';
import { EntryStore } from './store/entry-store.ts';
import { InstallationStore } from './store/installation-store.ts';

/** The exit code for a wrong configuration (EX_CONFIG of sysexits.h): to start again would not help. */
const wrongConfigurationCode = 78;

/** Everything that runs, to be stopped in reverse. */
interface Running {
  readonly sidecar: Sidecar;
  readonly authentication: Authentication;
  readonly database: Database;
  readonly demo: DemoSite | undefined;
}

const version = readVersion();

async function start(environment: Environment): Promise<Running> {
  const logger = createLogger(environment.logLevel);
  for (const weakness of weaknessesOf(environment)) logger.warn(weakness);
  if (environment.redisUrl !== undefined) {
    logger.warn(
      'REDIS_URL is set, but several sidecars for the same sites are not supported yet: run only one',
    );
  }
  // First: a wrong configuration file must change nothing, not even the database.
  const file = await readFileBase(environment);
  const database = await openDatabase({
    dataDir: environment.dataDir,
    ...(environment.databaseUrl === undefined ? {} : { databaseUrl: environment.databaseUrl }),
  });
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
  let running: Running;
  try {
    running = await start(readEnvironment(process.env));
  } catch (error) {
    const isWrong = error instanceof ConfigurationError;
    process.stderr.write(`\n${isWrong ? error.message : printed(error)}\n\n`);
    process.exit(isWrong ? wrongConfigurationCode : 1);
  }
  let isStopping = false;
  const end = () => {
    if (isStopping) return;
    isStopping = true;
    stop(running).then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${printed(error)}\n`);
        process.exit(1);
      },
    );
  };
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
