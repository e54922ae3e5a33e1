/** The service as a separate process on a database, listening. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { inheritedEnvironment } from './inherited-environment.ts'

const MAIN = fileURLToPath(new URL('../../server/main.ts', import.meta.url))
const SECRET = 'Zk3vQ0p7yW1s9bT4uJ6nM2xR8cL5hD0g'

export class Service {
  readonly child: ChildProcess
  #said = ''

  private constructor(env: Record<string, string>, detached: boolean) {
    this.child = spawn(process.execPath, [MAIN], {
      detached,
      env: { ...inheritedEnvironment(), PORT: '0', SESSION_SECRET: SECRET, LOG_LEVEL: 'warn', ...env },
    })
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (piece: Buffer) => {
        this.#said += piece.toString()
      })
    }
  }

  /** Starts it, in its own process group if `detached`, and waits until it prints its address. Otherwise throws with its output.
   * */
  static async start(
    databaseUrl: string,
    env: Record<string, string> = {},
    { detached = false }: { detached?: boolean } = {},
  ): Promise<Service> {
    const service = new Service({ DATABASE_URL: databaseUrl, ...env }, detached)
    while (service.address === '') {
      if (service.child.exitCode !== null) throw new Error(service.#said)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return service
  }

  get address(): string {
    return /Golden Thread is at (\S+)/.exec(this.#said)?.[1] ?? ''
  }

  get said(): string {
    return this.#said
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const gone = once(this.child, 'exit')
    this.child.kill(signal)
    await gone
  }
}
