// Who may import whom. Tests (and e2e/, bench/) may import what they need: the rules are for the product.

const tests = '[.]test[.]tsx?$|/test-[^/]+[.]tsx?$|/test-support/|/conformance/|^(e2e|bench)/';
const ours = '^(app|components|lib|server|e2e|bench|scripts)/';

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
      name: 'core-is-pure',
      comment: 'server/occupancy decides and imports only lib/contract (and lib/result.ts).',
      severity: 'error',
      from: { path: '^server/occupancy/', pathNot: tests },
      to: { pathNot: '^lib/contract/|^lib/result[.]ts$|^server/occupancy/' },
    },
    {
      name: 'plan-is-pure',
      comment: 'server/engine/adjust-plan.ts decides and imports only lib/contract (and lib/result.ts).',
      severity: 'error',
      from: { path: '^server/control/plan[.]ts$' },
      to: { pathNot: '^lib/contract/|^lib/result[.]ts$' },
    },
    {
      name: 'family-stands-alone',
      comment:
        'A family of sensors knows the driver interface and its tools, no other family and no other part.',
      severity: 'error',
      from: {
        path: '^server/sensors/(?!http/|parse/|probe/|push/|simulation/|conformance/)([^/]+)/',
        pathNot: tests,
      },
      to: {
        path: ours,
        pathNot:
          '^server/sensors/$1/|^server/sensors/(driver|reading|insights|device-access|rows-file|documented-call)[.]ts$|^server/sensors/(http|parse|push|simulation)/|^lib/contract/|^lib/result[.]ts$',
      },
    },
    {
      name: 'families-only-in-registry',
      comment:
        'A new family is one folder and one line in registry.ts (its simulator: one in server/simulator).',
      severity: 'error',
      from: {
        path: '^server/',
        pathNot: `${tests}|^server/sensors/registry[.]ts$|^server/simulator/|^server/sensors/[^/]+/`,
      },
      to: { path: '^server/sensors/(?!http/|parse/|probe/|push/|simulation/|conformance/)[^/]+/' },
    },
    {
      name: 'pages-not-server',
      comment: 'Pages and components speak to the sidecar over HTTP and the socket.',
      severity: 'error',
      from: { path: '^(app|components)/' },
      to: { path: '^server/' },
    },
    {
      name: 'browsers-take-types',
      comment:
        'Of the contract a browser needs the types: its schemas would bring zod, half as much again as a page. (lib/api/sidecar.ts runs where pages are rendered.)',
      severity: 'error',
      from: {
        path: '^(app|components)/|^lib/(api|console|display|i18n)/',
        pathNot: `${tests}|^lib/api/sidecar[.]ts$`,
      },
      to: { path: '^lib/contract/(?!(path|live-events)[.]ts$)', dependencyTypesNot: ['type-only'] },
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
      comment:
        'Only server/main.ts and server/sidecar.ts know every part, and only main.ts knows sidecar.ts.',
      severity: 'error',
      from: { path: '^server/', pathNot: `${tests}|^server/main[.]ts$` },
      to: { path: '^server/(main|sidecar)[.]ts$' },
    },
    {
      name: 'inside-knows-no-outside',
      comment:
        'Sensors, zones, control and store work whoever asks: API, sockets and sign-in are outside of them.',
      severity: 'error',
      from: {
        path: '^server/(sensors|occupancy|zones|control|history|store|config)/',
        pathNot: tests,
      },
      to: { path: '^server/(api|live|auth|alerts|simulator|pages)/' },
    },
    {
      name: 'sensors-know-no-zones',
      comment: 'Sensors bring readings and do not know what becomes of them.',
      severity: 'error',
      from: { path: '^server/sensors/', pathNot: tests },
      to: { path: '^server/(occupancy|zones|control|history|store|displays)/' },
    },
    {
      name: 'sql-only-in-store',
      comment:
        'Databases are spoken to in server/store (and server/auth, whose library brings its own tables).',
      severity: 'error',
      from: { path: ours, pathNot: `${tests}|^server/(store|auth)/` },
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
