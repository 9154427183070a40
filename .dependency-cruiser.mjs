// The layer rule: entry files -> modes -> features -> core; nothing upward, nothing in circles.
const MODES = 'gateway|worker|launcher|connect|pair|console';
const FEATURES = 'tasks|store|queue|messaging|v1|metrics';
const CORE = 'config|redis|process';

/** A folder of src may import itself, packages, and the folders named here. */
const mayImport = (folder, allowed) => ({
  name: `${folder}-imports`,
  comment: `src/${folder} may import of src only: ${allowed || 'itself'}`,
  severity: 'error',
  from: { path: `^src/${folder}/`, pathNot: '\\.spec\\.ts$' },
  to: { path: '^src/', pathNot: `^src/(${[folder, allowed].filter(Boolean).join('|')})/` },
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing-imports-an-entry-file',
      severity: 'error',
      from: {},
      to: { path: '^src/[^/]+\\.ts$' },
    },
    mayImport('config', ''),
    mayImport('redis', 'config'),
    mayImport('process', 'config|redis'),
    mayImport('tasks', ''),
    mayImport('queue', ''),
    mayImport('store', `tasks|${CORE}`),
    mayImport('v1', `tasks|${CORE}`),
    mayImport('metrics', `tasks|${CORE}`),
    mayImport('messaging', `tasks|queue|${CORE}`),
    mayImport('gateway', `${FEATURES}|${CORE}`),
    mayImport('worker', `${FEATURES}|${CORE}`),
    mayImport('launcher', `${FEATURES}|${CORE}`),
    mayImport('connect', `launcher|${FEATURES}|${CORE}`),
    mayImport('pair', `${FEATURES}|${CORE}`),
    mayImport('console', 'gateway|tasks'),
    {
      name: 'console-imports',
      comment:
        'It runs in a browser: of the server it may know the shapes of answers, types alone.',
      severity: 'error',
      from: { path: '^src/console/' },
      to: { path: '^src/(?!console/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'every-folder-has-a-layer',
      severity: 'error',
      from: { path: `^src/(?!(${MODES}|${FEATURES}|${CORE})/)[^/]+/` },
      to: {},
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js'] },
  },
};
