import { html } from 'hono/html'
import { examplesOf } from '../example.ts'
import { dataTable } from './data-table.ts'

export const examples = examplesOf(dataTable, {
  plain: {
    caption: 'Teams',
    columns: [{ heading: 'Team' }, { heading: 'Cases', numeric: true }],
    rows: [{ cells: ['South', '12'] }],
  },
  grouped: {
    caption: 'All measures',
    captionSize: 'hidden',
    id: 'measures',
    columns: [
      { heading: 'Measure' },
      { heading: 'Apr 2019', numeric: true, label: 'April' },
      { heading: 'Open', hiddenHeading: true, className: 'app-nowrap' },
    ],
    groups: [
      {
        heading: 'Is it good?',
        rows: [
          {
            id: 'm1',
            cells: ['Visits', '93%', 'R6.1'],
            detail: { summary: 'More', body: html`<p>Last month 91%</p>` },
          },
        ],
      },
    ],
    dense: true,
    cards: true,
    scrollLabel: 'All measures, April 2019',
    foot: ['All', '93%', ''],
  },
  sorted: {
    caption: 'Measures',
    columns: [
      { heading: 'Measure', sort: { href: '?sort=measure', order: 'none' } },
      { heading: 'Gap', numeric: true, sort: { href: '?sort=gap', order: 'descending' } },
      { heading: 'Last month', printOnly: true },
    ],
    groups: [{ heading: 'Is it done on time?', rows: [{ cells: ['Visits', '7', '91%'] }] }],
    cards: true,
  },
  'no row headers': {
    caption: 'Log',
    columns: [{ heading: 'When' }],
    rows: [{ cells: ['Monday'] }],
    rowHeaders: false,
  },
})
