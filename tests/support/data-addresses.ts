/** Every data address of the service, each with an address that answers and with the same for another measure, unit or month. */
import type { FastifyInstance } from 'fastify'
import { chartsWithWords, chartWordsOf } from '#dashboards/charts/chart-words.ts'
import { plainRules } from '../domain/layout-examples.ts'
import { csvOf } from './extract-files.ts'

export type Ask = { kpi: string; unit: string; month: string }

export type DataAddress = {
  /** The route as the service registers it. */
  route: string
  /** What is asked for unless a test says otherwise. */
  ask: Ask
  at: (ask: Ask) => string
  /** The role that may read it. */
  reader: 'data_team' | 'administrator'
  /** Here a month that is not published is a valid question: the end of a span, or a future month. */
  anyMonth: boolean
}

const usual: Ask = { kpi: 'CP04', unit: 'HP-S1', month: '2019-04' }
const service: Ask = { ...usual, unit: 'HPC' }

type Of = (ask: Ask) => string
type Group = [path: string, types: string, ask: Ask, of: Of]

const table = 'csv xlsx json'
const chart = 'svg png vl.json csv xlsx'
const bare: Of = () => ''
const series: Of = ({ unit, kpi, month }) => `?unit=${unit}&kpi=${kpi}&to=${month}`
const overview: Of = ({ unit, kpi, month }) => `?period=${month}&kpi=${kpi}&service=${unit}`
const ofUnit: Of = ({ unit, month }) => `?unit=${unit}&period=${month}`
const compare: Of = ({ unit, kpi, month }) => `?kpi=${kpi}&units=${unit}&to=${month}`

/** The route's path, its endings, what it is asked for and the query; `:x` in a path is filled in from what is asked for. */
const listed: readonly Group[] = [
  ['/overview', table, service, overview],
  ['/compare', table, usual, compare],
  ['/units/:unit', table, usual, ({ month }) => `?period=${month}`],
  ['/units/:unit/scorecards/:month', table, usual, bare],
  ['/units/:unit/kpis/:kpi', table, usual, ({ month }) => `?to=${month}`],
  ['/units/:unit/changes', table, usual, bare],
  ['/units/:unit/decisions', table, usual, bare],
  ['/releases', table, usual, bare],
  ['/plan', table, usual, bare],
  ['/plan/checks', table, usual, bare],
  ['/plan/board', table, usual, bare],
  ['/plan/actions/:ref', table, usual, bare],
  ['/plan/actions/:ref/evidence', table, usual, bare],
  ['/plan/actions/:ref/decisions', table, usual, bare],
  ['/extracts', table, usual, bare],
  ['/activity', table, usual, bare],
  ['/data-quality', table, usual, bare],
  ['/data-quality/disagreements', table, usual, bare],
  ['/help/kpis', table, usual, bare],
  ['/extracts/template', 'csv xlsx', usual, ({ month }) => `?month=${month}`],
  ['/extracts/:published', 'json', usual, bare],
  ['/extracts/:published/receipt', 'json', usual, bare],
  ['/extracts/:published/changes', table, usual, bare],
  ['/extracts/:rejected/rejected-rows', 'csv xlsx', usual, bare],
  ['/extracts/:rejected/file-with-problems', '', usual, bare],
  ['/extracts/:rejected/error-summary', 'csv', usual, bare],
  ['/extracts/layouts/:layout', 'json', usual, bare],
  ['/extracts/samples/:sample', 'csv', usual, bare],
  ['/charts/benchmark', chart, { ...usual, kpi: 'CP08' }, series],
  ...['trend', 'beside', 'teams', 'year-on-year'].map(
    (name): Group => [`/charts/${name}`, chart, usual, series],
  ),
  ...['heatmap', 'small-multiples', 'really-changed', 'target-bar'].map(
    (name): Group => [`/charts/${name}`, chart, service, overview],
  ),
  ...['panels', 'dot-plot', 'funnel'].map(
    (name): Group => [
      `/charts/${name}`,
      chart,
      usual,
      (ask) => `${compare({ ...ask, unit: `HP-S2,HP-N1,HP-N2,${ask.unit}` })}`,
    ],
  ),
  ['/charts/shortfall', chart, usual, ({ kpi, month }) => `?kpi=${kpi}&to=${month}`],
  ['/charts/demand-flow', chart, { ...usual, unit: 'FD' }, ofUnit],
  ['/charts/audits', chart, { ...usual, unit: 'RIDGE' }, ofUnit],
  ['/charts/rating-strip', chart, usual, () => '?action=R6.1'],
  ['/charts/rating-history', chart, usual, bare],
  ['/charts/milestones', chart, usual, bare],
  ['/charts/freshness', chart, usual, bare],
  ['/api/openapi', 'json', usual, bare],
  ['/api/v1/extracts/:rejected/problems', 'csv', usual, bare],
  ['/api/v1/units', '', usual, ({ month }) => `?month=${month}`],
  ['/api/v1/kpis', '', usual, ({ month }) => `?month=${month}`],
  ['/api/v1/kpis/:kpi', '', usual, bare],
  ['/api/v1/periods', '', usual, bare],
  ['/api/v1/scorecards/:unit/:month', '', usual, bare],
  ['/api/v1/series/:unit/:kpi', '', usual, ({ month }) => `?to=${month}`],
  ['/api/v1/changes', '', usual, ({ unit }) => `?unit=${unit}`],
  [
    '/api/v1/measurements',
    'csv arrow',
    usual,
    ({ unit, kpi, month }) => `?unit=${unit}&kpi=${kpi}&to=${month}`,
  ],
  ['/api/v1/measurements', '', usual, ({ unit, kpi, month }) => `?unit=${unit}&kpi=${kpi}&to=${month}`],
  ['/api/v1/charts/:chart', '', usual, series],
  ['/api/v1/plan', '', usual, bare],
  ['/api/v1/plan/checks', '', usual, bare],
  ['/api/v1/plan/actions/:ref', '', usual, bare],
  ['/api/v1/units/:unit/commentary', '', usual, ({ kpi, month }) => `?period=${month}&kpi=${kpi}`],
  ['/api/v1/units/:unit/decisions', '', usual, bare],
  ['/api/v1/units/:unit/succession', '', usual, bare],
  ['/api/v1/activity', '', usual, bare],
  ['/api/v1/activity/retention', '', usual, bare],
  ['/api/v1/settings', '', usual, bare],
  ['/api/v1/extracts', '', usual, bare],
  ['/api/v1/extracts/:published', '', usual, bare],
  ['/api/v1/extracts/:published/changes', '', usual, bare],
  ['/api/v1/extracts/:published/receipts', '', usual, bare],
  ['/api/v1/layouts', '', usual, bare],
  ['/api/v1/people', '', usual, bare],
  ['/api/v1/people/mappings', '', usual, bare],
  ['/api/v1/sessions', '', usual, () => '?person=1'],
  ['/api/v1/tokens', '', usual, bare],
  ['/api/v1/returns', '', usual, ({ month }) => `?period=${month}`],
]

