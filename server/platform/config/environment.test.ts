import { describe, expect, it } from 'vitest';
import { ConfigurationError } from './configuration-error.ts';
import { readEnvironment, weaknessesOf } from './environment.ts';

function problems(variables: Record<string, string>): Record<string, string> {
  try {
    readEnvironment(variables);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return Object.fromEntries(
      error.problems.map(({ path, found, expected }) => [path, `${found} | ${expected}`]),
    );
  }
  return {};
}

describe('readEnvironment', () => {
  it('has defaults for everything, and takes an empty variable as not set', () => {
    const defaults = {
      nodeWeight: 1,
      port: 3000,
      host: '0.0.0.0',
      dataDir: './data',
      logLevel: 'info',
      trustedProxies: 0,
    };
    expect(readEnvironment({})).toEqual(defaults);
    expect(
      readEnvironment({ PORT: '', HOST: '', PUBLIC_URL: '', TLS_CERT: '', DOORLIGHT_SECRET: '' }),
    ).toEqual(defaults);
  });

  it('reads every variable', () => {
    expect(
      readEnvironment({
        PORT: '8080',
        HOST: '::1',
        DATA_DIR: '/var/lib/doorlight',
        DOORLIGHT_CONFIG: '/etc/doorlight.yaml',
        DATABASE_URL: 'postgres://u:p@db/doorlight',
        REDIS_URL: 'redis://cache:6379',
        DOORLIGHT_ADMIN_PASSWORD: 'long enough',
        DOORLIGHT_SECRET: 's'.repeat(32),
        PUBLIC_URL: 'https://doorlight.example.com/',
        TRUSTED_PROXIES: '10.0.0.5, fd00::/8',
        DEVICE_NETWORKS: '10.0.0.0/8',
        TLS_CERT: '/c.pem',
        TLS_KEY: '/k.pem',
        METRICS_TOKEN: 'for-prometheus-only',
        NODE_ENV: 'development',
        LOG_LEVEL: 'debug',
        PATH: '/bin',
      }),
    ).toEqual({
      port: 8080,
      host: '::1',
      nodeWeight: 1,
      dataDir: '/var/lib/doorlight',
      configFile: '/etc/doorlight.yaml',
      databaseUrl: 'postgres://u:p@db/doorlight',
      redisUrl: 'redis://cache:6379',
      adminPassword: 'long enough',
      secret: 's'.repeat(32),
      publicUrl: 'https://doorlight.example.com',
      trustedProxies: ['10.0.0.5', 'fd00::/8'],
      deviceNetworks: ['10.0.0.0/8'],
      tls: { certFile: '/c.pem', keyFile: '/k.pem' },
      metricsToken: 'for-prometheus-only',
      isDevelopment: true,
      logLevel: 'debug',
    });
  });

  it('trusts one proxy where browsers come through one, none else, and so many as are configured', () => {
    const publicUrl = { PUBLIC_URL: 'https://doorlight.example.com' };
    expect(readEnvironment(publicUrl).trustedProxies).toBe(1);
    expect(readEnvironment({ ...publicUrl, TRUSTED_PROXIES: '0' }).trustedProxies).toBe(0);
    expect(readEnvironment({ TRUSTED_PROXIES: '2' }).trustedProxies).toBe(2);
  });

  it('says of wrong proxies and networks what was expected', () => {
    const networks = 'networks such as 10.0.0.0/8 or fd00::/8, separated by commas';
    for (const wrong of ['yes', '-1', '17', '10.0.0.0/40', '10.0.0.1;10.0.0.2']) {
      expect(problems({ TRUSTED_PROXIES: wrong, DEVICE_NETWORKS: wrong })).toEqual({
        TRUSTED_PROXIES: `"${wrong}" | how many proxies a request passes, from 0 to 16, or their ${networks}`,
        DEVICE_NETWORKS: `"${wrong}" | ${networks}`,
      });
    }
  });

  it('reports everything that is wrong at once, by variable, value and expectation', () => {
    expect(
      problems({
        PORT: '80a',
        HOST: 'not a host',
        DATABASE_URL: 'mysql://u:hunter2@db/x',
        REDIS_URL: 'cache:6379',
        DOORLIGHT_ADMIN_PASSWORD: 'x'.repeat(129),
        PUBLIC_URL: 'https://example.com/doorlight',
        TLS_CERT: '/c.pem',
        LOG_LEVEL: 'loud',
      }),
    ).toEqual({
      PORT: '"80a" | a port from 0 to 65535',
      HOST: '"not a host" | an IP address or host name to listen on, such as 0.0.0.0 or 127.0.0.1',
      DATABASE_URL: '"mysql://(hidden)@db/x" | an address such as postgres://user:password@host/database',
      REDIS_URL: '"cache:6379" | an address such as redis://host:6379',
      DOORLIGHT_ADMIN_PASSWORD: '(hidden, 129 characters) | a password of 8 to 128 characters',
      PUBLIC_URL:
        '"https://example.com/doorlight" | an address such as https://doorlight.example.com, without a path',
      TLS_KEY: 'nothing | the path of a PEM file, because TLS_CERT is set',
      LOG_LEVEL: '"loud" | one of fatal, error, warn, info, debug, trace, silent',
    });
  });

  it('warns about a short password and a short secret without printing them', () => {
    const weak = readEnvironment({ DOORLIGHT_ADMIN_PASSWORD: 'hunter2', DOORLIGHT_SECRET: 'tiny' });
    expect(weaknessesOf(weak)).toEqual([
      expect.stringMatching(/^DOORLIGHT_ADMIN_PASSWORD is easy to guess/),
      expect.stringMatching(/^DOORLIGHT_SECRET is easy to guess/),
    ]);
    expect(weaknessesOf(weak).join()).not.toMatch(/hunter2|tiny/);
    expect(weaknessesOf(readEnvironment({ DOORLIGHT_SECRET: 's'.repeat(32) }))).toEqual([]);
  });

  it('warns where several sidecars in one database would each make a secret of their own', () => {
    const several = { REDIS_URL: 'redis://cache', DATABASE_URL: 'postgres://db/doorlight' };
    expect(weaknessesOf(readEnvironment(several))).toEqual([
      expect.stringMatching(/^REDIS_URL and DATABASE_URL are set, and DOORLIGHT_SECRET is not/),
    ]);
    const secret = { DOORLIGHT_SECRET: 's'.repeat(32) };
    expect(weaknessesOf(readEnvironment({ ...several, ...secret }))).toEqual([]);
  });

  it('refuses Redis without a database that all sidecars share', () => {
    expect(() => readEnvironment({ REDIS_URL: 'redis://cache' })).toThrow(
      /DATABASE_URL\n +found: +nothing, and REDIS_URL is set\n +expected: a PostgreSQL that all sidecars share/,
    );
  });

  it('takes a share of the sites', () => {
    expect(readEnvironment({}).nodeWeight).toBe(1);
    expect(readEnvironment({ NODE_WEIGHT: '2.5' }).nodeWeight).toBe(2.5);
    expect(readEnvironment({ NODE_WEIGHT: '0' }).nodeWeight).toBe(0);
    for (const wrong of ['-1', 'much']) {
      expect(() => readEnvironment({ NODE_WEIGHT: wrong })).toThrow(/NODE_WEIGHT/);
    }
  });

  it('takes an origin by which other sidecars reach this one', () => {
    expect(readEnvironment({ ADVERTISE_URL: 'http://sidecar-1:3000/' }).advertiseUrl).toBe(
      'http://sidecar-1:3000',
    );
    expect(problems({ ADVERTISE_URL: 'http://sidecar-1/path' }).ADVERTISE_URL).toContain('without a path');
  });

  it.each(['65536', '-1', '3000.5', ' 3000'])('refuses the port %j', (port) => {
    expect(problems({ PORT: port })).toHaveProperty('PORT');
  });

  it('never prints an address that it cannot read, for it may hold a password anywhere', () => {
    expect(problems({ DATABASE_URL: 'postgres//u:hunter2@db' }).DATABASE_URL).toContain('(hidden) |');
  });
});

