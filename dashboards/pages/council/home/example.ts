import { exampleFrame } from '../../kit/example-measure.ts'
import type { HomeView } from './model.ts'

const places = [
  { text: 'Help and Protection South 1', href: '/units/HP-S1', note: 'its months and facts' },
  { text: 'Improvement plan', href: '/plan', note: 'delivery beside evidence of impact' },
]

export const examples: Record<string, HomeView> = {
  'a team manager with matters to raise': {
    frame: exampleFrame,
    looked: { at: new Date('2019-04-12T09:00:00Z'), dated: '2019-04-12' },
    home: {
      start: { text: 'Open the April 2019 scorecard', href: '/units/HP-S1/scorecards/2019-04' },
      todo: [
        {
          text: 'Advertise the two posts now held by agency staff.',
          href: '/units/HP-S1/kpis/WF02',
          when: 'due 21 June 2019',
          note: 'HR Business Partner, agreed 21 May 2019',
        },
        {
          text: 'Write commentary on CP visits in timescale',
          href: '/units/HP-S1/kpis/CP04/commentary?period=2019-04',
          when: 'for April 2019',
        },
      ],
      talk: [
        {
          text: 'CP visits in timescale 74.4% (29 of 39)',
          href: '/units/HP-S1/kpis/CP04?to=2019-04',
          note: 'worse than usual since March 2019, and 33.6 points below its target of 90%',
        },
      ],
      rest: '/units/HP-S1/scorecards/2019-04',
      restChanged: '/units/HP-S1/changes',
      changed: [
        {
          text: 'February 2019: 2 figures restated',
          href: '/units/HP-S1/scorecards/2019-02',
          when: '3 June 2019',
          note: 'Visits written up late are now counted',
          mark: 'restated',
        },
      ],
      places,
      quiet: 'Nothing needs you.',
    },
  },
  'more than is shown': {
    frame: exampleFrame,
    looked: { at: new Date('2019-04-12T09:00:00Z'), dated: '2019-04-12' },
    home: {
      start: null,
      todo: Array.from({ length: 9 }, (_, i) => ({
        text: `Ask about R1.${i + 1}: introduced, due in March 2019`,
        href: `/plan/actions/R1.${i + 1}`,
        when: '71 days overdue',
        mark: 'clock' as const,
      })),
      talk: null,
      rest: '/plan',
      restChanged: '/units/HP-S1/changes',
      changed: [],
      places,
      quiet: 'Nothing needs you.',
    },
  },
  'a first look with nothing to do': {
    frame: exampleFrame,
    looked: null,
    home: {
      start: null,
      todo: [],
      talk: null,
      rest: '/',
      restChanged: '/units/HP-S1/changes',
      changed: [],
      places,
      quiet: 'No month has been published yet. The data team publishes the first extract.',
    },
  },
  'a reader who can change nothing': {
    frame: exampleFrame,
    looked: { at: new Date('2019-04-12T09:00:00Z'), dated: '2019-04-12' },
    home: {
      start: { text: 'Open the improvement plan', href: '/plan' },
      todo: null,
      talk: [
        {
          text: 'R2.1 is not on track, was too early to show impact',
          href: '/plan/actions/R2.1',
          when: 'rated 5 June 2019',
          mark: 'rating_not_on_track',
        },
      ],
      rest: '/plan',
      restChanged: '/plan/board',
      changed: [],
      places,
      quiet: 'No milestone is overdue and no action is rated not on track.',
    },
  },
}
