/** How a process of the service ends when it is told to stop: it finishes what it began, and a second signal changes nothing. */
import closeWithGrace from 'close-with-grace'
import type { Logger } from 'pino'

/** A fault in native code. Catching one would run the faulty instruction again without end. */
const NATIVE_FAULTS: closeWithGrace.Signals[] = [
  'SIGILL',
  'SIGTRAP',
  'SIGABRT',
  'SIGBUS',
  'SIGFPE',
  'SIGSEGV',
]
const REQUESTS: closeWithGrace.Signals[] = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR2']

export type StopOptions = {
  log: Pick<Logger, 'info' | 'error' | 'fatal'>
  /** The longest time in milliseconds that `stop` may take. */
  within: number
  /** Finishes what was begun and releases everything. */
  stop: () => Promise<void>
}

/** Calls `stop` once, at the first stop signal or uncaught error, and then ends the process. A supervisor may signal a whole
 * group while its leader passes the signal on, so only a second Ctrl-C ends at once. */
export function stopGracefully({ log, within, stop }: StopOptions): void {
  let asked: NodeJS.Signals | null = null
  const grace = closeWithGrace(
    { delay: within, logger: log, skip: [...NATIVE_FAULTS, ...REQUESTS] },
    async ({ err }) => {
      if (err !== undefined) log.fatal({ err }, 'stopping on an error nobody caught')
      else log.info({ signal: asked }, 'stopping')
      await stop()
    },
  )
  for (const signal of REQUESTS) {
    process.on(signal, () => {
      if (asked !== null && signal === 'SIGINT') {
        log.error('second Ctrl-C, ending at once')
        process.exit(1)
      }
      if (asked !== null) return
      asked = signal
      grace.close()
    })
  }
}
