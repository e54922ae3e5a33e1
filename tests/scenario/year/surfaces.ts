/** What people read on a day, as sentences: the homes of three roles, scorecards, the overview, checks, data quality and changes. */
import { textOf } from '../../support/page-text.ts'
import type { SmallCouncil } from './council.ts'
import { rowsAgainstFiles, seriesAgainstFiles } from './file-comparison.ts'

const monthNames =
  'January February March April May June July August September October November December'.split(' ')

const tidy = (markup: string) => textOf(markup.replaceAll(/<svg.*?<\/svg>/gs, '')).replaceAll('&amp;', '&')
const main = (body: string) => /<main.*?<\/main>/s.exec(body)?.[0] ?? ''

/** The lines of a home's block. */
function linesOf(body: string, block: 'todo' | 'talk' | 'changed'): string[] {
  const section =
    new RegExp(`<section[^>]*aria-labelledby="${block}">.*?</section>`, 's').exec(body)?.[0] ?? ''
  const lines = [...section.matchAll(/<li class="app-home__line">.*?<\/li>/gs)].map(([line]) => tidy(line))
  return lines.length > 0
    ? lines
    : [...section.matchAll(/<p class="govuk-body">.*?<\/p>/gs)].map(([p]) => tidy(p))
}

/** For "Help and Protection North 1: February 2019" it is `2019-02`. */
function monthOf(title: string): string {
  const [name = '', year = ''] = title.split(' ').slice(-2)
  return `${year}-${String(monthNames.indexOf(name) + 1).padStart(2, '0')}`
}

export type Day = Awaited<ReturnType<typeof readDay>>

/** Everything that is read on a day. */
export async function readDay(council: SmallCouncil, team: string) {
  const home = async (role: 'team_manager' | 'head_of_service' | 'data_team', unit: string | null) => {
    const body = await council.read(role, unit, '/')
    return { todo: linesOf(body, 'todo'), talk: linesOf(body, 'talk'), changed: linesOf(body, 'changed') }
  }
  const card = async (unit: string) => {
    const body = await council.read('smt', null, `/units/${unit}/scorecards/latest?all=yes`)
    const rows = [...main(body).matchAll(/<tr[^>]* id="kpi-([A-Z0-9]+)"[^>]*>.*?<\/tr>/gs)]
    const paragraph = (name: string) =>
      tidy(new RegExp(`<[a-z]+ [^>]*${name}[^>]*>(.*?)</`, 's').exec(main(body))?.[1] ?? '')
    const title = tidy(/<h1[^>]*>(.*?)<\/h1>/s.exec(body)?.[1] ?? '')
    const told = Object.fromEntries(rows.map(([row, code]) => [code, `${tidy(row)} `]))
    return {
      title,
      headline: paragraph('app-scorecard__headline'),
      rows: told,
      held: rowsAgainstFiles(council, unit, monthOf(title), told),
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
    truth: await seriesAgainstFiles(council),
  }
}
