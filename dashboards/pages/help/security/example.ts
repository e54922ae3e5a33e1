import { exampleFrame } from '../../kit/example-measure.ts'
import type { SecurityView } from './model.ts'

export const examples: Record<string, SecurityView> = {
  'lines kept as the service came': { frame: exampleFrame, keptFor: 72, logins: [] },
  'one database account for everything': {
    frame: exampleFrame,
    keptFor: 72,
    logins: [
      {
        name: 'council_db',
        isSuperuser: false,
        bypassesPolicies: true,
        createsRoles: true,
        ownsTables: true,
        otherRoles: ['monitoring'],
      },
    ],
  },
}
