/** Parses strict XML: well-formed or refused, and never with a document type, so that there are no entities to expand. */
import { SaxesParser } from 'saxes'
import { WorkbookFault } from './workbook-fault.ts'

export type Attributes = Readonly<Record<string, string>>

export type XmlHandlers = {
  /** Names are without their prefix, because writers use different ones. */
  open(name: string, attributes: Attributes): void
  close(name: string): void
  text?(text: string): void
}

const PIECE = 64 * 1024

/** Reads a part and yields after each piece. Throws `WorkbookFault` if it is not well-formed. */
export function* readXml(part: string, bytes: Buffer, handlers: XmlHandlers): Generator<void> {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false })
  parser.on('error', (error) => {
    throw new WorkbookFault(`${part} is not well-formed (${error.message})`)
  })
  parser.on('doctype', () => {
    throw new WorkbookFault(`${part} has a document type, which no workbook has`)
  })
  parser.on('opentag', ({ name, attributes }) => handlers.open(localName(name), attributes))
  parser.on('closetag', ({ name }) => handlers.close(localName(name)))
  if (handlers.text) {
    const text = handlers.text.bind(handlers)
    parser.on('text', text)
    parser.on('cdata', text)
  }
  const decoder = new TextDecoder(encodingOf(bytes), { fatal: true })
  for (let at = 0; at < bytes.length; at += PIECE) {
    parser.write(decoded(part, () => decoder.decode(bytes.subarray(at, at + PIECE), { stream: true })))
    yield
  }
  parser.write(decoded(part, () => decoder.decode()))
  parser.close()
}

/** Reads a part at once. */
export function readWholeXml(part: string, bytes: Buffer, handlers: XmlHandlers): void {
  for (const _ of readXml(part, bytes, handlers)) {
    // Nobody waits for what a short part says.
  }
}

/** The value of an attribute by its name without a prefix. */
export function attributeOf(attributes: Attributes, name: string): string | undefined {
  if (Object.hasOwn(attributes, name)) return attributes[name]
  const full = Object.keys(attributes).find((key) => localName(key) === name)
  return full === undefined ? undefined : attributes[full]
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return 'utf-8'
}

function decoded(part: string, decode: () => string): string {
  try {
    return decode()
  } catch {
    throw new WorkbookFault(`${part} holds bytes that are no text`)
  }
}
