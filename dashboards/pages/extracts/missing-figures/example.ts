import { exampleStanding, exampleStopped } from '../../kit/example-extract.ts'
import { exampleFrame } from '../../kit/example-measure.ts'
import { emptyForm } from './form.ts'
import type { MissingFiguresView } from './model.ts'

const figures: MissingFiguresView['figures'] = {
  period: '2019-04',
  returns: [
    {
      ...exampleStanding,
      dueOn: '2019-05-09',
      state: 'part',
      received: 37,
      daysLate: 32,
      missing: [{ unit: 'Assessment South', kpi: 'Contacts', came: 'nothing' }],
      teams: [{ unit: 'Assessment South', expected: 14, missing: 1 }],
      firstOn: '2019-05-09',
      lastOn: '2019-05-10',
    },
  ],
  stopped: [],
  missing: [
    {
      returnCode: 'front_door',
      returnName: 'Front door',
      unit: { code: 'ASMT-S', name: 'Assessment South' },
      kpis: ['Contacts'],
      version: 0,
    },
  ],
  said: [
    {
      returnCode: 'front_door',
      returnName: 'Front door',
      period: '2019-04',
      unit: 'ASMT-N',
      unitName: 'Assessment North',
      figures: 2,
      version: 1,
      isAbsent: true,
      reason: 'The team’s list was lost when its system moved.',
      by: 'Data team',
      byId: null,
      role: 'data_team',
      at: new Date('2019-05-20T09:00:00Z'),
      dated: '2019-05-20',
    },
  ],
}
const week: MissingFiguresView['figures'] = {
  ...figures,
  period: '2019-W21',
  stopped: [exampleStopped],
  said: figures.said.map((line) => ({ ...line, period: '2019-W20' })),
}
const form: MissingFiguresView['form'] = { csrfToken: 'secret', ...emptyForm }

export const examples: Record<string, MissingFiguresView> = {
  'with figures missing': { frame: exampleFrame, figures, form },
  'weekly figures that have stopped': { frame: exampleFrame, figures: week, form },
  'a reason that may name somebody': {
    frame: exampleFrame,
    figures,
    form: {
      ...form,
      of: 'front_door ASMT-S',
      reason: 'Ask Ann Smith, 12/03/2011',
      details: ['name_and_date'],
    },
  },
  'nothing typed': {
    frame: exampleFrame,
    figures,
    form: { ...form, fault: { field: 'reason', text: 'Enter why these figures will not come' } },
  },
  'withdrawn by two at once': {
    frame: exampleFrame,
    figures,
    form: { ...form, of: 'front_door ASMT-N', isStale: true, isWithdrawal: true },
  },
  'a reader who may not write': { frame: exampleFrame, figures: { ...figures, missing: [] }, form: null },
}
