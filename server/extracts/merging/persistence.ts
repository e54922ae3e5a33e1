import { isReceived, type KpiLedger } from '#domain/figures/kpi-ledger.ts'
import { persistencesOf } from '#domain/figures/spc/persistence.ts'
import type { Trx } from '../../db/database.ts'

/** The publication that an estimate is recorded with. */
type Recorded = { councilId: number; id: number; publishedAt: Date }

/** A ledger whose every received period has its persistence on record. Those that have none are estimated from the ledger as it is
 * now and recorded with the publication. `teams` holds the teams' own cells if the ledger knows only their sums. */
export async function withPersistence(
  trx: Trx,
  kpi: string,
  ledger: KpiLedger,
  publication: Recorded,
  teams: () => Promise<KpiLedger> = async () => ledger,
): Promise<KpiLedger> {
  const missing = ledger.periods.filter(
    (p) => isReceived(ledger, p) && ledger.persistenceAt?.(p) === undefined,
  )
  if (missing.length === 0) return ledger
  const estimated = persistencesOf(await teams())
  const found = new Map(missing.map((period) => [period, estimated.get(period) ?? 0]))
  await trx
    .insertInto('persistence')
    .values(
      [...found].map(([period, value]) => ({
        council_id: publication.councilId,
        kpi_code: kpi,
        period,
        value,
        publication_id: publication.id,
        estimated_at: publication.publishedAt,
      })),
    )
    .execute()
  return { ...ledger, persistenceAt: (period) => found.get(period) ?? ledger.persistenceAt?.(period) }
}
