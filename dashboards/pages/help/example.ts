import { exampleReturn } from '../example-extract.ts'
import { exampleFrame } from '../example-measure.ts'
import type { HelpView } from './view.ts'

export const examples: Record<string, HelpView> = {
  'a council with two returns': {
    frame: exampleFrame,
    kpis: 69,
    returns: [
      exampleReturn,
      { ...exampleReturn, code: 'court', name: 'Court', ownerRole: 'Court manager', dueWorkingDay: 7 },
    ],
  },
  'a council without returns': { frame: exampleFrame, kpis: 0, returns: [] },
}
