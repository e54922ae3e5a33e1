/** The list of the service's pages. A page is served once it is listed here. */
import { fileURLToPath } from 'node:url'
import type { OpenAPIV3_1 } from 'openapi-types'
import { activityPage } from '#dashboards/pages/council/activity/route.ts'
import { caseListsPage } from '#dashboards/pages/council/case-lists/route.ts'
import { homePage } from '#dashboards/pages/council/home/route.ts'
import { keptFormPage } from '#dashboards/pages/council/kept-form/route.ts'
import { layoutsPage } from '#dashboards/pages/council/layouts/route.ts'
import { searchPage } from '#dashboards/pages/council/search/route.ts'
import { secondFactorPage } from '#dashboards/pages/council/second-factor/route.ts'
import { settingsPage } from '#dashboards/pages/council/settings/route.ts'
import { signInPage } from '#dashboards/pages/council/sign-in/route.ts'
import { signInLinkPage } from '#dashboards/pages/council/sign-in-link/route.ts'
import { statusPage } from '#dashboards/pages/council/status/route.ts'
import { dataQualityPage } from '#dashboards/pages/extracts/data-quality/route.ts'
import { extractPage } from '#dashboards/pages/extracts/extract/route.ts'
import { extractChangesPage } from '#dashboards/pages/extracts/extract-changes/route.ts'
import { extractNewPage } from '#dashboards/pages/extracts/extract-new/route.ts'
import { extractReceiptPage } from '#dashboards/pages/extracts/extract-receipt/route.ts'
import { extractRevertPage } from '#dashboards/pages/extracts/extract-revert/route.ts'
import { extractRulesPage } from '#dashboards/pages/extracts/extract-rules/route.ts'
import { extractsPage } from '#dashboards/pages/extracts/extracts/route.ts'
import { matchPage } from '#dashboards/pages/extracts/match/route.ts'
import { missingFiguresPage } from '#dashboards/pages/extracts/missing-figures/route.ts'
import { accessibilityPage } from '#dashboards/pages/help/accessibility/route.ts'
import { apiDocsPage } from '#dashboards/pages/help/api-docs/route.ts'
import { definitionPage } from '#dashboards/pages/help/definition/route.ts'
import { galleryPage } from '#dashboards/pages/help/gallery/route.ts'
import { glossaryPage } from '#dashboards/pages/help/glossary/route.ts'
import { helpPage } from '#dashboards/pages/help/help/route.ts'
import { methodPage } from '#dashboards/pages/help/method/route.ts'
import { securityPage } from '#dashboards/pages/help/security/route.ts'
import type { Page } from '#dashboards/pages/kit/page.ts'
import { baselinePage } from '#dashboards/pages/measures/baseline/route.ts'
import { baselineNewPage } from '#dashboards/pages/measures/baseline-new/route.ts'
import { changesPage } from '#dashboards/pages/measures/changes/route.ts'
import { comparePage } from '#dashboards/pages/measures/compare/route.ts'
import { kpiPage } from '#dashboards/pages/measures/kpi/route.ts'
import { overviewPage } from '#dashboards/pages/measures/overview/route.ts'
import { scorecardPage } from '#dashboards/pages/measures/scorecard/route.ts'
import { unitPage } from '#dashboards/pages/measures/unit/route.ts'
import { commentaryPage } from '#dashboards/pages/meetings/commentary/route.ts'
import { decisionPage } from '#dashboards/pages/meetings/decision/route.ts'
import { decisionNewPage } from '#dashboards/pages/meetings/decision-new/route.ts'
import { decisionsPage } from '#dashboards/pages/meetings/decisions/route.ts'
import { releasesPage } from '#dashboards/pages/meetings/releases/route.ts'
import { accountPage } from '#dashboards/pages/people/account/route.ts'
import { mappingsPage } from '#dashboards/pages/people/mappings/route.ts'
import { peoplePage } from '#dashboards/pages/people/people/route.ts'
import { personPage } from '#dashboards/pages/people/person/route.ts'
import { personNewPage } from '#dashboards/pages/people/person-new/route.ts'
import { tokensPage } from '#dashboards/pages/people/tokens/route.ts'
import { actionPage } from '#dashboards/pages/plan/action/route.ts'
import { checksPage } from '#dashboards/pages/plan/checks/route.ts'
import { milestonesPage } from '#dashboards/pages/plan/milestones/route.ts'
import { planPage } from '#dashboards/pages/plan/plan/route.ts'
import { planBoardPage } from '#dashboards/pages/plan/plan-board/route.ts'
import type { loadSignInCards } from '#server/access/sign-in/demonstration/demonstration.ts'
import type { DemonstrationDoor } from '#server/access/sign-in/demonstration/door.ts'
import type { SignIn } from '#server/access/sign-in/sign-in.ts'
import type { LoginReach } from '#server/db/service-login.ts'
import manifest from '../../package.json' with { type: 'json' }
import { loadExamples } from './examples.ts'

const DASHBOARDS = fileURLToPath(new URL('../../dashboards', import.meta.url))

export type PagesOptions = {
  /** Whether demonstration sign-in is allowed, and as which people. */
  demo: boolean
  door: DemonstrationDoor
  loadCards: () => ReturnType<typeof loadSignInCards>
  /** What the pages of signing in do. */
  signIn: SignIn
  /** The database logins of the service, and what each could do. */
  loadLogins: () => Promise<readonly LoginReach[]>
  /** The description of the API. */
  document: () => OpenAPIV3_1.Document
}

/** Every page; the gallery only if demonstration sign-in is allowed. */
export function pagesOf({
  demo,
  door,
  loadCards,
  signIn,
  loadLogins,
  document,
}: PagesOptions): readonly Page[] {
  return [
    signInPage({ door, isTrial: demo, loadCards, ...signIn.page }),
    signInLinkPage(signIn.link),
    keptFormPage(signIn.loadKeptForm),
    ...(signIn.secondFactor === null ? [] : [secondFactorPage(signIn.secondFactor)]),
    homePage,
    apiDocsPage(document),
    scorecardPage,
    kpiPage,
    baselineNewPage,
    baselinePage,
    planPage,
    planBoardPage,
    milestonesPage,
    actionPage,
    checksPage,
    overviewPage,
    comparePage,
    unitPage,
    changesPage,
    commentaryPage,
    decisionsPage,
    decisionNewPage,
    decisionPage,
    releasesPage,
    extractsPage,
    extractPage,
    extractChangesPage,
    extractReceiptPage,
    extractRevertPage,
    extractNewPage,
    extractRulesPage,
    matchPage,
    layoutsPage,
    dataQualityPage,
    missingFiguresPage,
    helpPage,
    glossaryPage,
    definitionPage,
    methodPage,
    accessibilityPage,
    securityPage(loadLogins),
    searchPage,
    settingsPage,
    caseListsPage,
    peoplePage,
    personNewPage,
    tokensPage,
    mappingsPage,
    personPage,
    accountPage,
    activityPage,
    statusPage({ version: manifest.version, loadLogins }),
    ...(demo ? [galleryPage({ door, loadExamples: () => loadExamples(DASHBOARDS) })] : []),
  ]
}
