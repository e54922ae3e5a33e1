/** Where the service writes what it did. */
import { type DestinationStream, type Logger, type LoggerOptions, pino, stdSerializers } from 'pino'

/** What a database adds to an error: the row at fault, or the line of a file it stood in. */
const repeatsRows = ['detail', 'where', 'internalQuery']

/** The log at a level of `LOG_LEVEL`; to standard output unless given where to. No cell of a file reaches it, nor what
 *  somebody signs in with. */
export function openLog(level: NonNullable<LoggerOptions['level']>, to?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    redact: ['req.headers.authorization', 'req.headers.cookie'],
    serializers: { err: (error: Error) => withoutRows(stdSerializers.err(error)) },
  }
  return to === undefined ? pino(options) : pino(options, to)
}

/** The same of every error within it, at any depth. */
function withoutRows(said: unknown): unknown {
  if (Array.isArray(said)) return said.map(withoutRows)
  if (typeof said !== 'object' || said === null) return said
  const kept = Object.entries(said).filter(([name]) => !repeatsRows.includes(name))
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutRows(value)]))
}
