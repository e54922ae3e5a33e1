import { exampleFrame, exampleKpi } from '../../kit/example-measure.ts'
import type { CaseListForm, CaseListsView } from './model.ts'

const list = { address: 'https://cases.ridgeshire.example/reports/14', label: 'report 14' }
const line = {
  kpi: exampleKpi.code,
  version: 1,
  list,
  reason: 'Managers asked for it',
  byName: 'Administrator',
  byRole: 'Administrator',
  at: new Date('2019-02-04T09:00:00Z'),
  dated: '2019-02-04',
}

const nothing: CaseListsView = {
  frame: exampleFrame,
  kpis: [exampleKpi],
  lines: [],
  form: null,
  csrfToken: 'secret',
}

const form: CaseListForm = {
  kpi: exampleKpi,
  current: line,
  typed: { ...list, reason: '' },
  errors: {},
  isStale: false,
}

export const examples: Record<string, CaseListsView> = {
  'none is set': nothing,
  'one is set, and its form': { ...nothing, lines: [line], form },
  'an address that is refused': {
    ...nothing,
    form: {
      ...form,
      current: null,
      typed: { address: 'http://cases/14', label: '', reason: '' },
      errors: {
        address: 'The address must begin with https://',
        label: 'Enter what the list is called, such as report 14',
      },
    },
  },
  'somebody else was first': { ...nothing, lines: [line], form: { ...form, isStale: true } },
  'read by somebody who may not change it': { ...nothing, lines: [line], csrfToken: null },
}
