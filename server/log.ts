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
    serializers: { err: (error: Error) => withoutRows(stdSerializers.err(error)), req: requestLine },
  }
  return to === undefined ? pino(options) : pino(options, to)
}

type LoggedRequest = { method: string; url: string; host: string; ip: string; headers: object }

/** What the log says of a request. The secret of a link and the answer of a provider would sign somebody in. */
function requestLine({ method, url, host, ip }: LoggedRequest) {
  const said = url.replace(/^(\/sign-in\/(?:link\/|callback\?)).*$/, '$1…')
  return { method, url: said, host, remoteAddress: ip }
}

/** Leaves out rows of every error within it, at any depth. */
function withoutRows(said: unknown): unknown {
  if (Array.isArray(said)) return said.map(withoutRows)
  if (typeof said !== 'object' || said === null) return said
  const kept = Object.entries(said).filter(([name]) => !repeatsRows.includes(name))
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutRows(value)]))
}
