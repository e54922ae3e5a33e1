/** Reads a figure as it was typed. The text is matched before any number is made, so that a blank is never 0 and
 *  nothing is guessed. */

import { type CellSymbol, isSymbol } from '../figures/measurement.ts'
import { withPlainDashes } from '../wording/unseen-character.ts'
import type { ExtractProblemCode } from './problem.ts'

export type FigureText =
  | { is: 'blank' }
  | { is: 'number'; number: number }
  | { is: 'symbol'; symbol: CellSymbol }
  | { is: 'refused'; code: ExtractProblemCode; remedy: string }

/** Up to nine digits, an optional full stop and up to four decimals. */
const figurePattern = /^[0-9]{1,9}(\.[0-9]{1,4})?$/

/** Outdated marks for "no number", with the symbol of the present code list that each may mean. */
const formerMarks: Record<string, string> = {
  '~': 'low if the number is too small to show',
  '*': 'c if the number is suppressed',
  ':': 'x if there is no figure',
  '.': 'z if the measure does not apply',
  '..': 'x if there is no figure',
  '-': 'x if there is no figure',
  '--': 'x if there is no figure',
  '–': 'x if there is no figure',
  '—': 'x if there is no figure',
  'n/a': 'z if the measure does not apply',
  na: 'z if the measure does not apply',
  'not applicable': 'z if the measure does not apply',
  nil: '0 if there were none',
  none: '0 if there were none',
  null: 'x if there is no figure',
  unknown: 'x if there is no figure',
  tbc: 'x if there is no figure',
  suppressed: 'c if the number is suppressed',
}

/** Removes the spaces around a cell: plain and no-break ones, nothing else. */
export function trimSpaces(text: string): string {
  // Speed: nearly every cell has no outer space, and there are millions of cells.
  if (!isSpace(text.charCodeAt(0)) && !isSpace(text.charCodeAt(text.length - 1))) return text
  return text.replace(/^[ \u00a0]+|[ \u00a0]+$/g, '')
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0xa0
}

/** What a cell of a figure column says. `text` is trimmed. */
export function readFigure(text: string): FigureText {
  if (text === '') return { is: 'blank' }
  if (figurePattern.test(text)) return { is: 'number', number: Number(text) }
  if (isSymbol(text)) return { is: 'symbol', symbol: text }
  return { is: 'refused', ...refusalOf(text) }
}

function refusalOf(text: string): { code: ExtractProblemCode; remedy: string } {
  const lower = text.toLowerCase()
  const former = Object.hasOwn(formerMarks, lower) ? formerMarks[lower] : undefined
  if (former !== undefined) {
    return { code: 'symbol_unknown', remedy: `write ${former}, or leave it blank if there is no data` }
  }
  if (isSymbol(lower)) return { code: 'symbol_unknown', remedy: `write ${lower} in small letters` }
  if (/^- ?[0-9][0-9,]*(\.[0-9]+)?( ?%)?$/.test(withPlainDashes(text))) {
    return { code: 'negative', remedy: 'a figure cannot be less than 0' }
  }
  if (/^\( ?-?[0-9][0-9,]*(\.[0-9]+)?%? ?\)$/.test(text)) {
    return { code: 'negative', remedy: 'brackets mean less than 0, and a figure cannot be less than 0' }
  }
  if (/^#[A-Z0-9/]+[!?]?$/i.test(text)) {
    return { code: 'error_value', remedy: 'the formula in the extract failed: correct it at its source' }
  }
  if (/^[=@]/.test(text) || (/^[+-]/.test(text) && !/^\+[0-9]/.test(text))) {
    return { code: 'formula', remedy: 'paste the result of the formula as a value' }
  }
  return { code: 'bad_number', remedy: remedyFor(text) }
}

function remedyFor(text: string): string {
  if (/%$/.test(text)) return 'give the numerator and the denominator, without a % sign'
  if (/^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$/.test(text)) return 'remove the comma between thousands'
  if (/^[0-9]{1,3}(\s[0-9]{3})+(\.[0-9]+)?$/.test(text)) return 'remove the space between thousands'
  if (/^[0-9]+,[0-9]+$/.test(text)) return 'use a full stop for decimals, not a comma'
  if (/^[0-9]+\.[0-9]{5,}$/.test(text)) return 'round it to four decimals at most'
  if (/^[0-9]{10,}(\.[0-9]*)?$/.test(text)) return 'use nine digits at most'
  if (/^[0-9]+(\.[0-9]+)?e[+-]?[0-9]+$/i.test(text)) {
    return 'write it out in full, without an exponent: a spreadsheet may have shortened it'
  }
  if (
    /^[0-9]{4}-[0-9]{2}-[0-9]{2}/.test(text) ||
    /^[0-9]{1,2}[/-][0-9A-Za-z]{1,3}([/-][0-9]{2,4})?$/.test(text)
  ) {
    return 'this looks like a date: a spreadsheet may have changed it'
  }
  if (text.normalize('NFKC') !== text && figurePattern.test(text.normalize('NFKC'))) {
    return 'use plain digits, not full-width or raised ones'
  }
  return 'use digits with at most one full stop, or leave it blank if there is no data'
}
