import type { KnipConfig } from 'knip'

export default {
  entry: [
    'server/{main,cli}.ts',
    // Run by read-in-child.ts in a process of its own.
    'server/xlsx/read/reader/main.ts',
    // Run by crew.ts in threads of their own.
    'server/drawing/worker.ts',
    'jobs/main.ts',
    'tests/**/*.test.ts',
    'tests/support/*.ts',
    'tests/browser/write-screenshots.ts',
    // bulk.ts runs ingest-file.ts in a process of its own.
    'tests/bench/{bench,soak,ingest-file}.ts',
    // soak-mutation.ts has Stryker read these.
    'tests/bench/mutation/{stryker.config.js,domain-runner.ts}',
    // Loaded by pages, in the browser.
    'dashboards/assets/*.js',
    // The galleries find these by their names.
    'dashboards/**/{example,examples}.ts',
  ],
  project: ['{server,dashboards,jobs,seeds,tests}/**/*.{ts,js}'],
  // The runner is ours: there is no package to look for.
  stryker: false,
  ignoreExportsUsedInFile: true,
  ignoreBinaries: ['apt-get', 'mkfifo', 'mount', 'umount'],
} satisfies KnipConfig
