/** A second reading of the titles that specifications count: each is taken apart by its own sentences, and recounted from the file of
 * the same chart. */
import { specs } from '#dashboards/charts/specs.ts'
import type { Row } from './chart-sentences.ts'

type Condition = { [comparison: string]: unknown; field?: string }
type Words = {
  title?: { count: Record<string, Condition>; say: string[] }
  time?: string
  columns?: { field: string; key?: string }[]
}

function wordsOf(chart: string): Words {
  const spec = Object.entries(specs).find(([name]) => name === chart)?.[1] as { usermeta?: Words } | undefined
  return spec?.usermeta ?? {}
}

/** The charts whose specification counts their title. */
export const countedCharts = Object.keys(specs).filter((chart) => wordsOf(chart).title !== undefined)

/** Whether the title of a chart is the first of its sentences that may be said, with the numbers of its rows. */
export function isCountedTrue(chart: string, shown: string, rows: readonly Row[]): boolean {
  const { title, time, columns = [] } = wordsOf(chart)
  if (title === undefined) return false
  const inFile = (field: string) => columns.find((column) => column.field === field)?.key ?? field
  const times = time === undefined ? [] : rows.map((row) => row[inFile(time)] ?? '').sort()
  const told = time === undefined ? rows : rows.filter((row) => row[inFile(time)] === times.at(-1))
  const number = (name: string) => {
    const given = title.count[name]
    return given === undefined ? null : told.filter((row) => fits(given, row, inFile)).length
  }
  const isSayable = (sentence: string) => namesIn(sentence).every((name) => number(name) !== 0)
  const place = title.say.findIndex((sentence) => matched(sentence, shown) !== null)
  const numbers = matched(title.say[place] ?? '', shown)
  if (numbers === null || title.say.slice(0, place).some(isSayable)) return false
  return namesIn(title.say[place] ?? '').every((name, i) => {
    const counted = number(name)
    return counted === null || counted === Number(numbers[i]?.replaceAll(',', ''))
  })
}

function namesIn(sentence: string): string[] {
  return [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
}

/** What stands in a title in the place of each name of a sentence; null if it is not that sentence. */
function matched(sentence: string, title: string): string[] | null {
  const pattern = sentence
    .split(/\{\w+\}/)
    .map((part) => part.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&'))
    .join('(.+)')
  return new RegExp(`^${pattern}$`).exec(title)?.slice(1) ?? null
}

function fits(condition: Condition, row: Row, inFile: (field: string) => string): boolean {
  const { not, and, or, field, ...compared } = condition as Condition & {
    [join in 'not' | 'and' | 'or']?: unknown
  }
  const inner = (one: unknown) => fits(one as Condition, row, inFile)
  if (not !== undefined) return !inner(not)
  if (Array.isArray(and)) return and.every(inner)
  if (Array.isArray(or)) return or.some(inner)
  const text = row[inFile(field ?? '')] ?? ''
  const [[by = '', given] = []] = Object.entries(compared)
  if (by === 'valid') return (text !== '') === given
  if (text === '') return false
  // A file writes true and false as "yes" and "no".
  const is = (limit: unknown) =>
    typeof limit === 'boolean' ? (text === 'yes') === limit : text === String(limit)
  const beside = (limit: unknown) =>
    typeof limit === 'number' ? Number(text) - limit : text.localeCompare(String(limit), 'en')
  const [least, most] = Array.isArray(given) ? given : [given, given]
  const holds: Record<string, () => boolean> = {
    equal: () => is(given),
    oneOf: () => Array.isArray(given) && given.some(is),
    lt: () => beside(given) < 0,
    lte: () => beside(given) <= 0,
    gt: () => beside(given) > 0,
    gte: () => beside(given) >= 0,
    range: () => beside(least) >= 0 && beside(most) <= 0,
  }
  return holds[by]?.() ?? false
}
