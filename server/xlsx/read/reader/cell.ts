/** Converts a cell to text. */

import { numberText, plainText } from './number-text.ts'
import { unescaped } from './strings.ts'
import type { NumberKind } from './styles.ts'
import { WorkbookFault } from './workbook-fault.ts'

/** A cell as its part has it: `type` as written there, texts null if their element is missing. */
export type CellXml = {
  type: string
  style: number
  value: string | null
  formula: string | null
  inline: string | null
}

export type CellContext = {
  strings: readonly string[]
  styles: readonly NumberKind[]
  from1904: boolean
}

/** `number` is the stored number of a cell shown as a date or a time. */
export type CellText = { text: string; isDate: boolean; number?: string; isFormula: boolean }

const numeral = /^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]{1,3})?$/i

/** The text of a cell. A formula without a stored result is returned as its own text after `=`, which no column of figures or
 * codes accepts. Throws `WorkbookFault` if the cell is not valid in the format. */
export function cellText(cell: CellXml, context: CellContext, row: number): CellText {
  const isFormula = cell.formula !== null
  const hasResult = cell.value !== null && (cell.value !== '' || cell.type === 'str')
  if (isFormula && !hasResult) return { text: `=${cell.formula}`, isDate: false, isFormula: false }
  const value = valueText(cell, context, row)
  return { ...value, isFormula: isFormula && value.text !== '' }
}

function valueText(cell: CellXml, context: CellContext, row: number): Omit<CellText, 'isFormula'> {
  const isDate = false
  const value = cell.value ?? ''
  switch (cell.type) {
    case 'inlineStr':
      return { text: cell.inline ?? unescaped(value), isDate }
    case 'str':
      return { text: unescaped(value), isDate }
    case 'e':
      return { text: value, isDate }
    case 's':
      if (value === '') return { text: '', isDate }
      return { text: sharedString(value, context, row), isDate }
    case 'b':
      if (value === '') return { text: '', isDate }
      if (value !== '0' && value !== '1')
        throw new WorkbookFault(`row ${row} has a true or false that is ‘${value}’`)
      return { text: value === '1' ? 'TRUE' : 'FALSE', isDate }
    case 'd': {
      const day = /^([0-9]{4}-[0-9]{2}-[0-9]{2})(T00:00:00(\.0+)?Z?)?$/.exec(value)?.[1]
      return day === undefined ? { text: value, isDate } : { text: day, isDate: true }
    }
    case 'n': {
      if (value === '') return { text: '', isDate }
      if (!numeral.test(value))
        throw new WorkbookFault(`row ${row} has a number that is ‘${value.slice(0, 80)}’`)
      const kind = context.styles[cell.style]
      if (kind === undefined) throw new WorkbookFault(`row ${row} has a cell of a style that is missing`)
      const read = numberText(Number(value), kind, context.from1904)
      const isShownOtherwise = kind.is === 'date' || kind.is === 'elapsed'
      const number = plainText(Number(value))
      return isShownOtherwise && read.text !== number ? { ...read, number } : read
    }
    default:
      throw new WorkbookFault(`row ${row} has a cell of an unknown kind ‘${cell.type.slice(0, 80)}’`)
  }
}

function sharedString(value: string, { strings }: CellContext, row: number): string {
  const text = /^[0-9]{1,9}$/.test(value) ? strings[Number(value)] : undefined
  if (text === undefined) throw new WorkbookFault(`row ${row} refers to a text that is missing`)
  return text
}
