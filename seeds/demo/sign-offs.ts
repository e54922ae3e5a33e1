/** The months that teams of the demonstration council have submitted and their heads of service have signed off. */
import { atLondon } from './calendar.ts'

/** A step in the sign-off of a team's month; moments are RFC 3339 instants. */
export type DemoSignOff = {
  unit: string
  period: string
  step: 'submitted' | 'agreed'
  by: string
  at: string
  note: string | null
}

type Signed = { unit: string; period: string; submitted: string; agreed: string | null; note?: string }

/** South 1's February was signed off in March and restated in June, so its scorecard has a second version. */
const signed: readonly Signed[] = [
  { unit: 'HP-S1', period: '2018-12', submitted: '2019-01-17', agreed: '2019-01-21' },
  {
    unit: 'HP-S1',
    period: '2019-01',
    submitted: '2019-02-18',
    agreed: '2019-02-21',
    note: 'Looked at late: the case system was being upgraded.',
  },
  {
    unit: 'HP-S1',
    period: '2019-02',
    submitted: '2019-03-18',
    agreed: '2019-03-22',
    note: 'Some visits of the last week are not written up yet.',
  },
  { unit: 'HP-S1', period: '2019-03', submitted: '2019-04-17', agreed: '2019-04-24' },
  { unit: 'HP-S2', period: '2019-03', submitted: '2019-04-18', agreed: '2019-04-24' },
  { unit: 'HP-S2', period: '2019-04', submitted: '2019-06-06', agreed: null },
  { unit: 'CIC-N', period: '2019-03', submitted: '2019-04-17', agreed: '2019-04-25' },
  { unit: 'CIC-N', period: '2019-04', submitted: '2019-05-16', agreed: '2019-05-17' },
]

/** Every step, in chronological order. */
export function demoSignOffs(): DemoSignOff[] {
  const steps = signed.flatMap(({ unit, period, submitted, agreed, note }): DemoSignOff[] => [
    {
      unit,
      period,
      step: 'submitted',
      by: 'Team manager',
      at: atLondon(submitted, '15:30'),
      note: note ?? null,
    },
    ...(agreed === null
      ? []
      : [
          {
            unit,
            period,
            step: 'agreed' as const,
            by: 'Head of service',
            at: atLondon(agreed, '10:15'),
            note: null,
          },
        ]),
  ])
  return steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}
