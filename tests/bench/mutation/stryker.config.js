/** How `npm run soak -- --only mutation` breaks the domain: StrykerJS changes one thing at a time and runs the tests that reach it. */
const to = '.data/mutation'

export default {
  // Ours: see there.
  testRunner: 'domain',
  plugins: ['./tests/bench/mutation/domain-runner.ts'],
  // Only the tests that reach the changed place are run.
  coverageAnalysis: 'perTest',
  // One at a time: several together take the time from one another, and a slow mutant counts as one that hangs.
  concurrency: 1,
  // What the tests of the domain do not read is not copied.
  ignorePatterns: [
    '/*',
    ...['!/package.json', '!/server', '/server/*', '!/server/domain'],
    ...['!/tests', '/tests/*', '!/tests/domain', '!/tests/support'],
  ],
  // Types are stripped, not checked: the copy needs no marks that silence the compiler, and our lines keep their numbers.
  disableTypeChecks: false,
  // Modules of earlier mutants stay in memory until the process ends.
  maxTestRunnerReuse: 300,
  // What was found last time holds where neither the code nor its tests have changed.
  incremental: true,
  incrementalFile: `${to}/found.json`,
  tempDirName: `${to}/copies`,
  cleanTempDir: 'always',
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: `${to}/report.json` },
  // The score is judged by soak-mutation.ts, by subject.
  thresholds: { high: 100, low: 85, break: null },
}
