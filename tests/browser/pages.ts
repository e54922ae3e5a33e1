/** Every page, with the role it is made for. The soak shows each page to every role; the tests look at one page of each kind. */
import type { Role } from '#server/access/permissions/actor.ts'
import { bySize } from '../support/run-size.ts'

export type Shown = { name: string; role: Role; path: string }

export const pages: readonly Shown[] = [
  { name: 'home-team-manager', role: 'team_manager', path: '/' },
  { name: 'home-head-of-service', role: 'head_of_service', path: '/' },
  { name: 'home-smt', role: 'smt', path: '/' },
  { name: 'home-data-team', role: 'data_team', path: '/' },
  { name: 'home-plan-lead', role: 'plan_lead', path: '/' },
  { name: 'home-board', role: 'board', path: '/' },
  { name: 'home-quality-lead', role: 'quality_lead', path: '/' },
  { name: 'home-workforce-lead', role: 'workforce_lead', path: '/' },
  { name: 'home-administrator', role: 'administrator', path: '/' },
  { name: 'sign-in', role: 'team_manager', path: '/sign-in' },
  { name: 'sign-in-password', role: 'team_manager', path: '/sign-in/password' },
  { name: 'sign-in-link', role: 'team_manager', path: '/sign-in/link/used' },
  { name: 'kept-form', role: 'team_manager', path: '/kept-form' },
  { name: 'signed-out', role: 'team_manager', path: '/sign-in/signed-out' },
  { name: 'second-factor', role: 'team_manager', path: '/sign-in/second-factor' },
  { name: 'scorecard-team', role: 'team_manager', path: '/units/HP-S1/scorecards/2019-04' },
  { name: 'scorecard-service', role: 'head_of_service', path: '/units/HPC/scorecards/2019-04' },
  { name: 'scorecard-council', role: 'smt', path: '/units/RIDGE/scorecards/2019-04' },
  { name: 'scorecard-suppressed', role: 'board', path: '/units/RIDGE/scorecards/2019-04' },
  { name: 'scorecard-restated', role: 'team_manager', path: '/units/HP-S1/scorecards/2019-02' },
  { name: 'scorecard-as-at', role: 'smt', path: '/units/HP-S1/scorecards/2019-02?asAt=2019-03-15' },
  { name: 'scorecard-to-agree', role: 'head_of_service', path: '/units/HP-S2/scorecards/2019-04' },
  { name: 'kpi-team', role: 'team_manager', path: '/units/HP-S1/kpis/CP04?to=2019-04' },
  { name: 'kpi-council', role: 'smt', path: '/units/RIDGE/kpis/AS01?to=2019-04' },
  { name: 'kpi-run-chart', role: 'team_manager', path: '/units/HP-S1/kpis/CP04?to=2017-07' },
  { name: 'kpi-step', role: 'head_of_service', path: '/units/HP-S1/kpis/CP05?to=2019-04' },
  {
    name: 'baseline-new',
    role: 'head_of_service',
    path: '/units/HP-S1/kpis/CP05/baselines/new?from=2018-09',
  },
  { name: 'kpi-baseline', role: 'smt', path: '/units/CIC-C/kpis/LC01?to=2019-04' },
  { name: 'baseline', role: 'smt', path: '/units/CIC-C/kpis/LC01/baselines/1' },
  { name: 'changes', role: 'team_manager', path: '/units/HP-S1/changes?from=2019-03-22&to=2019-06-03' },
  { name: 'unit-team', role: 'team_manager', path: '/units/HP-S1' },
  { name: 'unit-service', role: 'head_of_service', path: '/units/HPC' },
  {
    name: 'commentary',
    role: 'team_manager',
    path: '/units/HP-S1/kpis/CP04/commentary?period=2019-04',
  },
  { name: 'decisions', role: 'head_of_service', path: '/units/HP-S1/decisions' },
  {
    name: 'decision-new',
    role: 'head_of_service',
    path: '/units/HP-S1/decisions/new?period=2019-04&kpi=CP04',
  },
  { name: 'decision', role: 'team_manager', path: '/units/HP-S1/decisions/4' },
  { name: 'releases', role: 'plan_lead', path: '/releases' },
  { name: 'overview', role: 'smt', path: '/overview?period=2019-04&kpi=LC01' },
  { name: 'compare', role: 'smt', path: '/compare?kpi=AS01&to=2019-04' },
  { name: 'plan', role: 'plan_lead', path: '/plan' },
  { name: 'plan-board', role: 'board', path: '/plan/board' },
  { name: 'milestones', role: 'board', path: '/plan/milestones' },
  { name: 'action', role: 'smt', path: '/plan/actions/R6.1' },
  { name: 'checks', role: 'plan_lead', path: '/plan/checks' },
  { name: 'data-quality', role: 'data_team', path: '/data-quality' },
  { name: 'missing-figures', role: 'data_team', path: '/data-quality/missing?period=2019-04' },
  { name: 'extracts', role: 'data_team', path: '/extracts' },
  { name: 'extract', role: 'data_team', path: '/extracts/1?row=12' },
  { name: 'extract-new', role: 'data_team', path: '/extracts/new' },
  { name: 'extract-changed', role: 'smt', path: '/extracts/3/changes' },
  { name: 'extract-receipt', role: 'data_team', path: '/extracts/3/receipt' },
  { name: 'extract-revert', role: 'data_team', path: '/extracts/3/revert' },
  { name: 'layouts', role: 'data_team', path: '/extracts/layouts' },
  { name: 'extract-rules', role: 'team_manager', path: '/help/extracts' },
  { name: 'search', role: 'team_manager', path: '/search?q=visits' },
  { name: 'search-nothing', role: 'smt', path: '/search?q=superviison' },
  { name: 'settings', role: 'administrator', path: '/admin/settings' },
  { name: 'case-lists', role: 'administrator', path: '/admin/settings/case-lists?kpi=CP04' },
  { name: 'people', role: 'administrator', path: '/admin/people' },
  { name: 'person-new', role: 'administrator', path: '/admin/people/new' },
  { name: 'person', role: 'administrator', path: '/admin/people?q=administrator@demonstration.example' },
  { name: 'tokens', role: 'administrator', path: '/admin/people/tokens' },
  { name: 'mappings', role: 'administrator', path: '/admin/people/mappings' },
  { name: 'account', role: 'team_manager', path: '/account' },
  { name: 'activity', role: 'administrator', path: '/activity' },
  { name: 'help', role: 'team_manager', path: '/help' },
  { name: 'method', role: 'team_manager', path: '/help/method' },
  { name: 'glossary', role: 'team_manager', path: '/help/kpis' },
  { name: 'definition', role: 'team_manager', path: '/help/kpis/AS01' },
  { name: 'security', role: 'administrator', path: '/help/security' },
  { name: 'status', role: 'data_team', path: '/status' },
  { name: 'accessibility', role: 'team_manager', path: '/accessibility' },
  { name: 'api-docs', role: 'data_team', path: '/api/docs' },
  { name: 'gallery', role: 'data_team', path: '/gallery' },
  { name: 'not-found', role: 'team_manager', path: '/units/NO-SUCH' },
]

/** The pages that are answered with 404: an unknown address, and a link that was used. */
export const missingPages = ['not-found', 'sign-in-link']

/** One page of each kind of layout: a list with charts, a form. */
const few = ['scorecard-team', 'commentary']
/** In CI also what is laid out nearly like one of these. */
const more = [
  ...['home-team-manager', 'sign-in', 'unit-service', 'compare', 'plan-board', 'extract'],
  ...['kpi-team', 'extract-new', 'settings', 'not-found', 'overview'],
]
/** The pages that the tests look at; all of them if everything is tried. */
const looked = bySize({ part: few, wide: [...few, ...more], whole: pages.map(({ name }) => name) })
export const lookedAt: readonly Shown[] = pages.filter(({ name }) => looked.includes(name))
