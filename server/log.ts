/** The log of the service. */
import { type DestinationStream, type Logger, type LoggerOptions, pino, stdSerializers } from 'pino'

/** What a database adds to an error: the failing row, or the line of a file it was in. */
const repeatsRows = ['detail', 'where', 'internalQuery']

/** Creates the log at the level of `LOG_LEVEL`, on standard output if no stream is given. It never contains a cell of a file or
 * a credential. */
export function openLog(level: NonNullable<LoggerOptions['level']>, to?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    redact: ['req.headers.authorization', 'req.headers.cookie'],
    serializers: { err: (error: Error) => withoutRows(stdSerializers.err(error)) },
  }
  return to === undefined ? pino(options) : pino(options, to)
}

/** Does the same for every error within it, at any depth. */
function withoutRows(said: unknown): unknown {
  if (Array.isArray(said)) return said.map(withoutRows)
  if (typeof said !== 'object' || said === null) return said
  const kept = Object.entries(said).filter(([name]) => !repeatsRows.includes(name))
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutRows(value)]))
}