describe('MQTT', () => {
  const url = 'mqtts://door:secret@broker:8883';

  it('is off without an address, and has a prefix, discovery and no commands with one', () => {
    expect(readEnvironment({ MQTT_PREFIX: 'shops' }).mqtt).toBeUndefined();
    expect(readEnvironment({ MQTT_URL: url }).mqtt).toEqual({
      url,
      prefix: 'doorlight',
      discoveryPrefix: 'homeassistant',
      acceptsCommands: false,
    });
  });

  it('takes an empty MQTT_DISCOVERY as off, and a prefix of several levels', () => {
    const variables = { MQTT_URL: url, MQTT_PREFIX: 'shops/bern', MQTT_DISCOVERY: '', MQTT_COMMANDS: 'on' };
    expect(readEnvironment(variables).mqtt).toEqual({ url, prefix: 'shops/bern', acceptsCommands: true });
  });

  it('names what is wrong, and never the password', () => {
    const wrong = {
      MQTT_URL: 'http://door:secret@broker',
      MQTT_PREFIX: '/a#',
      MQTT_DISCOVERY: '+',
      MQTT_COMMANDS: 'yes',
    };
    expect(problems(wrong)).toEqual({
      MQTT_URL: expect.stringContaining('also mqtts, ws and wss'),
      MQTT_PREFIX: expect.stringContaining('the beginning of topics'),
      MQTT_DISCOVERY: expect.stringContaining('or empty'),
      MQTT_COMMANDS: expect.stringContaining('one of on, off'),
    });
    expect(JSON.stringify(problems(wrong))).not.toContain('secret');
  });
});

describe('the check for new versions', () => {
  const url = 'https://downloads.example.com/latest.json';

  it('is off unless it is switched on, whatever address is named', () => {
    expect(readEnvironment({ UPDATE_URL: url }).updateUrl).toBeUndefined();
    expect(readEnvironment({ UPDATE_URL: url, UPDATE_CHECK: 'off' }).updateUrl).toBeUndefined();
    expect(readEnvironment({ UPDATE_URL: url, UPDATE_CHECK: 'on' }).updateUrl).toBe(url);
  });

  it('needs an address that can be asked', () => {
    expect(problems({ UPDATE_CHECK: 'on' }).UPDATE_URL).toContain('because UPDATE_CHECK is set');
    expect(problems({ UPDATE_URL: 'ftp://mirror/latest.json' }).UPDATE_URL).toContain('latest.json');
    const named = problems({ UPDATE_URL: 'https://me:hunter2@mirror/latest.json' });
    expect(named.UPDATE_URL).toContain('without user and password');
    expect(named.UPDATE_URL).not.toContain('hunter2');
  });
});
