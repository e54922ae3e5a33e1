/** Holds where the request being answered came from, so that every line recorded for it says so without being told. */
import { AsyncLocalStorage } from 'node:async_hooks'

export type ActivityOrigin = {
  /** The credential that was shown; `sign_in` where there is none yet. */
  channel: 'session' | 'token' | 'sign_in'
  /** The address of the machine that asked. */
  network: string
}

const origins = new AsyncLocalStorage<ActivityOrigin>()

/** Where the request being answered came from; null outside a request: a job, the inbox, the command line. */
export function currentOrigin(): ActivityOrigin | null {
  return origins.getStore() ?? null
}

/** Runs what a request asks for, with its origin. */
export function withOrigin<Answer>(origin: ActivityOrigin, run: () => Answer): Answer {
  return origins.run(origin, run)
}
