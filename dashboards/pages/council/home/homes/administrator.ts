/** The administrator's home: what is not set up, which jobs failed, and what changed. */
import { peopleAddress } from '../../../../addresses.ts'
import { publishedWords } from '../../../../words/published-words.ts'
import type { TaskLine } from '../lines/line.ts'
import { organisationLines, settingLines } from '../lines/organisation-lines.ts'
import { glossaryPlace, type Home, type HomeQuestion, unitPlace } from './home.ts'

export async function administratorHome({
  reads,
  unit,
  tree,
  today,
  loadWaitingTokens,
}: HomeQuestion): Promise<Home> {
  const [council, settings, status, tokens] = await Promise.all([
    reads.loadCouncil(),
    reads.loadSettings(),
    reads.loadServiceStatus(),
    loadWaitingTokens(),
  ])
  const failed = status.jobs.filter(({ outcome }) => outcome !== null && /fail|error/i.test(outcome))
  return {
    start: null,
    todo: [
      ...failed.map(
        ({ job, outcome, startedAt }): TaskLine => ({
          text: `Find out why the job ${job.replaceAll(/[_-]/g, ' ')} did not finish`,
          href: '/status',
          when: `started ${publishedWords(startedAt)}`,
          note: outcome ?? '',
          mark: 'warning',
        }),
      ),
      ...tokens.map(
        ({ name, made }): TaskLine => ({
          text: `Confirm or revoke the token ${name}`,
          href: peopleAddress('tokens'),
          when: `waits since ${publishedWords(made.at)}`,
          note: `made by ${made.by ?? 'the command line'}: it opens more than its owner does`,
        }),
      ),
      ...unset(council),
    ],
    talk: null,
    rest: '/admin/settings',
    restChanged: '/admin/settings#history',
    changed: [...settingLines(settings?.history ?? []), ...organisationLines(tree, today)],
    places: [
      unitPlace(unit, 'services and teams, with the days they opened and closed'),
      {
        text: 'People',
        href: peopleAddress(),
        note: 'who may sign in, their roles, and tokens for programs',
      },
      { text: 'Settings', href: '/admin/settings', note: 'the council’s look, and who may publish' },
      { text: 'Activity', href: '/activity', note: 'who signed in, what they changed and took' },
      glossaryPlace,
      { text: 'How figures are judged', href: '/help/method' },
      { text: 'Is the service well?', href: '/status' },
    ],
    quiet: 'Nothing needs you: everything is set up.',
  }
}

type Looks = { contactName: string | null; brandColour: string | null; logo: string | null } | null

/** What a council sets up once, until it has. */
function unset(council: Looks): TaskLine[] {
  if (council === null) return []
  const lines: (Omit<TaskLine, 'when'> & { isSet: boolean })[] = [
    {
      text: 'Say whom readers may ask about figures',
      href: '/admin/settings#contact_name',
      note: 'it is shown at the foot of every page with figures',
      isSet: council.contactName !== null,
    },
    {
      text: 'Give the pages the council’s colour',
      href: '/admin/settings#brand_colour',
      note: 'checked so that it can be read',
      isSet: council.brandColour !== null,
    },
    {
      text: 'Give the pages the council’s logo',
      href: '/admin/settings#logo',
      note: 'an SVG or PNG',
      isSet: council.logo !== null,
    },
  ]
  return lines
    .filter(({ isSet }) => !isSet)
    .map(({ isSet: _, ...line }) => ({ ...line, when: 'not set yet' }))
}
