/** Who writes is told in the activity record: a file that writes records it, or is one of those for which another file does. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { activityKinds } from '#domain/council/activity-kinds.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Files that write and record nothing themselves, and why. A folder stands for all in it. */
const RECORDED_ELSEWHERE: Readonly<Record<string, string>> = {
  'server/db/': 'connections, migrations and the service’s own authors',
  'server/extracts/proving/': 'makes publications again in temporary tables',
  'server/extracts/merging/': 'computes figures of a publication, which is recorded where it is decided',
  'server/extracts/record/': 'rows of an extract that is being checked',
  'server/extracts/checking/check.ts': 'a check follows a file that was recorded as received',
  'server/extracts/checking/check-record.ts': 'the same',
  'server/extracts/checking/renewed-warnings.ts':
    'warnings of a publication that is recorded where it is decided',
  'server/extracts/publishing/changes.ts': 'keeps what a trial found',
  'server/extracts/publishing/receipt.ts':
    'the receipt of a publication that is recorded where it is decided',
  'server/record/withholding.ts': 'computed from figures',
  'server/record/text-releases.ts': 'called through releaseText of server/access, which records it',
  'server/activity/digest.ts': 'the digest of lines that were recorded',
  'server/access/people/authors.ts': 'an author is added with a person or a token',
  'server/access/people/page-views.ts': 'looking at a page is not recorded',
  'server/access/sessions/sessions.ts': 'signing in and out are recorded by their routes',
  'server/access/sign-in/demonstration/demonstration.ts':
    'the demonstration’s people, as they first sign in, which is recorded',
  'server/access/tokens/actor.ts': 'when a token was last used',
  'server/access/sign-in/local/accounts.ts': 'recorded by the steps of signing in',
  'server/access/sign-in/local/delays.ts': 'counts of failures, each of which is recorded',
  'jobs/': 'slots of jobs',
}

/** The sentences that a file breaks the law with. */
function silentWrites(path: string, text: string): string[] {
  if (!/\b(insertInto|updateTable|deleteFrom|copyLines)\(|insert into /.test(text)) return []
  if (/\b(recordActivity|releaseText)\(/.test(text)) return []
  const isElsewhere = Object.keys(RECORDED_ELSEWHERE).some((place) => path.startsWith(place))
  return isElsewhere ? [] : [`${path} writes and records nothing: call recordActivity in its transaction`]
}

const files = ['server', 'jobs'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({
      path: `${folder}/${path}`,
      text: readFileSync(join(ROOT, folder, path), 'utf8'),
    })),
)

describe('the activity record', () => {
  test('is told of every write of the service', () => {
    expect(files.filter(({ text }) => /\b(recordActivity|releaseText)\(/.test(text)).length).toBeGreaterThan(
      15,
    )
    expect(files.flatMap(({ path, text }) => silentWrites(path, text))).toEqual([])
  })

  test('would miss none: a file that writes in silence is named', () => {
    expect(silentWrites('server/units/rename.ts', "trx.updateTable('unit').set({ name })")).toEqual([
      'server/units/rename.ts writes and records nothing: call recordActivity in its transaction',
    ])
    expect(silentWrites('server/units/rename.ts', 'loadUnits(db)')).toEqual([])
  })

  test('excuses no file that is gone', () => {
    const gone = Object.keys(RECORDED_ELSEWHERE).filter(
      (place) => !files.some(({ path }) => path.startsWith(place)),
    )
    expect(gone).toEqual([])
  })

  test('is told in kinds that it knows', () => {
    const told = files.flatMap(({ text }) =>
      [...text.matchAll(/kind: (?:[\w.]+ \? )?'([a-z_]+\.[a-z_]+)'/g)].map(([, kind]) => kind ?? ''),
    )
    expect(told.length).toBeGreaterThan(15)
    expect(told.filter((kind) => !(kind in activityKinds))).toEqual([])
  })
})
