/** Scorecards that are read together show the same as each read alone, whatever moment each is read at. */

import { beforeAll, describe, expect, test } from 'vitest'
import { councilId } from '#server/db/council-id.ts'
import type { Db } from '#server/db/database.ts'
import { loadScorecard, loadScorecards } from '#server/reads/scorecard.ts'
import { loadUnits } from '#server/record/units.ts'
import { testDatabase } from '../../support/database.ts'
import { isWide, partOf } from '../../support/run-size.ts'
import { sendFile } from '../restatement/send-file.ts'

const day = '2019-06-10'

let db: Db
let codes: string[]

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  codes = (await loadUnits(db, '2019-06')).map(({ code }) => code)
})

const alone = async (period: string, asAt?: Date) => {
  const found = await Promise.all(codes.map((code) => loadScorecard(db, code, period, day, asAt)))
  return found.filter((scorecard) => scorecard !== null)
}

describe('scorecards read together', () => {
  test.each(partOf(['2018-11', '2019-02', '2019-04'], 3, 2))(
    'are those of %s read one by one',
    async (period) => {
      const together = await loadScorecards(db, codes, period, day)
      expect(together.length).toBeGreaterThan(20)
      expect(together).toEqual(await alone(period))
    },
  )

  test('are each read at its own moment where some are signed off', async () => {
    await db
      .insertInto('scorecard_sign_off')
      .values(
        (['submitted', 'agreed'] as const).map((step, position) => ({
          ...{ council_id: councilId, unit_code: 'HP-N1', period: '2019-02', position, step },
          ...{ taken_by: 'A. Manager', taken_at: new Date('2019-05-20T09:00:00Z'), note: null },
        })),
      )
      .execute()
    await sendFile(
      db,
      ['HP-N1,CP04,2019-02,1,40', 'HP-S1,CP04,2019-02,1,40'],
      '2019-06-10T08:40:00Z',
      'Entered late',
    )
    const together = await loadScorecards(db, codes, '2019-02', day)
    expect(together.find(({ unit }) => unit.code === 'HP-N1')?.asAt).not.toBeNull()
    expect(together.find(({ unit }) => unit.code === 'HPC')?.asAt).toBeNull()
    expect(together).toEqual(await alone('2019-02'))
  })

  test.runIf(isWide)('are read as they were at a moment that is asked for', async () => {
    const asAt = new Date('2019-05-30T12:00:00Z')
    expect(await loadScorecards(db, codes, '2019-04', day, asAt)).toEqual(await alone('2019-04', asAt))
  })

  test('leave out what there is not, and stand in the order asked for', async () => {
    const found = await loadScorecards(db, ['RIDGE', 'NOBODY', 'HP-S1', 'HPC'], '2019-04', day)
    expect(found.map(({ unit }) => unit.code)).toEqual(['RIDGE', 'HP-S1', 'HPC'])
    expect(await loadScorecards(db, ['HP-S1'], '2031-01', day)).toEqual([])
    expect(await loadScorecards(db, [], '2019-04', day)).toEqual([])
  })
})
