import { exampleReturn } from '../../kit/example-extract.ts'
import { exampleFrame, exampleKpi, exampleTarget } from '../../kit/example-measure.ts'
import { exampleLink } from '../../kit/example-scorecard.ts'
import type { DefinitionView } from './model.ts'

const bare: DefinitionView = {
  frame: exampleFrame,
  kpi: {
    ...exampleKpi,
    kind: 'median',
    unit: 'working_days',
    good: 'neither',
    minimum: null,
    teamTypes: ['SVC'],
    countedBy: [],
  },
  month: '2019-06',
  targets: [],
  dataReturn: null,
  caseList: null,
  actions: [],
  changes: [],
  benchmark: null,
  siblings: [],
}

export const examples: Record<string, DefinitionView> = {
  'a measure with all there is to say': {
    ...bare,
    kpi: { ...exampleKpi, teamTypes: ['H&P', 'CPA'], note: 'the interval is local' },
    targets: [
      { ...exampleTarget, to: '2018-12' },
      { ...exampleTarget, from: '2019-01', target: 95, floor: null },
    ],
    dataReturn: { ...exampleReturn, code: 'protection_and_need', name: 'Protection and need' },
    caseList: { address: 'https://cases.ridgeshire.example/reports/14', label: 'report 14' },
    actions: [{ ...exampleLink, lastUpdatedOn: null }],
    changes: ['2018-11'],
    benchmark: {
      measure: 'RevCP',
      title: 'Child protection plans reviewed in time',
      years: [
        { year: 2019, places: [{ geography: 'England', value: 91.8 }] },
        {
          year: 2018,
          places: [
            { geography: 'England', value: 90.5 },
            { geography: 'Surrey', value: 88 },
            { geography: 'Hampshire', value: null },
          ],
        },
      ],
    },
    siblings: [{ ...exampleKpi, code: 'CP05', name: 'Child seen alone at CP visit' }],
  },
  'a measure with the least': bare,
}
