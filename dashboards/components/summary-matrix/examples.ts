import { examplesOf } from '../example.ts'
import { summaryMatrix } from './summary-matrix.ts'

const measure = (name: string, figure: string, rising: boolean | null = null) => ({
  name,
  figure,
  href: '/units/RIDGE/kpis/CP04',
  rising,
})
const none = { will_meet: [], hit_or_miss: [], will_miss: [] }

export const examples = examplesOf(summaryMatrix, {
  'a council': {
    caption: 'Ridgeshire, April 2019: measures by change and target',
    matrix: {
      rows: [
        {
          variation: 'improving',
          cells: { ...none, hit_or_miss: [measure('CIN reviews in timescale', '91% (611 of 671)', true)] },
        },
        {
          variation: 'recovering',
          cells: { ...none, will_miss: [measure('Audit actions overdue', '15', false)] },
        },
        {
          variation: 'no_real_change',
          cells: {
            will_meet: [measure('Children without a named social worker', '0')],
            hit_or_miss: [
              measure('ICPC in 15 working days', '92.9% (13 of 14)'),
              {
                ...measure('CP reviews in timescale', '97.1% (331 of 341)'),
                elsewhere: 'neighbours 92%, England 91% (2018)',
              },
            ],
            will_miss: [measure('Case supervision in timescale', '73.8% (900 of 1,220)')],
          },
        },
        {
          variation: 'concerning',
          cells: { ...none, will_miss: [measure('CP visits in timescale', '81.2% (277 of 341)', false)] },
        },
      ],
      unusual: [measure('Contacts received', '1,021', true)],
      withoutAssurance: [measure('Median assessment duration', '41')],
      notJudged: [measure('Pre-proceedings older than 16 weeks', '18')],
    },
  },
  'nothing judged': {
    caption: 'Ridgeshire, July 2017: measures by change and target',
    matrix: {
      rows: [
        { variation: 'improving', cells: none },
        { variation: 'no_real_change', cells: none },
        { variation: 'concerning', cells: none },
      ],
      unusual: [],
      withoutAssurance: [],
      notJudged: [measure('CP visits in timescale', '81.2% (277 of 341)')],
    },
  },
})
