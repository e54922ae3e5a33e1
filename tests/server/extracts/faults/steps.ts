import type { Work } from '../../../support/extract-work.ts'
import type { Door } from '../../../support/transaction-doors.ts'

/** A named step, and the state in which a fault there leaves the work until it is taken up again. */
export type Step = {
  name: string
  door: Door
  during: readonly Work[]
  /** The status in which a fault here leaves a file that is being ingested. `nothing` was not acknowledged. */
  leaves?: 'nothing' | 'received' | 'checking' | 'ready' | 'published'
  /** True if the work is already committed: only what follows it remains to be done. */
  isAfter?: true
}

const INGEST: readonly Work[] = ['ingest']
const PUBLISH: readonly Work[] = ['ingest', 'publish', 'approve', 'publish at its time']
const RECORD: readonly Work[] = [...PUBLISH, 'revert']
const BULK: readonly Work[] = ['publish in bulk']

/** Every step from receiving a file to taking it back, in order. A new step of the service needs a line here. */
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
    door: { table: 'extract', before: 'update', of: becomes('checking') },
    during: INGEST,
    leaves: 'received',
  },
  {
    name: 'as the check is announced',
    door: { table: 'extract', before: 'update', of: becomes('checking'), atCommit: true },
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
    name: 'as the rows read so far are told',
    door: { table: 'extract', before: 'update', of: 'new.rows_read > 0', atCommit: true },
    during: INGEST,
    leaves: 'checking',
  },
  {
    name: 'before the outcome of the check',
    door: { table: 'extract', before: 'update', of: becomes('ready') },
    during: INGEST,
    leaves: 'checking',
  },
  {
    name: 'as the check is committed',
    door: { table: 'extract', before: 'update', of: becomes('ready'), atCommit: true },
    during: INGEST,
    leaves: 'ready',
  },
  {
    name: 'before it waits for a second person',
    door: { table: 'extract', before: 'update', of: becomes('awaiting_approval') },
    during: ['ask for approval'],
  },
  {
    name: 'as it waits for a second person',
    door: { table: 'extract', before: 'update', of: becomes('awaiting_approval'), atCommit: true },
    during: ['ask for approval'],
  },
  {
    name: "before the second person's word",
    door: {
      table: 'extract',
      before: 'update',
      of: 'old.approved_by is null and new.approved_by is not null',
    },
    during: ['approve'],
  },
  {
    name: 'before it waits for its time',
    door: { table: 'extract', before: 'update', of: becomes('scheduled') },
    during: ['schedule'],
  },
  {
    name: 'as it waits for its time',
    door: { table: 'extract', before: 'update', of: becomes('scheduled'), atCommit: true },
    during: ['schedule'],
  },
  {
    name: 'before it is cancelled',
    door: { table: 'extract', before: 'update', of: becomes('cancelled') },
    during: ['cancel'],
  },
  {
    name: 'as it is cancelled',
    door: { table: 'extract', before: 'update', of: becomes('cancelled'), atCommit: true },
    during: ['cancel'],
  },
  {
    name: 'before the first cell',
    door: { table: 'measurement', before: 'insert', of: `new.unit_code = 'CIC-N'` },
    during: [...RECORD, ...BULK],
    leaves: 'ready',
  },
  {
    name: 'between two cells',
    door: { table: 'measurement', before: 'insert', of: `new.unit_code = 'CIC-C'` },
    during: [...RECORD, ...BULK],
    leaves: 'ready',
  },
  {
    name: 'before the publication',
    door: { table: 'publication', before: 'insert' },
    during: [...RECORD, ...BULK],
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
    during: [...RECORD, ...BULK],
    leaves: 'ready',
  },
  {
    name: 'before verdicts are left to follow',
    door: { table: 'pending_figures', before: 'insert' },
    during: BULK,
  },
  {
    name: 'before the extract is called published',
    door: { table: 'extract', before: 'update', of: becomes('published') },
    during: [...PUBLISH, ...BULK],
    leaves: 'ready',
  },
  {
    name: 'before the extract is called reverted',
    door: { table: 'extract', before: 'update', of: becomes('reverted') },
    during: ['revert'],
  },
  {
    name: 'before the receipt',
    door: { table: 'receipt', before: 'insert' },
    during: [...RECORD, ...BULK],
    leaves: 'ready',
  },
  {
    name: 'as the publication is committed',
    door: { table: 'publication', before: 'insert', atCommit: true },
    during: [...RECORD, ...BULK],
    leaves: 'published',
  },
  {
    name: 'before the verdicts that follow',
    door: { table: 'figure', before: 'insert', of: `new.unit_code = 'CIC-C'` },
    during: BULK,
    isAfter: true,
  },
  {
    name: 'as the verdicts are committed',
    door: { table: 'pending_figures', before: 'delete', atCommit: true },
    during: BULK,
    isAfter: true,
  },
]

function becomes(status: string): string {
  return `old.status <> '${status}' and new.status = '${status}'`
}
