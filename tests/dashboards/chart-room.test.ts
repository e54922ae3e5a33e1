/** The words of charts in their hardest examples: long names, one team, 25 teams, all alike, very many, nothing. */
import { describe, expect, test } from 'vitest'
import { examples as benchmark } from '#dashboards/charts/benchmark/examples.ts'
import { examples as demandFlow } from '#dashboards/charts/demand-flow/examples.ts'
import { drawPicture } from '#dashboards/charts/draw.ts'
import { examples as shortfall } from '#dashboards/charts/shortfall/examples.ts'
import { examples as yearOnYear } from '#dashboards/charts/year-on-year/examples.ts'
import { some } from '../support/some.ts'
import { textBoxes, textFaults } from '../support/text-boxes.ts'

describe.each(
  Object.entries({
    benchmark,
    'demand flow': demandFlow,
    shortfall,
    'year on year': yearOnYear,
  }),
)('%s', (_, examples) => {
  test.each(some(Object.entries(examples())))(
    '%s: no text overlaps another, leaves the picture or is under 12 pixels',
    (_, picture) => {
      const { svg } = drawPicture(picture)
      expect(textFaults(svg)).toEqual([])
      expect(textBoxes(svg).length).toBeGreaterThan(0)
    },
  )
})
