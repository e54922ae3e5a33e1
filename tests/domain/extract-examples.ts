/** A register and a row of an extract, which tests vary. */

import type { ExtractRegister, RowText } from '#domain/extracts/register.ts'

/** The council, a service, three teams, and a measure of every kind, on 10 June 2019. */
export const register: ExtractRegister = {
  today: '2019-06-10',
  units: new Map(
    [
      {
        code: 'RIDGE',
        name: 'Ridgeshire',
        kind: 'council' as const,
        teamType: null,
        opened: '2015-04-01',
        closed: null,
      },
      {
        code: 'CICS',
        name: 'Children in Care',
        kind: 'service' as const,
        teamType: null,
        opened: '2015-04-01',
        closed: null,
      },
      {
        code: 'CIC-N',
        name: 'Children in Care North',
        kind: 'team' as const,
        teamType: 'CIC',
        opened: '2015-04-01',
        closed: null,
      },
      {
        code: 'HP-C',
        name: 'Help Central',
        kind: 'team' as const,
        teamType: 'H&P',
        opened: '2015-04-01',
        closed: '2018-09-30',
      },
      {
        code: 'HP-C1',
        name: 'Help Central 1',
        kind: 'team' as const,
        teamType: 'H&P',
        opened: '2018-10-01',
        closed: null,
      },
    ].map((unit) => [unit.code, unit]),
  ),
  kpis: new Map(
    [
      kpi('LC01', 'ratio', ['CIC', 'H&P'], { name: 'Visits in timescale' }),
      kpi('LC02', 'ratio', ['CIC'], { name: 'Plans', mayExceed: true }),
      kpi('FD01', 'count', ['CIC'], { name: 'Contacts' }),
      kpi('LC03', 'stock', ['CIC', 'SVC'], { name: 'Placed with parents' }),
      kpi('CT01', 'median', ['CIC'], { name: 'Days to decision' }),
      kpi('WF01', 'mean', ['CIC'], { name: 'Average caseload' }),
      kpi('MO01', 'ratio', ['CIC'], { name: 'Oversight', grains: ['monthly', 'weekly'] }),
      kpi('QA01', 'ratio', ['CIC'], { name: 'Audits', grains: ['quarterly'] }),
    ].map((each) => [each.code, each]),
  ),
}

function kpi(
  code: string,
  kind: 'ratio' | 'count' | 'stock' | 'median' | 'mean',
  teamTypes: string[],
  more: { name: string; mayExceed?: boolean; grains?: ('monthly' | 'weekly' | 'quarterly')[] },
) {
  const { name, mayExceed = false, grains = ['monthly'] } = more
  return {
    code,
    kind,
    grains,
    teamTypes,
    returnCode: 'r',
    definitions: [{ from: '2015-04', to: null, name, mayExceed }],
  }
}

/** Row 14 of a text file: 41 of 50 visits in April 2019, for tests to vary. */
export function aRowText(over: Partial<RowText> = {}): RowText {
  return {
    sheet: null,
    row: 14,
    team_code: 'CIC-N',
    kpi_code: 'LC01',
    period: '2019-04',
    numerator: '41',
    denominator: '50',
    value: '',
    as_at: '',
    note: '',
    ...over,
  }
}
