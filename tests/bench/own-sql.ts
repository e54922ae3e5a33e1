/** The statements that a request sends to the database, and their cost on their own. */
import pg from 'pg'

export type Statement = { text: string; values: unknown[] }

type Asked = (config: unknown, values?: unknown, ...rest: unknown[]) => unknown

let record: Statement[] | null = null
const own = pg.Client.prototype.query as Asked
/** Every statement of this process passes through here; when nothing is being recorded, it passes unchanged. */
pg.Client.prototype.query = function query(
  this: pg.Client,
  config: unknown,
  values?: unknown,
  ...rest: unknown[]
) {
  const text = typeof config === 'string' ? config : (config as { text?: unknown } | null)?.text
  if (record !== null && typeof text === 'string')
    record.push({
      text,
      values: Array.isArray(values) ? values : ((config as { values?: unknown[] }).values ?? []),
    })
  return own.call(this, config, values, ...rest)
} as typeof pg.Client.prototype.query

/** Runs `run` and returns its result with the statements sent meanwhile. They are its own only if nothing else runs. */
export async function recordingSql<T>(
  run: () => Promise<T>,
): Promise<{ result: T; statements: Statement[] }> {
  const statements: Statement[] = []
  record = statements
  try {
    return { result: await run(), statements }
  } finally {
    record = null
  }
}

/** How many milliseconds the same statements take one after another on one connection: the median of `times`. What they write is
 * rolled back. */
export async function timeOfSql(
  client: pg.Client,
  statements: readonly Statement[],
  times: number,
): Promise<number> {
  const all: number[] = []
  for (let i = 0; i < times; i++) {
    await client.query('begin')
    let took = 0
    for (const { text, values } of statements.filter(
      ({ text: each }) => !/^\s*(begin|commit|rollback|start transaction)/i.test(each),
    )) {
      const start = performance.now()
      await client.query(text, values)
      took += performance.now() - start
    }
    await client.query('rollback')
    all.push(took)
  }
  return all.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0
}
