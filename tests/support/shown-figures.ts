/** The figures of sums that each surface shows, under the API's names, and which of them contradict what was sent. */
import { parse } from 'csv-parse/sync'
import type { LightMyRequestResponse } from 'fastify'
import { assuranceWords, stateWords, statusWords, variationWords } from '#domain/wording/words.ts'
import type { Truth } from './missing-teams.ts'
import { cellsOf, textOf } from './page-text.ts'
import { recordsOf } from './xlsx.ts'

/** A figure as a surface shows it: only the fields that the surface has. Null means that it has the field but leaves it empty. */
export type ShownFigure = {
  unit: string
  kpi: string
  period: string
  state?: string | null
  numerator?: number | null
  parts?: { added: number; expected: number } | null
  status?: string | null
  gap?: number | null
  variation?: string | null
  assurance?: string | null
  signal?: string | null
  meaning?: string | null
  chance?: string | null
  /** Why it is listed as going well or as needing a conversation. */
  why?: string
  /** Everything that a page says about it. */
  words?: string
}

type Found = Record<string, unknown>

/** What is shown about a sum and must not be, or is missing and should be shown. */
export function contradictionsOf(told: ShownFigure, truth: Truth): string[] {
  const { expected, sent, isCount } = truth
  const lacks = sent < expected
  const untrue: string[] = []
  const must = (what: string, holds: boolean) => {
    if (!holds) untrue.push(what)
  }
  const silent = (what: 'gap' | 'signal' | 'meaning' | 'chance') =>
    must(`no ${what}`, (told[what] ?? null) === null)
  if (isCount && lacks) {
    const allowed = sent > 0 && !isWithheld(told) ? ['not_whole'] : ['no_data', null]
    if (told.status !== undefined) must(`status ${allowed}`, allowed.includes(told.status))
    must('no variation', ['none', null, undefined].includes(told.variation))
    must('no assurance', ['none', null, undefined].includes(told.assurance))
    for (const what of ['gap', 'signal', 'meaning', 'chance'] as const) silent(what)
    if (told.why !== undefined) must('listed by its last whole month', listedWords.test(told.why))
  }
  if (!lacks) must('not called not whole', told.status !== 'not_whole')
  if (isWithheld(told)) return untrue
  if (sent > 0) {
    if (told.parts !== undefined)
      must(`${sent} of ${expected}`, told.parts?.added === sent && told.parts.expected === expected)
    if (told.numerator !== undefined) must(`numerator ${truth.numerator}`, told.numerator === truth.numerator)
  }
  if (told.words === undefined) return untrue
  const from = `from ${sent} of ${expected} team${expected === 1 ? '' : 's'}`
  if (sent > 0 && lacks) must(`words ${from}`, told.words.includes(from))
  if (!lacks) must('words of no part', !/from \d+ of \d+ teams?|Not whole/.test(told.words))
  if (isCount && lacks && sent > 0) must('words not whole', told.words.includes(statusWords.not_whole))
  if (isCount && lacks) must('words of no verdict', !verdictWords.test(told.words))
  return untrue
}

/** Outside the service small numbers are withheld, together with what they were added up from. */
function isWithheld({ state, words = '' }: ShownFigure): boolean {
  return state === 'suppressed' || words.includes(stateWords.suppressed) || /^c\b/.test(words)
}

/** The words with which a figure that lacks a team may be listed: for its last whole month, or because nothing came. */
const listedWords = /, the last whole month: |^due and not received/

const verdictWords = new RegExp(
  [
    statusWords.met,
    statusWords.close,
    statusWords.missed,
    variationWords.improving,
    variationWords.concerning,
  ]
    .map((word) => `(?:^|[ >])${word}(?:[ <]|$)`)
    .join('|'),
)

/** The kind by which the loop counts a cell: whole, part of a count, part of another figure, or nothing at all. */
export function kindOf({
  expected,
  sent,
  isCount,
}: Truth): 'whole' | 'part of a count' | 'part of a share' | 'nothing' {
  if (expected > 0 && sent === 0) return 'nothing'
  if (sent === expected) return 'whole'
  return isCount ? 'part of a count' : 'part of a share'
}

const numberOf = (value: unknown) =>
  value === '' || value === null || value === undefined ? null : Number(value)
const textOrNull = (value: unknown) => (value === '' || value === null ? null : String(value))

/** A row of a file or of the API as a figure; `at` contains what the row itself leaves out. */
function toldBy(row: Found, at: Found = {}): ShownFigure {
  const found = { ...at, ...row }
  const told: ShownFigure = { unit: String(found.unit), kpi: String(found.kpi), period: String(found.period) }
  for (const key of ['state', 'status', 'variation', 'assurance', 'signal', 'meaning', 'chance'] as const)
    if (found[key] !== undefined) told[key] = textOrNull(found[key])
  for (const key of ['numerator', 'gap'] as const)
    if (found[key] !== undefined) told[key] = numberOf(found[key])
  if (found.parts !== undefined) told.parts = found.parts as NonNullable<ShownFigure['parts']> | null
  else if (found.added !== undefined)
    told.parts = { added: Number(found.added), expected: Number(found.expected) }
  if (typeof found.why === 'string') told.why = found.why
  return told
}

