import type { KpiKind } from '#domain/catalogue/kpi.ts'
import type { UnitKind } from '#domain/catalogue/unit.ts'
import type { ExtractRegister, RegisteredKpi, RegisteredUnit } from '#domain/extracts/register.ts'
import { londonDay } from '#domain/time/moment.ts'
import type { Grain } from '#domain/time/period.ts'
import type { ReadSource } from '#server/db/database.ts'
import { loadMeasureRules } from '#server/record/measure-rules.ts'
import { inForce } from '../../db/as-of.ts'

/** All units and KPIs on record, open and closed, with every definition that is in force in some month. */
export async function loadRegister(db: ReadSource, now: Date): Promise<ExtractRegister> {
  const units = await db
    .selectFrom('unit')
    .innerJoin('unit_detail as detail', (join) =>
      join.onRef('detail.council_id', '=', 'unit.council_id').onRef('detail.unit_code', '=', 'unit.code'),
    )
    .where(inForce(undefined, 'detail'))
    .distinctOn('unit.code')
    .orderBy('unit.code')
    .orderBy('detail.valid_from', 'desc')
    .select(['unit.code', 'detail.name', 'unit.kind', 'unit.team_type', 'unit.opened', 'unit.closed'])
    .execute()
  const kpis = await db
    .selectFrom('kpi')
    .select(['code', 'kind', 'grains', 'team_types', 'return_code'])
    .orderBy('position')
    .execute()
  const definitions = await db
    .selectFrom('kpi_definition')
    .where(inForce())
    .orderBy('valid_from')
    .select(['kpi_code', 'valid_from', 'valid_to', 'name', 'may_exceed'])
    .execute()
  return {
    units: new Map(
      units.map((unit): [string, RegisteredUnit] => [
        unit.code,
        {
          code: unit.code,
          name: unit.name,
          kind: unit.kind as UnitKind,
          teamType: unit.team_type,
          opened: unit.opened,
          closed: unit.closed,
        },
      ]),
    ),
    kpis: new Map(
      kpis.map((kpi): [string, RegisteredKpi] => [
        kpi.code,
        {
          code: kpi.code,
          kind: kpi.kind as KpiKind,
          grains: kpi.grains as Grain[],
          teamTypes: kpi.team_types,
          returnCode: kpi.return_code,
          definitions: definitions
            .filter(({ kpi_code }) => kpi_code === kpi.code)
            .map((row) => ({
              from: row.valid_from,
              to: row.valid_to,
              name: row.name,
              mayExceed: row.may_exceed,
            })),
        },
      ]),
    ),
    rules: await loadMeasureRules(db),
    today: londonDay(now.toISOString()),
  }
}
