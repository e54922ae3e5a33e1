import type { KnipConfig } from 'knip'

export default {
  entry: [
    'server/{main,cli}.ts',
    'jobs/main.ts',
    'server/install.js',
    'tests/**/*.test.ts',
    'tests/support/*.ts',
    // The galleries find these by their names.
    'dashboards/**/{example,examples}.ts',
  ],
  project: ['{server,dashboards,jobs,seeds,tests}/**/*.{ts,js}'],
  ignoreExportsUsedInFile: true,
  ignoreBinaries: ['apt-get'],
} satisfies KnipConfig
