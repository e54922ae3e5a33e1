import { exampleFrame } from '../../kit/example-measure.ts'
import type { SearchView } from './model.ts'

export const examples: Record<string, SearchView> = {
  'before anything is asked': { frame: exampleFrame, text: '', found: null },
  'three kinds found': {
    frame: exampleFrame,
    text: 'visits',
    found: {
      groups: [
        {
          heading: 'Measures',
          results: [
            {
              text: 'CP visits in timescale',
              href: '/units/HP-S1/kpis/CP04',
              note: 'CP04, Child protection. Is it done on time?',
            },
          ],
          more: 2,
          isCut: false,
        },
        {
          heading: 'Plan actions',
          results: [
            {
              text: 'R6.1: Senior managers monitor visits through the scorecards.',
              href: '/plan/actions/R6.1',
            },
          ],
          more: 0,
          isCut: false,
        },
      ],
      meant: null,
      isPart: false,
    },
  },
  'nothing found': {
    frame: exampleFrame,
    text: 'vists',
    found: { groups: [], meant: 'visits', isPart: true },
  },
}
