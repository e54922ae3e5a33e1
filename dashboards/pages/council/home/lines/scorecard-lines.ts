/** Lines about a month's figures. */

import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import type { Figure, Variation } from '#domain/figures/figure.ts'
import { judgedFigure, spokenVariation } from '#domain/figures/wholeness.ts'
import { byEvidence } from '#domain/scorecard/movement.ts'
import type { MatterReason } from '#domain/scorecard/scorecard.ts'
import { metWords } from '#domain/scorecard/scorecard-counts.ts'
import { nothingCameWords } from '#domain/scorecard/silent-months.ts'
import { londonDay } from '#domain/time/moment.ts'
import { dayName, periodInSentence, periodName } from '#domain/time/period.ts'
import { judgedFigureWords, whyBesideFigure } from '#domain/wording/judged-words.ts'
import { phraseOf } from '#domain/wording/phrase.ts'
import { lastWholeWhen } from '#domain/wording/wholeness-words.ts'
import { variationWords } from '#domain/wording/words.ts'
import type { CurrentMatters } from '#server/reads/current-matters.ts'
import type { Mover } from '#server/reads/movers.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import type { StoredFigure } from '#server/record/figures.ts'
import { measureAddress, scorecardAddress } from '../../../../addresses.ts'
import { variationGlyph } from '../../../../components/variation-tag/variation-tag.ts'
import type { HomeLine } from './line.ts'

/** How a month went, for a line that links to a scorecard: what adds up to the judged measures, then, apart from it, what changes. */
export function scorecardNote({ counts }: Scorecard): string {
  const said = (count: number, word: string) => (count === 0 ? '' : ` · ${count} ${word}`)
  return metWords(counts) + said(counts.concerning, 'concerning') + said(counts.recovering, 'recovering')
}

/** What needs a conversation in one unit. `named` puts the unit's name before the measure. A figure of another period than the
 * unit's month names its own. */
export function matterLines(scorecard: CurrentMatters, named: boolean): HomeLine[] {
  return scorecard.needsConversation.flatMap((matter) => {
    const line = scorecard.lines.find((l) => l.kpi.code === matter.kpi)
    if (line === undefined) return []
    const what = `${line.kpi.name} ${figureOf(line.kpi, line.figure, scorecard.period)}`
    return {
      text: named ? `${scorecard.unit.name}: ${what}` : what,
      href: measureAddress(scorecard.unit.code, line.kpi.code, line.period),
      note: whyBesideFigure(matter.why, line.figure),
      ...(line.missing.length === 0
        ? {}
        : { missing: { what: line.kpi.name, figure: line.figure, names: line.missing } }),
    }
  })
}

/** The figure that is spoken of, with its month if that is not the one of the page. */
function figureOf(kpi: Kpi, figure: Figure, month: string): string {
  const words = judgedFigureWords(kpi, figure)
  const isTold = figure.period === month || lastWholeWhen(figure) !== null
  return isTold ? words : `${words}, ${periodName(figure.period)}`
}

/** Units without any figures for overdue months, one line each. `named` puts the unit's name first. */
export function silentLines(
  scorecards: readonly Pick<Scorecard, 'unit' | 'silent'>[],
  today: string,
  named: boolean,
): HomeLine[] {
  return scorecards.flatMap(({ unit, silent }) => {
    const [first] = silent
    if (first === undefined) return []
    const words = nothingCameWords(silent, today)
    return {
      text: named ? `${unit.name}: ${words}` : words,
      href: scorecardAddress(unit.code, first.period),
      mark: 'state_not_reported' as const,
    }
  })
}

const reasonOrder: readonly MatterReason[] = [
  'each_one_counts',
  'past_floor_and_concerning',
  'concerning',
  'will_miss_without_action',
  'missed_three_months',
  'due_and_not_received',
  'each_one_counts_beneath',
]

/** The first matter of each unit, the most pressing reason first. */
export function firstMatterLines(scorecards: readonly CurrentMatters[]): HomeLine[] {
  const rank = (s: CurrentMatters) =>
    reasonOrder.indexOf(s.needsConversation[0]?.reason ?? 'each_one_counts_beneath')
  return scorecards
    .filter((s) => s.needsConversation.length > 0)
    .sort((a, b) => rank(a) - rank(b) || a.unit.position - b.unit.position)
    .flatMap((s) => matterLines(s, true).slice(0, 1))
}

const told: readonly Variation[] = [
  'concerning',
  'slipping_back',
  'improving',
  'recovering',
  'unusual',
  'no_real_change',
]

/** Measures whose variation changed since the month before, the concerning first. */
export function movementLines(scorecard: Scorecard): HomeLine[] {
  return scorecard.lines
    .filter(
      (l) =>
        l.previous !== null &&
        spokenVariation(l.previous) !== l.figure.variation &&
        told.includes(l.figure.variation) &&
        told.includes(spokenVariation(l.previous) ?? 'none'),
    )
    .sort(
      (a, b) =>
        told.indexOf(a.figure.variation) - told.indexOf(b.figure.variation) || a.kpi.order - b.kpi.order,
    )
    .map((l) => movementLine(scorecard.unit, l.kpi, l.figure, l.previous, false, l.publishedAt))
}

/** Movements across teams, from the overview, each dated by when its numbers came: a figure is stored again when its limits
 * move, which is not news. */
export function moverLines(
  movers: readonly Mover[],
  cameAt: (unit: string, kpi: string, period: string) => Date | null,
): HomeLine[] {
  return movers.map(({ unit, kpi, now, before }) =>
    movementLine(unit, kpi, now, before, true, cameAt(unit.code, kpi.code, now.period)),
  )
}

function movementLine(
  unit: Unit,
  kpi: Kpi,
  now: Figure,
  before: Figure | null,
  named: boolean,
  published: Date | null,
): HomeLine {
  const was = before === null ? 'too_early' : (spokenVariation(before) ?? 'none')
  return {
    text: named ? `${unit.name}: ${kpi.name}` : kpi.name,
    href: measureAddress(unit.code, kpi.code, now.period),
    note: `${variationWords[now.variation].toLowerCase()} in ${periodInSentence(now.period)}, was ${variationWords[was].toLowerCase()}`,
    mark: variationGlyph({ variation: now.variation, rising: now.analysis.rising }),
    ...(published === null
      ? {}
      : { when: dayName(londonDay(published.toISOString())), at: published.toISOString() }),
  }
}

/** Measures that are worse than usual in some unit, the strongest signal first; those of another period than the month name
 * their own. */
export function concerningLines(
  figures: readonly StoredFigure[],
  kpis: readonly Kpi[],
  units: readonly Unit[],
  period: string,
): HomeLine[] {
  return figures
    .filter((f) => spokenVariation(f) === 'concerning')
    .flatMap((figure) => {
      const kpi = kpis.find((k) => k.code === figure.kpi)
      const unit = units.find((u) => u.code === figure.unit)
      return kpi === undefined || unit === undefined
        ? []
        : [{ figure, kpi, unit, evidence: judgedFigure(figure)?.analysis.evidence ?? null }]
    })
    .sort(byEvidence)
    .map(({ figure, kpi, unit }) => ({
      text: `${unit.name}: ${kpi.name} ${figureOf(kpi, figure, period)}`,
      href: measureAddress(unit.code, kpi.code, figure.period),
      note: phraseOf(judgedFigure(figure) ?? figure),
    }))
}
