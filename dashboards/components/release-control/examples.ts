import { html } from 'hono/html'
import { examplesOf } from '../example.ts'
import { releaseControl } from './release-control.ts'

const releasing = { csrfToken: 'secret', back: '/plan/actions/R1.1' }

export const examples = examplesOf(
  (options: Parameters<typeof releaseControl>[0]) => html`${releaseControl(options)}`,
  {
    'not released': {
      release: { kind: 'progress', id: '7', released: null },
      releasing,
      what: 'progress of 22 May 2019',
    },
    released: {
      release: {
        kind: 'commentary',
        id: 'HP-S1/CP04/2019-04/1',
        released: { by: 'HoS CIN, CP and Court', at: '2019-05-22T11:00:00.000Z', dated: '2019-05-22' },
      },
      releasing,
      what: 'what was said of CP visits in timescale',
    },
  },
)
