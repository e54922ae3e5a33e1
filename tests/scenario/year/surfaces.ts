/** What people read on a day, as sentences: the homes of three roles, scorecards, the overview, checks, data quality and changes. */
import { textOf } from '../../support/page.ts'
import type { SmallCouncil } from './council.ts'
import { careTeams, everyTeam, helpTeams, isOpen, type Measure, type Team } from './sent.ts'

const tidy = (markup: string) => textOf(markup.replaceAll(/<svg.*?<\/svg>/gs, '')).replaceAll('&amp;', '&')
const main = (body: string) => /<main.*?<\/main>/s.exec(body)?.[0] ?? ''

/** The lines of a home's block. */
function linesOf(body: string, block: 'todo' | 'changed'): string[] {
  const section =
    new RegExp(`<section[^>]*aria-labelledby="${block}">.*?</section>`, 's').exec(body)?.[0] ?? ''
  const lines = [...section.matchAll(/<li class="app-home__line">.*?<\/li>/gs)].map(([line]) => tidy(line))
  return lines.length > 0
    ? lines
    : [...section.matchAll(/<p class="govuk-body">.*?<\/p>/gs)].map(([p]) => tidy(p))
}

export type Day = Awaited<ReturnType<typeof readDay>>

/** Everything that is looked at on a day. */
export async function readDay(council: SmallCouncil, team: string) {
  const home = async (role: 'team_manager' | 'head_of_service' | 'data_team', unit: string | null) => {
    const body = await council.read(role, unit, '/')
    return { todo: linesOf(body, 'todo'), changed: linesOf(body, 'changed') }
  }
  const card = async (unit: string) => {
    const body = await council.read('smt', null, `/units/${unit}/scorecards/latest?all=yes`)
    const rows = [...main(body).matchAll(/<tr[^>]* id="kpi-([A-Z0-9]+)"[^>]*>.*?<\/tr>/gs)]
    const paragraph = (name: string) =>
      tidy(new RegExp(`<[a-z]+ [^>]*${name}[^>]*>(.*?)</`, 's').exec(main(body))?.[1] ?? '')
    return {
      title: tidy(/<h1[^>]*>(.*?)<\/h1>/s.exec(body)?.[1] ?? ''),
      headline: paragraph('app-scorecard__headline'),
      rows: Object.fromEntries(rows.map(([row, code]) => [code, tidy(row)])),
    }
  }
  const words = async (url: string) =>
    main(await council.read('smt', null, url))
      .split(/<\/(?:tr|li|p|h\d|dd|dt|summary)>/)
      .map(tidy)
      .filter((line) => line !== '')
  return {
    manager: await home('team_manager', team),
    head: await home('head_of_service', 'HPC'),
    data: await home('data_team', null),
    card: {
      team: await card(team),
      service: await card('HPC'),
      care: await card('CICS'),
      council: await card('RIDGE'),
    },
    overview: await words('/overview'),
    checks: await words('/plan/checks'),
    quality: await words('/data-quality'),
    changes: await words(`/units/${team}/changes`),
    truth: await againstWhatWasSent(council),
  }
}

/** The measures that are added up for each unit, and whether a part of them says nothing. */
const added: Readonly<Record<string, { teams: readonly Team[]; measures: readonly Measure[] }>> = {
  HPC: { teams: helpTeams, measures: ['CP04', 'CP06', 'CN04', 'MO01', 'WF01', 'WF02'] },
  CICS: { teams: careTeams, measures: ['LC01', 'LC03', 'MO01', 'WF01', 'WF02'] },
  RIDGE: { teams: everyTeam, measures: ['MO01', 'WF01', 'WF02'] },
}
const counted: readonly Measure[] = ['CP06', 'CN04', 'LC03', 'WF02']

type Point = {
  period: string
  state: string
  numerator: number | null
  denominator: number | null
  parts: { added: number; expected: number } | null
  status: string | null
  signal: string | null
}

/** Every month of every series of the services and the council, held against the files that were sent and not taken back. */
async function againstWhatWasSent(council: SmallCouncil): Promise<{ compared: number; untrue: string[] }> {
  const untrue: string[] = []
  let compared = 0
  for (const [unit, { teams, measures }] of Object.entries(added))
    for (const measure of measures) {
      const { points } = JSON.parse(await council.read('smt', null, `/api/v1/series/${unit}/${measure}`)) as {
        points: Point[]
      }
      for (const point of points) {
        compared++
        const open = teams.filter((team) => isOpen(team, point.period))
        const sent = open.flatMap((team) => {
          const figures = council.sentBy(team, measure, point.period)
          return figures === undefined ? [] : [figures]
        })
        const [n, d] = [0, 1].map((i) => sent.reduce((sum, figures) => sum + (figures[i] ?? 0), 0))
        const isPart = sent.length < open.length
        const isSilent = sent.length === 0
        const sums = isSilent
          ? point.state === 'not_reported' && point.numerator === null
          : point.numerator === n && (point.denominator ?? 0) === d
        const parts = isSilent || (point.parts?.added === sent.length && point.parts.expected === open.length)
        const isUnjudged = isPart && (isSilent || counted.includes(measure))
        const verdict = isUnjudged
          ? ['not_whole', 'no_data', null].includes(point.status) && point.signal === null
          : isPart || point.status !== 'not_whole'
        const isTrue = sums && parts && verdict
        if (!isTrue)
          untrue.push(
            `${unit} ${measure} ${JSON.stringify(point)}, and ${n} of ${d} were sent by ${sent.length}`,
          )
      }
    }
  return { compared, untrue }
}
