/** Reads the stored bytes of an extract again, as they were read when it was checked. */
import { createHash } from 'node:crypto'
import type { Trx } from '#server/db/database.ts'
import { CheckRecord } from '../checking/check-record.ts'
import { ledgerOrder } from '../checking/ledger-order.ts'
import { loadLayout } from '../layouts/layouts.ts'
import { readExtractBatches } from '../reading/read-extract.ts'
import { loadReadOptions } from '../reading/read-options.ts'
import { loadRegister } from '../record/load-register.ts'
import { loadBytes } from '../record/stored-bytes.ts'

/** A published extract as it was received and checked. */
export type StoredExtract = {
  id: number
  filename: string
  sha256: string
  checkedAt: Date
  layoutId: number | null
}

/** What is wrong with the stored bytes of an extract. */
export type ExtractFault = { extract: number; filename: string; fault: string }

/** The fault of stored bytes that are not those that were received; null if they are. */
export async function changedBytes(trx: Trx, extract: StoredExtract): Promise<ExtractFault | null> {
  const hash = createHash('sha256')
  for await (const piece of loadBytes(trx, extract.id)) hash.update(piece)
  const sha256 = hash.digest('hex')
  if (sha256 === extract.sha256) return null
  const fault = `its stored bytes are not those that were received: their sha256 is ${sha256}, that of the file was ${extract.sha256}`
  return faultOf(extract, fault)
}

/** Stages the rows of an extract's stored bytes. Returns the first fault if the bytes can no longer be read whole. */
export async function stageAgain(trx: Trx, extract: StoredExtract): Promise<ExtractFault | null> {
  const register = await loadRegister(trx, extract.checkedAt)
  const record = new CheckRecord(trx, extract.id, ledgerOrder(register))
  const layout = extract.layoutId === null ? null : await loadLayout(trx, extract.layoutId)
  const options = {
    ...(await loadReadOptions(trx, extract.id)),
    // The version that read the file then: it may have been replaced or retired since.
    layouts: layout === null ? [] : [layout],
    layout: layout?.name ?? null,
  }
  const bytes = loadBytes(trx, extract.id, () => record.free())
  for await (const batch of readExtractBatches(bytes, register, options)) {
    for (const checked of batch) {
      if (checked.is === 'problem') {
        await record.free()
        return faultOf(extract, `its stored bytes can no longer be read: ${checked.problem.message}`)
      }
      const sent = checked.is === 'accepted' ? record.add(checked) : null
      if (sent !== null) await sent
    }
  }
  await record.endRows()
  return null
}

function faultOf({ id, filename }: StoredExtract, fault: string): ExtractFault {
  return { extract: id, filename, fault }
}
