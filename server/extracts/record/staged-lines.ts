/** Rows on their way into a table by COPY, a piece at a time, so that a file of any size takes little memory. */
import { copyLines, type Trx } from '#server/db/database.ts'

/** A piece is sent at this size, in bytes. */
const PIECE = 128 * 1024
/** Bytes of space for one more line. A longer line enlarges the buffer. */
const LONGEST_LINE = 64 * 1024
const LINE_FEED = 0x0a

/** The one connection of a transaction, on which pieces are sent in turn. */
export class CopyLane {
  readonly #trx: Trx
  #sent: Promise<void> = Promise.resolve()

  constructor(trx: Trx) {
    this.#trx = trx
  }

  /** Sends a piece once the previous one is stored. The database stores it while the next one is filled. */
  async send(into: string, lines: Buffer): Promise<void> {
    await this.#sent
    const { given, stored } = copyLines(this.#trx, into, lines)
    this.#sent = stored
    // The next caller that waits gets the failure. Until then it must not count as an unhandled rejection.
    stored.catch(() => undefined)
    await given
  }

  /** Waits until the connection can run another query. */
  async free(): Promise<void> {
    await this.#sent
  }
}

/** Lines in COPY's text format. Two buffers take turns: one is filled while the other is stored, so that even a
 *  gigabyte of lines leaves nothing for the garbage collector. */
export class StagedLines {
  readonly #lane: CopyLane
  readonly #into: string
  #piece = Buffer.allocUnsafeSlow(PIECE + LONGEST_LINE)
  #other = Buffer.allocUnsafeSlow(PIECE + LONGEST_LINE)
  #size = 0

  /** `into` is the table and its columns, as SQL. */
  constructor(lane: CopyLane, into: string) {
    this.#lane = lane
    this.#into = into
  }

  /** Adds a line, without its end. True where a piece has gathered: the caller is then to wait for `send`. */
  add(line: string): boolean {
    const room = this.#piece.length - this.#size
    if (3 * line.length >= room && Buffer.byteLength(line) >= room) this.#grow(Buffer.byteLength(line))
    this.#size += this.#piece.write(line, this.#size)
    this.#piece[this.#size++] = LINE_FEED
    return this.#size >= PIECE
  }

  /** Sends the lines added so far. */
  async send(): Promise<void> {
    if (this.#size === 0) return
    const lines = this.#piece.subarray(0, this.#size)
    // Returns when this piece is being sent, so the previous piece is stored and its buffer free.
    await this.#lane.send(this.#into, lines)
    const free = this.#other
    this.#other = this.#piece
    this.#piece = free
    this.#size = 0
  }

  /** Sends the rest and waits until everything is stored. */
  async end(): Promise<void> {
    await this.send()
    await this.#lane.free()
  }

  #grow(bytes: number): void {
    const larger = Buffer.allocUnsafeSlow(this.#piece.length + bytes + 1)
    this.#piece.copy(larger, 0, 0, this.#size)
    this.#piece = larger
  }
}

/**
 * A text as a field of a COPY line; null for no value. NUL is replaced: PostgreSQL's text cannot contain it, and a
 * refused cell may.
 */
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
