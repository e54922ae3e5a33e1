import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take longest, of those that no folder names. */
const longFiles = [
  ...['bulk', 'data-links', 'every-field', 'cli', 'missing-teams', 'stop-during-upload', 'revert-traces'],
  ...['prove', 'data-addresses', 'inbox', 'jobs', 'process', 'decisions', 'extract-journey', 'unchanged'],
]
const isLongFile = new RegExp(`tests/(browser|sql|server/extracts/faults)/|/(${longFiles.join('|')})\\.test`)

/** The long files first, so that none of them is left alone at the end. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification) => isLongFile.test(moduleId)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

/** A test that expects nothing proves nothing: it fails. What is waited for comes late on a machine that does much else. */
const expectations = { requireAssertions: true, poll: { timeout: 30_000 } }

const root = fileURLToPath(new URL('.', import.meta.url)).replaceAll('\\', '/')
const literally = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The service's own modules. Node reads them itself, as it does when the service runs: vitest would compile them again, and reach
 *  every import of theirs through an object. */
const own = new RegExp(`^${literally(root)}(server|dashboards|jobs|seeds)/.*\\.(ts|js)$`)

export default defineConfig({
  test: {
    pool: 'forks',
    sequence: { sequencer: LongFirst },
    // What a file compiles to is kept between runs: half of the domain suite's time.
    experimental: { fsModuleCache: true },
    projects: [
      {
        // Pure functions leave nothing behind, so their files share a process: the whole suite in seconds.
        test: {
          name: 'domain',
          server: { deps: { external: [own] } },
          include: ['tests/domain/**/*.test.ts'],
          expect: expectations,
          pool: 'forks',
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
          // As for the service below.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'service',
          server: { deps: { external: [own] } },
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/domain/**'],
          expect: expectations,
          globalSetup: ['tests/support/global-setup.ts'],
          setupFiles: ['tests/support/close-opened.ts'],
          pool: 'forks',
          // Much of the time is spent waiting for PostgreSQL and Chromium.
          maxWorkers: 3,
          // The modules of the service are read once in a process, not once for each file: a fifth of the whole time.
          isolate: false,
          sequence: { groupOrder: 1 },
          // The first file to ask for the demonstration council waits while it is loaded through the real ingest.
          hookTimeout: 600_000,
          // A machine that does much else at once is slow, not wrong.
          testTimeout: 60_000,
        },
      },
    ],
  },
})
