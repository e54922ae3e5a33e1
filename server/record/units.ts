import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Unit, UnitKind } from '#domain/catalogue/unit.ts'
import { asOf, inForce } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'

/** The organisation tree in a month: every unit that ever existed, with that month's name and parent, in the tree's order. It
 * includes units that are not open yet or already closed; see `isOpenIn`. A month before a unit's first detail uses that first
 * detail. `asAt` reads the tree as recorded at that moment. */
export async function loadUnits(db: ReadSource, month: string, asAt?: Date): Promise<Unit[]> {
  return (await loadUnitHistory(db, asAt)).in(month)
}

const noTree = { units: [], details: [], successors: [], handed: [] }

/** The tree of every month, loaded once, for a publication that touches many months. */
export async function loadUnitHistory(
  db: ReadSource,
  asAt?: Date,
): Promise<{ in: (month: string) => Unit[] }> {
  // One question, not four: nearly every page asks it.
  const tree = await db
    .selectFrom('council')
    .where('council_id', '=', councilId)
    .select((q) => [
      jsonArrayFrom(
        q
          .selectFrom('unit')
          .select(['code', 'kind', 'team_type', 'opened', 'closed', 'position'])
          .orderBy('position'),
      ).as('units'),
      jsonArrayFrom(
        q
          .selectFrom('unit_detail')
          .select(['unit_code', 'valid_from', 'valid_to', 'name', 'parent_code'])
          .where(inForce(asAt))
          .orderBy('valid_from'),
      ).as('details'),
      jsonArrayFrom(
        q.selectFrom('unit_successor').select(['unit_code', 'predecessor_code']).orderBy('predecessor_code'),
      ).as('successors'),
      jsonArrayFrom(
        q
          .selectFrom('succession')
          .distinctOn('unit_code')
          .select(['unit_code', 'successor_code'])
          .where('council_id', '=', councilId)
          .where(asOf(asAt, 'recorded_at'))
          .orderBy('unit_code')
          .orderBy('version', 'desc'),
      ).as('handed'),
    ])
    .executeTakeFirst()
  const { units, details, successors, handed } = tree ?? noTree
  const handedTo = new Map(handed.map((h) => [h.unit_code, h.successor_code]))
  const detailsOf = Map.groupBy(details, (d) => d.unit_code)
  const predecessorsOf = Map.groupBy(successors, (s) => s.unit_code)
  const trees = new Map<string, Unit[]>()
  const treeIn = (month: string): Unit[] =>
    units.flatMap((unit) => {
      const known = detailsOf.get(unit.code) ?? []
      const detail =
        known.findLast((d) => d.valid_from <= month && (d.valid_to === null || month <= d.valid_to)) ??
        known[0]
      if (detail === undefined) return []
      const heir = handedTo.get(unit.code)
      return {
        code: unit.code,
        name: detail.name,
        kind: unit.kind as UnitKind,
        parent: detail.parent_code,
        teamType: unit.team_type,
        opened: unit.opened,
        closed: unit.closed,
        predecessors: (predecessorsOf.get(unit.code) ?? []).map((p) => p.predecessor_code),
        position: unit.position,
        ...(heir === undefined ? {} : { handedTo: heir }),
      }
    })
  return {
    in(month) {
      const tree = trees.get(month) ?? treeIn(month)
      trees.set(month, tree)
      return tree
    },
  }
}