/** A chart that its specification lays out has files, and needs a line above only where its address has a query. */
const specified = chartsWithWords().filter(
  (name) => chartWordsOf(name).layout !== undefined && !listed.some(([path]) => path === `/charts/${name}`),
)
const groups: readonly Group[] = [
  ...listed,
  ...specified.map((name): Group => [`/charts/${name}`, chart, usual, bare]),
]

/** The address of a chart as a file of a type. */
export function chartAddress(name: string): (type: string) => string {
  const [, , ask, of] = groups.find(([path]) => path === `/charts/${name}`) ?? ['', '', usual, bare]
  return (type) => `/charts/${name}.${type}${of(ask)}`
}

const anyMonth = [
  '/extracts/template',
  '/api/v1/units',
  '/api/v1/kpis',
  '/api/v1/series/:unit/:kpi',
  '/api/v1/measurements',
  '/api/v1/returns',
]

/** What only the administrator reads. */
const administrators = [
  ...[
    '/activity',
    '/api/v1/activity',
    '/api/v1/activity/retention',
    '/api/v1/people',
    '/api/v1/people/mappings',
  ],
  ...['/api/v1/sessions', '/api/v1/tokens'],
]

/** What else a path is filled in with. */
type Filled = Record<'ref' | 'published' | 'rejected' | 'layout' | 'sample' | 'chart', string>

/** Every data address that must exist, over a demonstration with an added rejected file and layout. */
export async function dataAddresses(
  app: FastifyInstance,
  dataTeam: { authorization: string },
): Promise<DataAddress[]> {
  const filled = await filledOver(app, dataTeam)
  return groups.flatMap(([path, types, ask, of]) =>
    types.split(' ').map((type): DataAddress => {
      const ending = type === '' ? '' : `.${type}`
      return {
        route: `${registered(path)}${ending}`,
        ask,
        reader: administrators.includes(path) ? 'administrator' : 'data_team',
        anyMonth: anyMonth.includes(path),
        at: (asked) => {
          const values: Record<string, string> = { ...filled, ...asked }
          const at = path.replaceAll(/:([a-z]+)/g, (_, name: string) =>
            encodeURIComponent(values[name] ?? ''),
          )
          return `${at}${ending}${of(asked)}`
        },
      }
    }),
  )
}

function registered(path: string): string {
  return path
    .replace('/scorecards/:month', '/scorecards/:period')
    .replace('/scorecards/:unit/:month', '/scorecards/:unit/:period')
    .replace(/:(?:published|rejected)/, ':id')
    .replace(/:(?:layout|sample)/, ':name')
}

async function filledOver(app: FastifyInstance, headers: { authorization: string }): Promise<Filled> {
  const published = (await app.inject({ url: '/api/v1/extracts?status=published', headers })).json()
  const rejected = await app.inject({
    method: 'POST',
    url: '/api/v1/extracts',
    headers: { ...headers, 'content-type': 'text/csv', prefer: 'wait=30' },
    payload: csvOf(['CIC-N,LC01,2019-05,92%,10']),
  })
  const layout = await app.inject({
    method: 'POST',
    url: '/api/v1/layouts',
    headers,
    payload: { name: 'Visits', rules: plainRules },
  })
  return {
    ref: 'R6.1',
    published: published.extracts[0].id,
    rejected: rejected.json().id,
    layout: layout.json().name,
    sample: 'clean',
    chart: 'trend.svg',
  }
}
