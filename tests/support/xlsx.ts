/** Reads back the workbooks that we write: only as much of the format as those need. */
import { inflateRawSync } from 'node:zlib'

export type SheetCell = { type: 's' | 'n'; text: string; formula?: string }

/** The XML of the first sheet. */
export function sheetXml(workbook: Buffer): string {
  return entry(workbook, 'xl/worksheets/sheet1.xml')
}

/** Every cell of the first sheet by its address. */
export function cellsOf(workbook: Buffer): Map<string, SheetCell> {
  const found = sheetXml(workbook).matchAll(/<c r="([A-Z]+\d+)"([^>]*)>(.*?)<\/c>/gs)
  return new Map(
    [...found].map(([, address = '', attributes = '', inner = '']) => {
      const formula = /<f>(.*?)<\/f>/s.exec(inner)?.[1]
      const value = /<v>(.*?)<\/v>/s.exec(inner)?.[1] ?? ''
      const type = / t="inlineStr"/.test(attributes) ? ('s' as const) : ('n' as const)
      const text = type === 's' ? decoded(inner.replaceAll(/<[^>]*>/g, '')) : value
      return [address, formula === undefined ? { type, text } : { type, text, formula: decoded(formula) }]
    }),
  )
}

/** The number format in which a cell of the first sheet is shown. */
export function formatOf(workbook: Buffer, address: string): string | undefined {
  const style = new RegExp(`<c r="${address}" s="(\\d+)"`).exec(sheetXml(workbook))?.[1]
  const styles = entry(workbook, 'xl/styles.xml')
  const looks = [...(/<cellXfs.*?<\/cellXfs>/s.exec(styles)?.[0] ?? '').matchAll(/<xf numFmtId="(\d+)"/g)]
  const id = looks[Number(style)]?.[1]
  const code = new RegExp(`<numFmt numFmtId="${id}" formatCode="([^"]*)"`).exec(styles)?.[1]
  return code === undefined ? undefined : decoded(code)
}

/** The first sheet as records: what is beneath each heading, as text. */
export function recordsOf(workbook: Buffer): Record<string, string>[] {
  const cells = cellsOf(workbook)
  const headings = new Map<string, string>()
  const records: Record<string, string>[] = []
  for (const [address, { text }] of cells) {
    const [, column = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(address) ?? []
    if (row === '1') headings.set(column, text)
    else {
      records[Number(row) - 2] ??= {}
      Object.assign(records[Number(row) - 2] ?? {}, { [headings.get(column) ?? column]: text })
    }
  }
  return records
}

/** An entry of a ZIP by its name, found through the central directory. */
function entry(zip: Buffer, name: string): string {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06'))
  let at = zip.readUInt32LE(end + 16)
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((o) => zip.readUInt16LE(at + o))
    if (zip.toString('utf8', at + 46, at + 46 + (nameLength ?? 0)) === name) {
      const local = zip.readUInt32LE(at + 42)
      const data = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
      const bytes = zip.subarray(data, data + zip.readUInt32LE(at + 20))
      return (zip.readUInt16LE(at + 10) === 0 ? bytes : inflateRawSync(bytes)).toString('utf8')
    }
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0)
  }
  throw new Error(`The workbook has no ${name}`)
}

function decoded(xml: string): string {
  return xml
    .replaceAll('_x000D_', '\r')
    .replaceAll('_x005F_', '_')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}
