/** The structure of a workbook: which parts are its sheets, its strings and its styles. */
import { WorkbookFault } from './workbook-fault.ts'
import { attributeOf, readWholeXml } from './xml.ts'

/** The parts of a workbook by name; names that differ only in case are the same. */
export type Parts = ReadonlyMap<string, Buffer>

export type WorkbookLayout = {
  sheets: { name: string; part: string; isHidden: boolean }[]
  strings: string | null
  styles: string | null
  /** Whether day 0 is 1 January 1904. */
  from1904: boolean
}

type Relationship = { kind: string; target: string; isExternal: boolean }

/** Finds the parts. Throws `WorkbookFault` if a named part is missing. */
export function readLayout(parts: Parts): WorkbookLayout {
  const main = [...relationshipsOf(parts, '').values()].find(({ kind }) => kind === 'officedocument')
  if (main === undefined) throw new WorkbookFault('it does not say which of its files is the workbook')
  const workbook = main.target
  const related = relationshipsOf(parts, workbook)
  const sheets: WorkbookLayout['sheets'] = []
  let root: string | null = null
  let from1904 = false
  readWholeXml(workbook, partOf(parts, workbook), {
    open(name, attributes) {
      root ??= name
      if (name === 'workbookPr') from1904 = isTrue(attributeOf(attributes, 'date1904'))
      if (name !== 'sheet') return
      const sheetName = attributeOf(attributes, 'name') ?? ''
      const relation = related.get(attributeOf(attributes, 'id') ?? '')
      if (relation === undefined || relation.isExternal)
        throw new WorkbookFault(`its sheet ‘${sheetName}’ is missing`)
      const isHidden = /hidden/i.test(attributeOf(attributes, 'state') ?? '')
      if (relation.kind === 'worksheet') sheets.push({ name: sheetName, part: relation.target, isHidden })
    },
    close() {},
  })
  if (root !== 'workbook') throw new WorkbookFault('it holds no workbook')
  if (sheets.length === 0) throw new WorkbookFault('it has no sheet with cells')
  const only = (kind: string) =>
    [...related.values()].find((relation) => relation.kind === kind)?.target ?? null
  const layout = { sheets, strings: only('sharedstrings'), styles: only('styles'), from1904 }
  for (const { name, part } of sheets) {
    if (!parts.has(part)) throw new WorkbookFault(`its sheet ‘${name}’ is missing`)
  }
  return layout
}

export function partOf(parts: Parts, name: string): Buffer {
  const bytes = parts.get(name)
  if (bytes === undefined) throw new WorkbookFault(`${name} is missing`)
  return bytes
}

export function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true' || text === 'on'
}

/** The targets of a part's relationships, by id. The kind is the last word of the relationship's type, which two standards
 * prefix differently. */
function relationshipsOf(parts: Parts, part: string): Map<string, Relationship> {
  const slash = part.lastIndexOf('/') + 1
  const [folder, file] = [part.slice(0, slash), part.slice(slash)]
  const name = `${folder}_rels/${file}.rels`
  const found = new Map<string, Relationship>()
  readWholeXml(name, partOf(parts, name), {
    open(element, { Id = '', Type = '', Target = '', TargetMode }) {
      if (element !== 'Relationship') return
      const kind = Type.slice(Type.lastIndexOf('/') + 1).toLowerCase()
      found.set(Id, { kind, target: resolve(folder, Target), isExternal: TargetMode === 'External' })
    },
    close() {},
  })
  return found
}

/** A target as the name of a part: lower case, without dots, and always within the archive. */
function resolve(folder: string, target: string): string {
  const path = target.startsWith('/') ? target : `${folder}${target}`
  const steps: string[] = []
  for (const step of path.toLowerCase().split(/[/\\]/)) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return steps.join('/')
}
