// Who may import whom. Tests (and e2e/, bench/) may import what they need: the rules are for the product.
// Cycles between folders are found by scripts/check-architecture.mjs.

export const tests = '[.]test[.]tsx?$|/test-[^/]+[.]tsx?$|/test-support/|/conformance/|^(e2e|bench)/';
const ours = '^(app|components|lib|server|e2e|bench|scripts)/';
/** Folders of server/sensors that are no families of devices. */
const sensorTools = 'expressions/|http/|parse/|probe/|push/|conformance/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Parts that need each other are one part.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-missing-module',
      comment: 'Every import leads somewhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'product-not-tools',
      comment: 'What is shipped needs nothing of the tests, benchmarks and scripts.',
      severity: 'error',
      from: { path: '^(app|components|lib|server)/', pathNot: tests },
      to: { path: '^(e2e|bench|scripts)/' },
    },
    {
      name: 'contract-stands-alone',
      comment: 'lib/contract imports nothing of ours.',
      severity: 'error',
      from: { path: '^lib/contract/', pathNot: tests },
      to: { path: ours, pathNot: '^lib/contract/' },
    },
    {
      name: 'lib-is-shared',
      comment: 'lib is what browser and server share: it knows neither.',
      severity: 'error',
      from: { path: '^lib/', pathNot: tests },
      to: { path: '^(app|components|server)/' },
    },
    {
      name: 'engine-is-pure',
      comment:
        'server/engine decides. It imports lib/contract, lib/result.ts and the calendar library, nothing that acts.',
      severity: 'error',
      from: { path: '^server/engine/', pathNot: tests },
      to: { pathNot: '^lib/contract/|^lib/result[.]ts$|^server/engine/|node_modules/(@types/)?luxon/' },
    },
    {
      name: 'family-stands-alone',
      comment:
        'A family of sensors knows the driver interface and its tools, no other family and no other part.',
      severity: 'error',
      from: { path: `^server/sensors/(?!${sensorTools})([^/]+)/`, pathNot: tests },
      to: {
        path: ours,
        pathNot:
          '^server/sensors/$1/|^server/sensors/(driver|reading|insights|device-access|recognise-by-paths|rows-file|sensor-answer|daily-history)[.]ts$|^server/sensors/(expressions|http|parse|push)/|^lib/contract/|^lib/result[.]ts$',
      },
    },
    {
      name: 'families-only-in-registry',
      comment:
        'A new family is one folder and one line in registry.ts (its simulator: one in server/simulators).',
      severity: 'error',
      from: {
        path: '^server/',
        pathNot: `${tests}|^server/sensors/registry[.]ts$|^server/simulators/|^server/sensors/[^/]+/`,
      },
      to: { path: `^server/sensors/(?!${sensorTools})[^/]+/` },
    },
    {
      name: 'simulators-are-not-product',
      comment: 'Simulated devices are for the demo, the tests and `npm run simulate`: only those start them.',
      severity: 'error',
      from: {
        path: '^server/',
        pathNot: `${tests}|^server/simulators/|^server/(main|sidecar)[.]ts$`,
      },
      to: { path: '^server/simulators/' },
    },
    {
      name: 'pages-not-server',
      comment: 'Pages and components speak to the sidecar over HTTP and the socket.',
      severity: 'error',
      from: { path: '^(app|components)/', pathNot: tests },
      to: { path: '^server/' },
    },
    {
      name: 'browsers-take-types',
      comment:
        'Of the contract a browser needs the types: its schemas would bring zod, half as much again as a page. (lib/api/sidecar.ts runs where pages are rendered.)',
      severity: 'error',
      from: {
        path: '^(app|components)/|^lib/(api|display|i18n)/',
        pathNot: `${tests}|^lib/api/sidecar[.]ts$`,
      },
      to: {
        path: '^lib/contract/(?!(path|live-events|audit-actions|wall-groups)[.]ts$)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'components-not-pages',
      comment: 'Components know nothing of the pages they stand on.',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: '^app/' },
    },
    {
      name: 'server-not-pages',
      comment: 'The sidecar runs without the pages.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(app|components)/' },
    },
    {
      name: 'one-composition-root',
      comment: 'Only main.ts and sidecar.ts know every part, and only main.ts knows sidecar.ts.',
      severity: 'error',
      from: { path: '^server/', pathNot: `${tests}|^server/[^/]+[.]ts$` },
      to: { path: '^server/(main|sidecar)[.]ts$' },
    },
    {
      name: 'parts-in-layers',
      comment: 'sensors, then site, then features, then front: each knows those before it only.',
      severity: 'error',
      from: { path: '^server/(engine|sensors|site|features)/', pathNot: tests },
      to: { path: '^server/(front|simulators)/' },
    },
    {
      name: 'sites-know-no-features',
      comment: 'A site runs without history pages, alerts and people: they listen to it.',
      severity: 'error',
      from: { path: '^server/(site|sensors|platform)/', pathNot: tests },
      to: { path: '^server/features/' },
    },
    {
      name: 'sensors-know-no-zones',
      comment: 'Sensors bring readings and do not know what becomes of them.',
      severity: 'error',
      from: { path: '^server/sensors/', pathNot: tests },
      to: { path: '^server/(engine|site|features|platform)/' },
    },
    {
      name: 'sql-only-in-stores',
      comment:
        'Databases are spoken to in files named …-store.ts, in platform/database and platform/access, and in the backup.',
      severity: 'error',
      from: {
        path: ours,
        pathNot: `${tests}|^server/platform/(database|access)/|-store[.]ts$|^server/features/backup/`,
      },
      to: { path: '(^|node_modules/)(kysely|pg|libsql|@libsql)(/|$)' },
    },
    {
      name: 'product-needs-dependencies-only',
      comment: 'What runs in a store is in "dependencies".',
      severity: 'error',
      from: { path: '^(app|components|lib|server)/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
