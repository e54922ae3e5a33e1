import { exampleFrame } from '../../kit/example-measure.ts'
import type { accessibilityView } from './view.ts'

export const examples: Record<string, Parameters<typeof accessibilityView>[0]> = {
  'a council without a contact': { frame: exampleFrame },
  'a council with a contact': {
    frame: {
      ...exampleFrame,
      council: { ...exampleFrame.council, contact: { text: 'the data team', href: '/help' } },
    },
  },
}
