/** Rows on their way into a table by COPY, a piece at a time, so that a file of any size takes little memory. */
import { setImmediate } from 'node:timers/promises'
import { copyLines, type Trx } from '#server/db/database.ts'

/** Characters gathered before they are sent. */
const PIECE = 256 * 1024

/** A transaction's one connection, while pieces are on their way over it. */
export class CopyLane {
  readonly #trx: Trx
  #sent: Promise<void> = Promise.resolve()

  constructor(trx: Trx) {
    this.#trx = trx
  }

  /** Begins to send a piece once the one before is stored. */
  async send(into: string, lines: Buffer): Promise<void> {
    await this.#sent
    this.#sent = copyLines(this.#trx, into, lines)
    // A failure is met by whoever waits next; until then it must not count as unhandled.
    this.#sent.catch(() => undefined)
  }

  /** Waits until the connection may be asked something else. */
  async free(): Promise<void> {
    await this.#sent
  }
}

/** Lines of COPY's text format. While one piece is stored the next is gathered; at most two are ever held. */
export class StagedLines {
  readonly #lane: CopyLane
  readonly #into: string
  #held = ''

  /** `into` is the table and its columns, as SQL. */
  constructor(lane: CopyLane, into: string) {
    this.#lane = lane
    this.#into = into
  }

  /** Adds a line, without its end. True where a piece has gathered: the caller is then to wait for `send`. */
  add(line: string): boolean {
    this.#held += line
    this.#held += '\n'
    return this.#held.length >= PIECE
  }

  /** Sends what has gathered. */
  async send(): Promise<void> {
    if (this.#held === '') return
    // As bytes at once: a text put together from thousands of pieces keeps each of them alive.
    const lines = Buffer.from(this.#held)
    this.#held = ''
    await this.#lane.send(this.#into, lines)
    await setImmediate()
  }

  /** Sends the rest and waits until everything is stored. */
  async end(): Promise<void> {
    await this.send()
    await this.#lane.free()
  }
}

/** A text as a field of a line; null is no value. PostgreSQL's text cannot hold NUL, which a refused cell may. */
export function field(text: string | null): string {
  if (text === null) return '\\N'
  return special.test(text) ? text.replace(specials, (sign) => escapes[sign] ?? sign) : text
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what COPY's format or PostgreSQL's text cannot hold
const special = /[\\\t\n\r\u0000]/
const specials = new RegExp(special, 'g')
const escapes: Record<string, string> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\u0000': '\ufffd',
}
