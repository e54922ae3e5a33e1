import { exampleReturn } from '../../kit/example-extract.ts'
import { exampleFrame } from '../../kit/example-measure.ts'
import type { HelpView } from './model.ts'

export const examples: Record<string, HelpView> = {
  'a council with two returns': {
    frame: exampleFrame,
    kpis: 69,
    returns: [
      exampleReturn,
      { ...exampleReturn, code: 'court', name: 'Court', ownerRole: 'Court manager', dueWorkingDay: 7 },
    ],
  },
  'a council without returns, with a contact': {
    frame: {
      ...exampleFrame,
      council: {
        ...exampleFrame.council,
        contact: { text: 'Performance team', href: 'mailto:team@example.test' },
      },
    },
    kpis: 0,
    returns: [],
  },
}
