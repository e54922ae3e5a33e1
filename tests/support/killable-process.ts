/** A process that takes orders and can be killed at any moment, with a record of what it had acknowledged. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Order } from './extract-work.ts'
import type { Said } from './fault-child.ts'

const CHILD = fileURLToPath(new URL('./fault-child.ts', import.meta.url))

export class KillableProcess {
  readonly #child: ChildProcess
  readonly #said: Said[] = []
  readonly #exit: Promise<unknown>
  #errors = ''

  private constructor(url: string) {
    this.#child = fork(CHILD, [url], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
    this.#child.on('message', (said: Said) => this.#said.push(said))
    this.#child.stderr?.on('data', (text) => {
      this.#errors += text
    })
    this.#exit = once(this.#child, 'close')
  }

  /** A process that has started and is idle. If it cannot start, throws with its output. */
  static async start(url: string): Promise<KillableProcess> {
    const started = new KillableProcess(url)
    await started.until('ready')
    return started
  }

  give(order: Order): void {
    this.#child.send(order)
  }

  /** Waits until it has printed this; if it ends before, throws with its output. */
  async until(is: Said['is']): Promise<void> {
    while (!this.#said.some((said) => said.is === is)) {
      const over = this.#exit.then(() => 'over')
      if ((await Promise.race([once(this.#child, 'message'), over])) === 'over') throw new Error(this.#errors)
    }
  }

  /** Ends it like kill -9, and waits until it is gone. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.#exit
  }

  /** The extract that it acknowledged, if it got that far. */
  acknowledged(): number | null {
    return this.#said.find((said) => said.is === 'received')?.id ?? null
  }

  finished(): boolean {
    return this.#said.some((said) => said.is === 'done')
  }
}
