import { rememberedDrawing } from '../../charts/drawing-memory.ts'
import example from '../../charts/small-multiples/example.json' with { type: 'json' }
import type { SmallMultiples } from '../../charts/small-multiples/small-multiples.ts'
import { examplesOf } from '../example.ts'
import { smallMultiples } from './small-multiples.ts'

const multiples = example as SmallMultiples

export const examples = examplesOf(smallMultiples, {
  'three teams': {
    id: 'teams',
    draw: rememberedDrawing,
    downloads: [{ text: 'CSV', href: '/x.csv' }],
    title: 'Improving in 1 of 3 teams, concerning in 1',
    scope: 'Teams with children in care',
    multiples,
  },
  'nothing reported': {
    id: 'none',
    draw: rememberedDrawing,
    title: 'Nothing reported',
    scope: 'Teams with children in care',
    headingLevel: 2,
    multiples: {
      ...multiples,
      panels: [
        {
          name: 'New team',
          variation: 'too_early',
          points: multiples.periods.map(() => ({
            state: 'not_reported' as const,
            value: null,
            target: null,
            meaning: null,
          })),
        },
      ],
    },
  },
})
