/** A connection to a database that a test can cut or lead to another server: TCP forwarded from an address of its own. */
import { connect, createServer, type Server, type Socket } from 'node:net'

export class DatabaseLine {
  /** The address of the database through this line, for connect(). */
  readonly url: string
  readonly #server: Server
  readonly #open = new Set<{ near: Socket; far: Socket }>()
  #far: URL
  #isUp = true
  /** How many connections were attempted while it was down. */
  refused = 0

  private constructor(server: Server, port: number, far: URL) {
    this.#server = server
    this.#far = far
    const near = new URL(far)
    near.host = `127.0.0.1:${port}`
    this.url = near.href
  }

  static async open(url: string): Promise<DatabaseLine> {
    const server = createServer({ allowHalfOpen: false })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as { port: number }
    const line = new DatabaseLine(server, port, new URL(url))
    server.on('connection', (near) => line.#passOn(near))
    return line
  }

  #passOn(near: Socket): void {
    if (!this.#isUp) {
      this.refused++
      near.resetAndDestroy()
      return
    }
    const far = connect(Number(this.#far.port), this.#far.hostname)
    const pair = { near, far }
    this.#open.add(pair)
    for (const socket of [near, far]) socket.setNoDelay(true).on('error', () => undefined)
    near.pipe(far)
    far.pipe(near)
    near.on('close', () => far.end())
    far.on('close', () => {
      near.destroy()
      this.#open.delete(pair)
    })
  }

  /** Ends every connection on our side. The server still does what it has already received, but cannot answer. */
  cut(): void {
    for (const { near, far } of this.#open) {
      near.destroy()
      far.resume()
    }
  }

  /** Behaves like a database that is down: open connections break, and none gets through until up(). */
  down(): void {
    this.#isUp = false
    for (const { near, far } of this.#open) {
      near.resetAndDestroy()
      far.destroy()
    }
  }

  /** Lets all connections through again, to the server at `url` if one is given. */
  up(url?: string): void {
    if (url !== undefined) this.#far = new URL(url)
    this.#isUp = true
  }

  /** The connections that are open. */
  get held(): number {
    return this.#open.size
  }

  async close(): Promise<void> {
    this.down()
    await new Promise((done) => this.#server.close(done))
  }
}
