import { exampleFrame } from '../example-measure.ts'
import type { HelpView } from './view.ts'

export const examples: Record<string, HelpView> = {
  'a council with two returns': {
    frame: exampleFrame,
    kpis: 69,
    returns: [
      {
        code: 'front_door',
        name: 'Front door',
        ownerRole: 'Data team',
        source: 'case system',
        dueWorkingDay: 6,
      },
      { code: 'court', name: 'Court', ownerRole: 'Court manager', source: 'case system', dueWorkingDay: 7 },
    ],
  },
  'a council without returns': { frame: exampleFrame, kpis: 0, returns: [] },
}
