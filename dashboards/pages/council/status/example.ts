import type { LoginReach } from '#server/db/service-login.ts'
import { exampleStanding } from '../../kit/example-extract.ts'
import { exampleFrame } from '../../kit/example-measure.ts'
import type { StatusView } from './model.ts'

const ownLogin: LoginReach = {
  name: 'golden_thread_service',
  isSuperuser: false,
  bypassesPolicies: false,
  createsRoles: false,
  ownsTables: false,
  otherRoles: [],
}

const bare: StatusView['detail'] = {
  version: '0.1.0',
  logins: [{ ...ownLogin, name: 'postgres', isSuperuser: true, ownsTables: true }],
  status: { databaseVersion: '18.4', lastPublication: null, jobs: [] },
  months: [],
  seesExtracts: false,
}

export const examples: Record<string, StatusView> = {
  'for readers of figures': { frame: exampleFrame, detail: null },
  'a new service': { frame: exampleFrame, detail: bare },
  'a service in use': {
    frame: exampleFrame,
    detail: {
      ...bare,
      logins: [ownLogin],
      seesExtracts: true,
      status: {
        databaseVersion: '15.18',
        lastPublication: {
          publishedAt: new Date('2019-06-10T08:10:00Z'),
          publishedBy: 'Data team',
          extractId: 41,
          filename: '2019-W23-oversight.csv',
        },
        jobs: [
          {
            job: 'inbox',
            startedAt: new Date('2019-06-10T08:00:00Z'),
            finishedAt: new Date('2019-06-10T08:00:01Z'),
            outcome: 'done',
          },
          { job: 'sweep', startedAt: new Date('2019-06-10T08:05:00Z'), finishedAt: null, outcome: null },
        ],
      },
      months: [
        {
          period: '2019-05',
          returns: [exampleStanding],
        },
      ],
    },
  },
}
