import type { StoppedFigure } from '#domain/extracts/return-completeness.ts'
import { examplesOf } from '../example.ts'
import { stoppedWeeks } from './stopped-weeks.ts'

const north: StoppedFigure = {
  unit: { code: 'ASMT-N', name: 'Assessment North', isTeam: true },
  kpi: { code: 'MO01', name: 'Management oversight in timescale' },
  from: { code: 'assessment_and_oversight', name: 'Assessment and oversight', ownerRole: 'Data team' },
  last: '2019-W20',
  missed: ['2019-W21', '2019-W22'],
  dueOn: '2019-06-02',
}
const of = (code: string, name: string): StoppedFigure => ({ ...north, unit: { code, name, isTeam: true } })

export const examples = examplesOf(stoppedWeeks, {
  'one team': { stopped: [north] },
  'some teams, and one that stopped later': {
    stopped: [
      north,
      of('ASMT-S', 'Assessment South'),
      of('ASMT-E', 'Assessment East'),
      {
        ...of('CWD-S', 'Children with Disabilities South'),
        last: '2019-W21',
        missed: ['2019-W22', '2019-W23'],
        dueOn: '2019-06-09',
      },
    ],
  },
  none: { stopped: [] },
})