const records = (answer: LightMyRequestResponse) => parse(answer.body, { columns: true }) as Found[]
const rowsOf = (answer: LightMyRequestResponse) => answer.json<{ rows: Found[] }>().rows

const meaningOf = (words: Record<string, string>, said: string | undefined) =>
  said === undefined ? null : (Object.keys(words).find((key) => words[key] === said) ?? said)

/** Surfaces by their kind of answer. Each function returns the figures that an answer shows. */
export const surfaceReaders = {
  /** CSV with one figure a row. */
  csv: (answer: LightMyRequestResponse) => records(answer).map((row) => toldBy(row)),
  rows: (answer: LightMyRequestResponse) => rowsOf(answer).map((row) => toldBy(row)),
  scorecard: (answer: LightMyRequestResponse) => {
    const card = answer.json<{
      unit: string
      rows: Found[]
      goingWell: Found[]
      needsConversation: Found[]
    }>()
    const matters = [...card.goingWell, ...card.needsConversation]
    const listed = matters.map(({ kpi, why }) => ({ ...card.rows.find((row) => row.kpi === kpi), why }))
    return [...card.rows, ...listed].map((row) => toldBy(row, { unit: card.unit }))
  },
  series: (answer: LightMyRequestResponse) => {
    const { unit, kpi, points, variation, assurance } = answer.json<Found & { points: Found[] }>()
    const last = points.at(-1) ?? {}
    return [
      ...points.map((point) => toldBy(point, { unit, kpi })),
      toldBy({ ...last, variation, assurance }, { unit, kpi }),
    ]
  },
  workbook: (answer: LightMyRequestResponse) =>
    recordsOf(answer.rawPayload).map((row) =>
      toldBy({
        unit: row['Team or service'],
        kpi: row.Code,
        period: row.Period,
        numerator: row.Numerator ?? null,
        added: row.Added,
        expected: row.Expected,
        status: meaningOf(statusWords, row['Against target']),
        gap: row['To meet it'] ?? null,
        variation: meaningOf(variationWords, row.Change),
        assurance: meaningOf(assuranceWords, row['Can it meet target?']),
      }),
    ),
  action: (answer: LightMyRequestResponse) =>
    answer
      .json<{ kpis: { kpi: string; units: Found[] }[] }>()
      .kpis.flatMap(({ kpi, units }) => units.map((row) => toldBy(row, { kpi }))),
  /** The page of a scorecard does not repeat its unit and month in each row. */
  scorecardPage: (answer: LightMyRequestResponse, at: Partial<ShownFigure>) =>
    [...unpictured(answer.body).matchAll(/<tr[^>]* id="kpi-([A-Z0-9]+)"[^>]*>.*?<\/tr>/gs)].map(
      ([row, kpi = '']) => ({
        ...toldBy({ kpi }, at),
        // After the verdicts comes the month before, in its own words.
        words: cellsOf(row).slice(0, 7).join(' '),
      }),
    ),
  /** Cells of tables and rows of lists that link to a measure's page, with what opens on a touch. */
  heatmap: (answer: LightMyRequestResponse) => linked(answer.body, /<td class="app-heat__cell.*?<\/td>/gs),
  table: (answer: LightMyRequestResponse) => linked(answer.body, /<tr.*?<\/tr>/gs),
  measures: (answer: LightMyRequestResponse) => linked(answer.body, /<tr[^>]* id="kpi-.*?<\/tr>/gs),
}

export type SurfaceName = keyof typeof surfaceReaders

/** Without pictures, and without the month before, which stands beside a figure with its own parts. */
const unpictured = (body: string) =>
  body.replaceAll(/<svg.*?<\/svg>/gs, '').replaceAll(/<td[^>]*app-scorecard__before.*?<\/td>/gs, '')

function linked(body: string, pieces: RegExp): ShownFigure[] {
  return (unpictured(body).match(pieces) ?? []).flatMap((piece): ShownFigure[] => {
    const [, unit, kpi, period] = /href="\/units\/([^/"]+)\/kpis\/([A-Z0-9]+)\?to=([^"&]+)/.exec(piece) ?? []
    if (unit === undefined || kpi === undefined || period === undefined) return []
    const titles = [...piece.matchAll(/title="([^"]*)"/g)].map(([, title]) => title)
    return [{ unit, kpi, period, words: `${textOf(piece)} ${titles.join(' ')}` }]
  })
}
