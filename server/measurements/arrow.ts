/** Writes figures as an Apache Arrow stream, one column each, with text as dictionaries that all batches share. */
import { pipeline, Readable } from 'node:stream'
import {
  type Data,
  type DataType,
  DateDay,
  Dictionary,
  Field,
  Float64,
  Int32,
  makeBuilder,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  TimestampMillisecond,
  Utf8,
} from 'apache-arrow'
import type { MeasurementRow } from './rows.ts'

type Column = {
  name: keyof MeasurementRow | 'bandFrom' | 'bandTo'
  type: DataType
  nullable: boolean
  read: (row: MeasurementRow) => unknown
}

let dictionaryId = 0
const words = () => new Dictionary(new Utf8(), new Int32(), dictionaryId++)

const columns: readonly Column[] = [
  { name: 'unit', type: words(), nullable: false, read: (row) => row.unit },
  { name: 'kpi', type: words(), nullable: false, read: (row) => row.kpi },
  { name: 'period', type: words(), nullable: false, read: (row) => row.period },
  { name: 'grain', type: words(), nullable: false, read: (row) => row.grain },
  { name: 'origin', type: words(), nullable: false, read: (row) => row.origin },
  { name: 'state', type: words(), nullable: false, read: (row) => row.state },
  { name: 'numerator', type: new Float64(), nullable: true, read: (row) => row.numerator },
  { name: 'denominator', type: new Float64(), nullable: true, read: (row) => row.denominator },
  { name: 'value', type: new Float64(), nullable: true, read: (row) => row.value },
  { name: 'symbol', type: words(), nullable: true, read: (row) => row.symbol },
  { name: 'added', type: new Int32(), nullable: true, read: (row) => row.added },
  { name: 'expected', type: new Int32(), nullable: true, read: (row) => row.expected },
  {
    name: 'dataAsAt',
    type: new DateDay(),
    nullable: true,
    read: (row) => (row.dataAsAt === null ? null : new Date(`${row.dataAsAt}T00:00:00Z`)),
  },
  { name: 'note', type: new Utf8(), nullable: true, read: (row) => row.note },
  { name: 'version', type: new Int32(), nullable: true, read: (row) => row.version },
  {
    name: 'publishedAt',
    type: new TimestampMillisecond('UTC'),
    nullable: false,
    read: (row) => row.publishedAt,
  },
  { name: 'extract', type: new Int32(), nullable: true, read: (row) => row.extract },
  { name: 'row', type: new Int32(), nullable: true, read: (row) => row.row },
  { name: 'neverComing', type: new Utf8(), nullable: true, read: (row) => row.neverComing },
  { name: 'bandFrom', type: new Float64(), nullable: true, read: ({ band }) => band?.from ?? null },
  { name: 'bandTo', type: new Float64(), nullable: true, read: ({ band }) => band?.to ?? null },
]

const schema = new Schema(columns.map(({ name, type, nullable }) => new Field(name, type, nullable)))

/** An Arrow IPC stream with one batch per page. Without rows it contains the schema and an empty batch. */
export function arrowStream(pages: AsyncIterable<MeasurementRow[]>): Readable {
  const writer = RecordBatchStreamWriter.throughNode()
  // An error on either side destroys both. The answer then ends short, and its reader notices.
  pipeline(Readable.from(batches(pages)), writer, () => undefined)
  return writer
}

async function* batches(pages: AsyncIterable<MeasurementRow[]>): AsyncGenerator<RecordBatch> {
  const builders = columns.map(({ type }) => makeBuilder({ type, nullValues: [null] }))
  let sent = false
  for await (const rows of pages) {
    yield batchOf(rows, builders)
    sent = true
  }
  if (!sent) yield batchOf([], builders)
}

function batchOf(
  rows: readonly MeasurementRow[],
  builders: readonly ReturnType<typeof makeBuilder>[],
): RecordBatch {
  const children: Data[] = builders.map((builder, i) => {
    const read = columns[i]?.read
    for (const row of rows) builder.append(read?.(row))
    return builder.flush()
  })
  return new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length: rows.length, children }))
}
