/** The texts of a workbook: shared by its cells, or within one cell. */
import { WorkbookFault } from './workbook-fault.ts'
import { type Attributes, readWholeXml } from './xml.ts'

const MOST_STRINGS = 1_000_000

/** Collects the text of a string item: its runs in order, without phonetic readings (furigana). */
export class StringItem {
  #text = ''
  #run: string | null = null
  #keepsSpace = false
  #phonetic = 0

  open(name: string, attributes: Attributes): void {
    if (name === 'rPh') this.#phonetic++
    else if (name === 't' && this.#phonetic === 0) {
      this.#run = ''
      this.#keepsSpace = attributes['xml:space'] === 'preserve'
    }
  }

  text(text: string): void {
    if (this.#run !== null) this.#run += text
  }

  close(name: string): void {
    if (name === 'rPh') this.#phonetic--
    else if (name === 't' && this.#run !== null) {
      this.#text += this.#keepsSpace ? this.#run : this.#run.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '')
      this.#run = null
    }
  }

  /** Returns the collected text and starts the next item. */
  take(): string {
    const text = unescaped(this.#text)
    this.#text = ''
    return text
  }
}

/** Characters that XML cannot contain are written `_x0007_`, and `_x005F_` is the underscore before such a group. */
export function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text
}

/** Every shared string in its order. */
export function readStrings(part: string, bytes: Buffer): string[] {
  const strings: string[] = []
  const item = new StringItem()
  let within = false
  readWholeXml(part, bytes, {
    open(name, attributes) {
      if (name === 'si') within = true
      else if (within) item.open(name, attributes)
    },
    text(text) {
      if (within) item.text(text)
    },
    close(name) {
      if (name === 'si') {
        within = false
        if (strings.push(item.take()) > MOST_STRINGS) {
          throw new WorkbookFault(
            `The workbook holds more than ${MOST_STRINGS} different texts. Save only the sheets that hold the figures, or save them as CSV (UTF-8)`,
            'too_large',
          )
        }
      } else if (within) item.close(name)
    },
  })
  return strings
}
