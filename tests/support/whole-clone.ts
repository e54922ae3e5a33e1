/** A copy of the service with its own data folder, to be started with `npm start` as people do. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inheritedEnvironment } from './inherited-environment.ts'
import { stopTestServer } from './server.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PARTS = ['package.json', '.npmrc', 'server', 'dashboards', 'jobs', 'seeds', 'sql']

export class WholeClone {
  readonly folder = mkdtempSync(join(tmpdir(), 'golden-thread-clone-'))
  readonly data = join(this.folder, '.data')

  constructor() {
    // The user who runs the database must reach it.
    chmodSync(this.folder, 0o755)
    for (const part of PARTS) cpSync(join(ROOT, part), join(this.folder, part), { recursive: true })
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'))
  }

  /** The processes of the embedded database of this clone. */
  postgres(): string[] {
    return execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes(`${this.data}/`))
  }

  async remove(): Promise<void> {
    if (existsSync(this.data)) await stopTestServer(this.data)
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** `npm start` in a clone, in its own process group. */
export class NpmStart {
  readonly child: ChildProcess
  /** Resolves when every process of it has ended. */
  readonly ended: Promise<unknown>
  #said = ''

  private constructor({ folder }: WholeClone) {
    const { HOME = folder } = process.env
    this.child = spawn('npm', ['start'], {
      cwd: folder,
      detached: true,
      env: { ...inheritedEnvironment(), HOME, PORT: '0' },
    })
    this.ended = once(this.child, 'close')
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (piece: Buffer) => {
        this.#said += piece.toString()
      })
    }
  }

  static async start(clone: WholeClone): Promise<NpmStart> {
    const started = new NpmStart(clone)
    await started.until(/Golden Thread is at \S+/)
    return started
  }

  get address(): string {
    return /Golden Thread is at (\S+)/.exec(this.#said)?.[1] ?? ''
  }

  get said(): string {
    return this.#said
  }

  /** Waits until it has printed this; if it ends before, throws with its output. */
  async until(words: RegExp): Promise<void> {
    let isOver = false
    this.ended.then(() => {
      isOver = true
    })
    while (!words.test(this.#said)) {
      if (isOver) throw new Error(this.#said)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  /** Signals only npm, or every process of its group as a supervisor does. */
  signal(signal: NodeJS.Signals, to: 'npm' | 'group'): void {
    const pid = this.child.pid ?? 0
    process.kill(to === 'npm' ? pid : -pid, signal)
  }

  /** The processes of its group that still run; one that has ended and was not yet waited for has the state Z. */
  processes(): string[] {
    return execFileSync('ps', ['-eo', 'pgid=,stat=,args='], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => new RegExp(`^ *${this.child.pid} +[^Z]`).test(line))
  }

  /** Ends what a failed test left running. */
  async end(): Promise<void> {
    if (this.processes().length > 0) this.signal('SIGKILL', 'group')
    await this.ended
  }
}
