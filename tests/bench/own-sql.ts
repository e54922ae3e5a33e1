/** What a request asks of the database, and what that costs with nothing around it. */
import pg from 'pg'

export type Statement = { text: string; values: unknown[] }

type Asked = (config: unknown, values?: unknown, ...rest: unknown[]) => unknown

let record: Statement[] | null = null
const own = pg.Client.prototype.query as Asked
/** Every statement of this process passes here; outside a recording it is let through as it is. */
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

/** Runs `run` and gives its result with the statements sent meanwhile, which are its own where nothing else runs. */
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

/** How long the same statements take one after the other on one connection, in milliseconds: the median of `times`. What
 *  they write is rolled back. */
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
