import { describe, expect, test } from 'vitest'
import { examples } from '#dashboards/pages/measures/kpi/example.ts'
import { kpiView } from '#dashboards/pages/measures/kpi/view.ts'
import { gapSentence } from '#domain/wording/gap-words.ts'
import { textOf } from '../support/page-text.ts'

const [example] = Object.values(examples)

/** What is shown beside a measure's figure, with parts of the figure changed. */
async function marksWith(change: object): Promise<{ marks: string; sentence: string | null }> {
  if (example === undefined) throw new Error('The page has no example')
  const { series } = example
  const last = { ...series.last, state: 'reported' as const, status: 'missed' as const, ...change }
  const body = String(await kpiView({ ...example, series: { ...series, last } }))
  const marks = textOf(/<p class="govuk-body app-kpi__marks">.*?<\/p>/s.exec(body)?.[0] ?? '')
  return { marks, sentence: gapSentence(series.kpi, last) }
}

describe('the gap at the head of a measure', () => {
  test('is said in the words of the scorecard: what is counted, and over three months where it was judged on them', async () => {
    for (const judgedOn of ['month', 'three_months'] as const) {
      const { marks, sentence } = await marksWith({ gap: 7, judgedOn })
      expect(sentence).toMatch(/^7 more children .*would have met the target/)
      expect(marks).toContain(sentence)
    }
  })

  test('is not said of a figure that met its target, and of none that is not judged', async () => {
    for (const change of [
      { gap: null },
      { gap: 7, status: 'small_number' as const },
      { gap: 7, state: 'suppressed' as const },
    ])
      expect((await marksWith(change)).marks).not.toContain('would have met')
  })
})
