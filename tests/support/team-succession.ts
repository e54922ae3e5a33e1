import { councilId } from '#server/db/council-id.ts'
import type { Db } from '#server/db/database.ts'
import { testNow } from './app.ts'

/** Closes a team of the demonstration after a day, and on the next opens another in its place that takes over from it. */
export async function succeedTeam(
  owner: Db,
  { closes, after, opens, from }: { closes: string; after: string; opens: string; from: string },
): Promise<void> {
  const before = await owner
    .selectFrom('unit as u')
    .innerJoin('unit_detail as d', 'd.unit_code', 'u.code')
    .select(['u.team_type', 'u.position', 'd.parent_code'])
    .where('u.code', '=', closes)
    .executeTakeFirstOrThrow()
  await owner.updateTable('unit').set({ closed: after }).where('code', '=', closes).execute()
  await owner
    .insertInto('unit')
    .values({
      council_id: councilId,
      code: opens,
      kind: 'team',
      team_type: before.team_type,
      opened: from,
      position: before.position + 1,
    })
    .execute()
  await owner
    .insertInto('unit_detail')
    .values({
      council_id: councilId,
      unit_code: opens,
      valid_from: from.slice(0, 7),
      name: `Successor ${opens}`,
      parent_code: before.parent_code,
      recorded_at: testNow,
    })
    .execute()
  await owner
    .insertInto('unit_successor')
    .values({ council_id: councilId, unit_code: opens, predecessor_code: closes })
    .execute()
}
