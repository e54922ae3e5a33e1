import { expect, test } from 'vitest'
import { drawPicture } from '#dashboards/charts/draw.ts'
import example from '#dashboards/charts/rating-strip/example.json' with { type: 'json' }
import { type RatingStrip, titledStrip } from '#dashboards/charts/rating-strip/rating-strip.ts'
import { chartWidths } from '#dashboards/charts/scale.ts'
import { some } from '../support/some.ts'
import { textFaults } from '../support/text-boxes.ts'

const strip = example as RatingStrip
const dated = (count: number): RatingStrip => ({
  ...strip,
  ratings: Array.from({ length: count }, (_, i) => ({
    ...{ rating: i % 2 === 0 ? 'too_early' : 'not_on_track', reason: 'As reported', by: 'The board' },
    date: `2018-09-${String(20 + i)}`,
  })),
})

test.each([1, 2, 3, 4, 5, 6, 9])(
  '%s ratings are no wider than a page, so that no words are drawn smaller',
  (count) => {
    const { svg, width } = drawPicture(titledStrip(dated(count)).picture)
    expect(width).toBeLessThanOrEqual(chartWidths.wide)
    expect(textFaults(svg)).toEqual([])
    const drawn = some([...svg.matchAll(/data-point="/g)])
    expect(drawn).toHaveLength(Math.min(6, count))
  },
)
