import type { Door } from '../../../support/doors.ts'

/** What is being done to the file when something goes wrong. */
export type Work = 'ingest' | 'publish' | 'revert'

/** A named step, and what a fault there leaves of the work until somebody takes it up again. */
export type Step = {
  name: string
  door: Door
  during: readonly Work[]
  /** For a file being ingested: where a fault here leaves it. `nothing` was not acknowledged. */
  leaves: 'nothing' | 'received' | 'checking' | 'ready' | 'published'
}

const INGEST = ['ingest'] as const
const PUBLISH = ['ingest', 'publish'] as const
const RECORD = ['ingest', 'publish', 'revert'] as const

/** Every step from receiving a file to taking it back, in order. A new step of the service is a line here. */
export const STEPS: readonly Step[] = [
  {
    name: 'before anything is written',
    door: { table: 'extract', before: 'insert' },
    during: INGEST,
    leaves: 'nothing',
  },
  {
    name: 'before the first piece of the bytes',
    door: { table: 'extract_chunk', before: 'insert', of: 'new.position = 0' },
    during: INGEST,
    leaves: 'nothing',
  },
  {
    name: 'between two pieces of the bytes',
    door: { table: 'extract_chunk', before: 'insert', of: 'new.position = 1' },
    during: INGEST,
    leaves: 'nothing',
  },
  {
    name: 'before the checksum',
    door: { table: 'extract', before: 'update', of: `old.sha256 = '' and new.sha256 <> ''` },
    during: INGEST,
    leaves: 'nothing',
  },
  {
    name: 'as the bytes are committed',
    door: { table: 'extract_chunk', before: 'insert', of: 'new.position = 0', atCommit: true },
    during: INGEST,
    leaves: 'received',
  },
  {
    name: 'before the check is announced',
    door: { table: 'extract', before: 'update', of: `old.status = 'received' and new.status = 'checking'` },
    during: INGEST,
    leaves: 'received',
  },
  {
    name: 'as the check is announced',
    door: {
      table: 'extract',
      before: 'update',
      of: `old.status = 'received' and new.status = 'checking'`,
      atCommit: true,
    },
    during: INGEST,
    leaves: 'checking',
  },
  {
    name: 'before the first row',
    door: { table: 'extract_row', before: 'insert', of: 'new.row_number = 2' },
    during: INGEST,
    leaves: 'checking',
  },
  {
    name: 'between two rows',
    door: { table: 'extract_row', before: 'insert', of: 'new.row_number = 3' },
    during: INGEST,
    leaves: 'checking',
  },
  {
    name: 'before the outcome of the check',
    door: { table: 'extract', before: 'update', of: `old.status = 'checking' and new.status = 'ready'` },
    during: INGEST,
    leaves: 'checking',
  },
  {
    name: 'as the check is committed',
    door: {
      table: 'extract',
      before: 'update',
      of: `old.status = 'checking' and new.status = 'ready'`,
      atCommit: true,
    },
    during: INGEST,
    leaves: 'ready',
  },
  {
    name: 'before the publication',
    door: { table: 'publication', before: 'insert' },
    during: RECORD,
    leaves: 'ready',
  },
  {
    name: 'before the first cell',
    door: { table: 'measurement', before: 'insert', of: `new.unit_code = 'CIC-N'` },
    during: RECORD,
    leaves: 'ready',
  },
  {
    name: 'between two cells',
    door: { table: 'measurement', before: 'insert', of: `new.unit_code = 'CIC-C'` },
    during: RECORD,
    leaves: 'ready',
  },
  {
    name: 'before the first figure',
    door: { table: 'figure', before: 'insert', of: `new.unit_code = 'CIC-N'` },
    during: RECORD,
    leaves: 'ready',
  },
  {
    name: 'between two figures',
    door: { table: 'figure', before: 'insert', of: `new.unit_code = 'CICS'` },
    during: RECORD,
    leaves: 'ready',
  },
  {
    name: 'before the extract is called published',
    door: { table: 'extract', before: 'update', of: `old.status = 'ready' and new.status = 'published'` },
    during: PUBLISH,
    leaves: 'ready',
  },
  {
    name: 'before the extract is called reverted',
    door: { table: 'extract', before: 'update', of: `new.status = 'reverted'` },
    during: ['revert'],
    leaves: 'published',
  },
  {
    name: 'as the publication is committed',
    door: { table: 'publication', before: 'insert', atCommit: true },
    during: RECORD,
    leaves: 'published',
  },
]
