/**
 * A second reading of the titles of charts that show several things at once: each is taken apart by its words and recounted from
 * the numbers that the same chart gives as a file.
 */
import { addPeriods } from '#domain/time/period.ts'
import { periodOf, reads } from './shown-series.ts'

export type Row = Record<string, string>
export type ChartShown = {
  title: string
  /** The words in the picture, in the order drawn. */
  labels: readonly string[]
  rows: readonly Row[]
  kpi: { good: string; kind: string; decimals: number; unit: string; minimum: number | null }
}

type Check = (chart: ChartShown) => boolean

const month =
  '((?:January|February|March|April|May|June|July|August|September|October|November|December) \\d{4})'
const date = `(\\d{1,2}) ${month}`

/** The rows of a CSV, by the names of its columns. */
export function rowsOf(csv: string): Row[] {
  const [names = [], ...lines] = csv
    .trim()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) =>
        (m[1] ?? m[2] ?? '').replaceAll('""', '"'),
      ),
    )
  return lines.map((cells) => Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ''])))
}

const judged = ['met', 'close', 'missed']
const count = (rows: readonly Row[], key: string, ...values: string[]) =>
  rows.filter((row) => values.includes(row[key] ?? '')).length
const parsed = (words: string, pattern: string) => new RegExp(`^${pattern}$`).exec(words)

/** "2 of 6 teams met target in April 2019; longest run short of it: North, the last 9 months" */
export const heatmap: Check = (chart) => {
  const { title, labels } = chart
  const months = [...new Set(chart.rows.map((r) => r.period ?? ''))].sort()
  const last = months.at(-1) ?? ''
  const counted = chart.rows.filter((r) => !labels.includes(`${r.name} *`))
  const now = counted.filter((r) => r.period === last)
  if (!/met target|judged against target/.test(title)) return variations({ ...chart, rows: now })
  const [first = '', ...rest] = title.split('; ')
  const none = parsed(first, `No (?:team|service) could be judged against target in ${month}`)
  const some = parsed(first, `(\\d+) of (\\d+) (?:teams?|services?) met target in ${month}`)
  const isFirstTrue =
    none === null
      ? some !== null &&
        periodOf(some[3]) === last &&
        count(now, 'status', 'met') === Number(some[1]) &&
        count(now, 'status', ...judged) === Number(some[2])
      : periodOf(none[1]) === last && count(now, 'status', ...judged) === 0
  const run = rest.find((words) => words.startsWith('longest run'))
  const changed = parsed(
    rest.find((words) => words.startsWith('counted differently')) ?? '',
    `counted differently before ${month}`,
  )
  return isFirstTrue && isLongestRun(run, counted, months, changed === null ? null : periodOf(changed[1]))
}

/** "longest run short of it: North and South, all 13 months" */
function isLongestRun(
  words: string | undefined,
  rows: readonly Row[],
  months: readonly string[],
  since: string | null,
): boolean {
  const runs = [...Map.groupBy(rows, (r) => r.name ?? '')].flatMap(([name, own]) => {
    let [length, longest, end] = [0, 0, '']
    for (const period of months) {
      if (period === since) length = 0
      const status = own.find((r) => r.period === period)?.status ?? ''
      length = status === 'close' || status === 'missed' ? length + 1 : 0
      if (length >= 2 && length >= longest) [longest, end] = [length, period]
    }
    return longest === 0 ? [] : [{ name, longest, end }]
  })
  const most = Math.max(0, ...runs.map((r) => r.longest))
  const late = runs
    .filter((r) => r.longest === most)
    .map((r) => r.end)
    .sort()
    .at(-1)
  const those = runs.filter((r) => r.longest === most && r.end === late)
  if (words === undefined) return runs.length === 0
  const found = parsed(
    words,
    `longest run short of it: (.+), (?:all (\\d+)|the last (\\d+)|(\\d+)) months(?: to ${month})?`,
  )
  if (found === null) return false
  const [, who = '', all, latest, some, to] = found
  const isNamed = /^\d+ /.test(who)
    ? those.length === Number.parseInt(who, 10)
    : those.every((r) => who.includes(r.name))
  const isLong = Number(all ?? latest ?? some) === most
  const isEnd = to === undefined ? late === months.at(-1) : periodOf(to) === late
  return isNamed && isLong && isEnd && (all === undefined || most === months.length)
}

const variationOf: Record<string, string> = {
  improving: 'improving',
  concerning: 'concerning',
  recovering: 'recovering',
  'slipping back': 'slipping_back',
  unusual: 'unusual',
}

/** "Improving in 2 of 6 teams, concerning in 1", of rows that give each team's variation. */
export const variations: Check = ({ title, rows }) => {
  if (/^How many (teams|services) are really changing is not told here$/.test(title)) return true
  if (/^Each (team|service), month by month$/.test(title)) return true
  const said = Object.values(variationOf).filter((v) => count(rows, 'variation', v) > 0)
  if (/^No (team|service) is really changing$/.test(title))
    return said.length === 0 && count(rows, 'variation', 'no_real_change') > 0
  if (/^Too early to tell whether any (team|service) is changing$/.test(title))
    return said.length === 0 && count(rows, 'variation', 'too_early') > 0
  if (/^No (team|service) can be tested for change$/.test(title))
    return count(rows, 'variation', ...Object.values(variationOf), 'no_real_change', 'too_early') === 0
  const parts = title.split(', ')
  return (
    parts.length === said.length &&
    parts.every((words) => {
      const found = parsed(words, '([A-Za-z ]+?) in (\\d+)(?: of (\\d+) (?:teams?|services?))?')
      const variation = variationOf[(found?.[1] ?? '').toLowerCase()] ?? ''
      return (
        count(rows, 'variation', variation) === Number(found?.[2]) &&
        (found?.[3] === undefined || rows.length === Number(found[3]))
      )
    })
  )
}

/** "69% to 93% across 6 teams in April 2019"; of one team among others where it stands. */
export const dots: Check = ({ title, rows, kpi }) => {
  const known = rows.filter((r) => r.value !== '' && r.status !== 'not_whole').map((r) => Number(r.value))
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const is = (words: string | undefined, value: number) => reads(words, value, { kpi: { ...noKpi, ...kpi } })
  const range = parsed(title, `([\\d,.]+)%? to ([\\d,.]+)%? across (\\d+) (?:teams|services) in ${month}`)
  if (range !== null) return is(range[1], low) && is(range[2], high) && known.length === Number(range[3])
  const same = parsed(title, `([\\d,.]+)%? in (?:1|each of (\\d+)) (?:teams?|services?) in ${month}`)
  if (same !== null) return is(same[1], low) && low === high && known.length === Number(same[2] ?? 1)
  if (/^Nothing to show for /.test(title)) return known.length === 0
  return false
}

const noKpi = {
  good: 'higher',
  kind: 'ratio',
  minimum: null,
  eachOneCounts: null,
  decimals: 0,
  unit: 'percent',
}

/** "South is above what chance explains", by exact binomial sums against the share of all together. */
export const funnel: Check = ({ title, rows, kpi }) => {
  const teams = rows.filter((r) => Number(r.denominator) >= (kpi.minimum ?? 1))
  const [n, d] = [sum(rows, 'numerator'), sum(rows, 'denominator')]
  const beyond = teams.map((r) => ({
    name: r.name ?? '',
    side: sideOf(Number(r.numerator), Number(r.denominator), n / d),
  }))
  const apart = beyond.filter((t) => t.side !== 'inside')
  if (/^No team has enough cases to judge/.test(title)) return teams.length === 0
  if (/^No team differs from the others beyond chance/.test(title)) return apart.length === 0
  const many = parsed(title, `(\\d+) of (\\d+) teams differ from the others beyond chance in ${month}`)
  if (many !== null) return apart.length === Number(many[1]) && teams.length === Number(many[2])
  const said = title.replace(/ what chance explains$/, '')
  return (['above', 'below'] as const).every((side) => {
    const names = apart.filter((t) => t.side === side).map((t) => t.name)
    if (names.length === 0) return !said.includes(` ${side}`)
    const before = said.slice(0, said.indexOf(` ${side}`))
    return names.every((name) => before.includes(name))
  })
}

const sum = (rows: readonly Row[], key: string) => rows.reduce((total, r) => total + Number(r[key]), 0)

/** On which side a count lies so far out that chance gives it once in a thousand times. */
function sideOf(count: number, cases: number, share: number): 'above' | 'below' | 'inside' {
  let [term, below, until] = [(1 - share) ** cases, 0, 0]
  for (let k = 0; k <= cases; k++) {
    if (k < count) below += term
    if (k <= count) until += term
    term = (term * (cases - k) * share) / ((k + 1) * (1 - share))
  }
  // The limits are interpolated between two counts, so a count lies outside when chance leaves less than half of its own beyond it.
  if (1 - until < 0.001 && 1 - below < 0.002) return 'above'
  return below < 0.001 && until < 0.002 ? 'below' : 'inside'
}

/** "5 better, 3 worse, 1 unusual, beyond normal variation" */
export const changes: Check = ({ title, rows }) => {
  if (title === 'Nothing changed beyond normal variation') return rows.length === 0
  const found = parsed(title, '(\\d+) better, (\\d+) worse(?:, (\\d+) unusual)?, beyond normal variation')
  const counts = ['improving', 'concerning', 'unusual'].map((v) => count(rows, 'variation', v))
  return found !== null && counts.every((n, i) => n === Number(found[i + 1] ?? 0))
}

/** "6 of 24 core percentages met target in April 2019: 5 missed, 13 close", of the rows that are judged. */
export const targets: Check = ({ title, rows }) => {
  if (/^No core percentage could be judged/.test(title)) return count(rows, 'status', ...judged) === 0
  const found = parsed(
    title,
    `(\\d+) of (\\d+) core percentages? met target in ${month}(?:: (?:(\\d+) missed)?(?:, )?(?:(\\d+) close)?)?`,
  )
  return (
    found !== null &&
    count(rows, 'status', 'met') === Number(found[1]) &&
    count(rows, 'status', ...judged) === Number(found[2]) &&
    count(rows, 'status', 'missed') === Number(found[4] ?? 0) &&
    count(rows, 'status', 'close') === Number(found[5] ?? 0)
  )
}

/** "7 still to be met by 31 December 2019: 2 overdue, 5 due (3 moved)", or "5 due by 31 December 2019; none overdue" */
export const milestones: Check = ({ title, rows }) => {
  const moves = '(?: \\((\\d+) moved\\))?'
  const late = parsed(title, `(\\d+) still to be met by ${date}: (\\d+) overdue, (\\d+) due${moves}`)
  const found = late ?? parsed(title, `(\\d+) due by ${date}${moves}; none overdue`)
  if (found === null) return false
  const [, all, day, until, ...rest] = found
  const [overdue, due, moved] = late === null ? ['0', all, rest[0]] : rest
  if (Number(all) !== Number(overdue) + Number(due)) return false
  const lastDay = new Date(`${addPeriods(periodOf(until), 1)}-01T00:00:00Z`)
  lastDay.setUTCDate(0)
  return (
    count(rows, 'state', 'due', 'moved') === Number(due) &&
    count(rows, 'state', 'moved') === Number(moved ?? 0) &&
    count(rows, 'state', 'overdue') === Number(overdue) &&
    lastDay.getUTCDate() === Number(day) &&
    rows.every((r) => (r.due ?? '') <= periodOf(until))
  )
}

const ratings = ['completed', 'on_track', 'too_early', 'not_on_track']

/** "10 of 71 rated actions are not on track, 8 of 58 in April 2019" */
export const ratingHistory: Check = ({ title, rows }) => {
  const rated = (row: Row | undefined) => ratings.reduce((total, key) => total + Number(row?.[key]), 0)
  const [last, before] = [rows.at(-1), rows.at(-2)]
  const found = parsed(
    title,
    `(\\d+) of (\\d+) rated actions? (?:is|are) not on track(?:, (\\d+) of (\\d+) (?:in|on (\\d+)) ${month})?`,
  )
  if (found === null) return title === 'No action has been rated' && rated(last) === 0
  const [, now, all, then, allThen, , when] = found
  const isNow = Number(last?.not_on_track) === Number(now) && rated(last) === Number(all)
  if (then === undefined) return isNow && (before === undefined || rated(before) === 0)
  const isThen = Number(before?.not_on_track) === Number(then) && rated(before) === Number(allThen)
  return isNow && isThen && (before?.date ?? '').startsWith(periodOf(when))
}

const ratingNames: Record<string, string> = {
  'on track': 'on_track',
  'not on track': 'not_on_track',
  completed: 'completed',
  'too early to show impact': 'too_early',
  'not rated': 'not_rated',
}

/** "On track since 6 February 2019, was too early to show impact" */
export const ratingStrip: Check = ({ title, rows }) => {
  if (title === 'This action has not been rated') return rows.length === 0
  const found = parsed(title, `([A-Za-z ]+) since ${date}(?:, was ([a-z ]+))?`)
  if (found === null) return false
  const [, now = '', day, when, was] = found
  const rating = ratingNames[now.toLowerCase()]
  const from = `${periodOf(when)}-${(day ?? '').padStart(2, '0')}`
  const since = rows.filter((r) => (r.date ?? '') >= from)
  const before = rows.findLast((r) => (r.date ?? '') < from)
  return (
    since[0]?.date === from &&
    since.every((r) => r.rating === rating) &&
    before?.rating === (was === undefined ? undefined : ratingNames[was])
  )
}

/** "Audits graded good or better in 66 of 120" */
export const audits: Check = ({ title, rows }) => {
  if (/^Nothing was audited in /.test(title)) return rows.every((r) => r.total === '' || r.total === '0')
  const found = parsed(title, '(.+) in ([\\d,]+) of ([\\d,]+)')
  const row = rows.find((r) => r.name === found?.[1])
  return (
    row !== undefined &&
    row.met === found?.[2]?.replaceAll(',', '') &&
    row.total === found?.[3]?.replaceAll(',', '')
  )
}

/** "81.6% in the year to March 2018; neighbours’ median 84.2%": two numbers, each of its year. */
export const benchmark: Check = ({ title, rows, kpi }) => {
  const own = rows.filter((r) => r.whole === 'true')
  const is = (words: string | undefined, row: Row | undefined) =>
    row !== undefined && reads(words, Number(row.value), { kpi: { ...noKpi, ...kpi } })
  const ofPlace = (words: string | undefined, year: string | undefined) =>
    rows.find((r) => r.yearEnding === year && r.whole === '' && isPlace(words, r.geography))
  if (title === 'No complete year to compare') return own.length === 0 && rows.every((r) => r.whole !== '')
  const alone = parsed(title, `(.+) ${figure} in (\\d{4}); no complete year of our own`)
  if (alone !== null) return own.length === 0 && is(alone[2], ofPlace(alone[1], alone[3]))
  const found = parsed(
    title,
    `${figure} in the year to March (\\d{4})(?:; (.+?) ${figure}(?: in (\\d{4}))?)?`,
  )
  if (found === null) return false
  const [, ours, year, place, theirs, otherYear] = found
  const isOwn = is(
    ours,
    own.find((r) => r.yearEnding === year),
  )
  return isOwn && (place === undefined || is(theirs, ofPlace(place, otherYear ?? year)))
}

const figure = '([\\d,]+(?:\\.\\d+)?)%?'

function isPlace(words: string | undefined, geography: string | undefined): boolean {
  return (
    geography === (words?.toLowerCase().startsWith('neighbours') ? 'Median of statistical neighbours' : words)
  )
}

/** "North 1 and South 2 account for 21 of the 30 children short of target", of those that are short, the largest first. */
export const shortfall: Check = ({ title, rows }) => {
  const short = rows
    .map((r) => ({ name: r.name ?? '', by: Number(r.short) }))
    .filter(({ by }) => by > 0)
    .sort((a, b) => b.by - a.by)
  const total = (some: typeof short) => some.reduce((sum, { by }) => sum + by, 0)
  if (/^No (?:team|service) is (?:short of|over) target in /.test(title)) return short.length === 0
  const met = parsed(title, 'Target met together; (\\d+) (?:team|service)s? (?:is|are) ([\\d,]+) .+ target')
  if (met !== null) return short.length === Number(met[1]) && Math.abs(total(short) - numberIn(met[2])) < 1
  const found = parsed(
    title,
    '(.+?) accounts? for (?:([\\d,]+) of the|all|the) ([\\d,]+) .+ (?:short of|over) target',
  )
  if (found === null) return false
  const [, who = '', part, all] = found
  const counted = /^(\d+) (?:team|service)s?$/.exec(who)?.[1]
  const named = short.slice(
    0,
    counted === undefined ? short.filter(({ name }) => who.includes(name)).length : Number(counted),
  )
  const isLargest = counted !== undefined || named.every(({ name }) => who.includes(name))
  const isHalf = named.length > 0 && total(named) * 2 >= total(short) - 0.1
  return (
    isLargest &&
    isHalf &&
    Math.abs(total(short) - numberIn(all)) < 1 &&
    Math.abs(total(named) - numberIn(part ?? all)) < 1
  )
}

function numberIn(words: string | undefined): number {
  return Number((words ?? '').replaceAll(',', ''))
}

/** "82% in April 2019, 80.1% in April 2018": two numbers, each of its month. */
export const yearOnYear: Check = ({ title, rows, kpi }) => {
  const valueIn = (when: string | undefined) => rows.find((r) => r.period === periodOf(when))?.value || null
  const is = (words: string | undefined, when: string | undefined) => {
    const value = valueIn(when)
    return value !== null && reads(words, Number(value), { kpi: { ...noKpi, ...kpi } })
  }
  const [now = '', before = ''] = title.split(/, (?=\S+ in )|; /)
  const said = parsed(now, `${figure} in ${month}`)
  const none = parsed(now, `No figure for ${month}`)
  const isNow = none === null ? said !== null && is(said[1], said[2]) : valueIn(none[1]) === null
  const nothing = parsed(before, `nothing to compare in ${month}`)
  if (nothing !== null) return isNow
  const then = parsed(before, `${figure} in ${month}`)
  return isNow && then !== null && is(then[1], then[2])
}

/** "82% in April 2019; the service 84.2%": each number is among those drawn. */
export const numbersBeside: Check = ({ title, rows, kpi }) => {
  const said = [
    ...title.matchAll(
      /([\d,]+(?:\.\d+)?)%? (?:from \d+ of \d+ [a-z ]+ )?in (?:[A-Z]|\d)|(?:median|England|South East|service|council) ([\d,]+(?:\.\d+)?)%?/g,
    ),
  ]
  const values = rows.filter((r) => r.value !== '').map((r) => Number(r.value))
  return (
    /^No(?:thing| figure)/.test(title) ||
    (said.length > 0 &&
      said.every((m) => values.some((value) => reads(m[1] ?? m[2], value, { kpi: { ...noKpi, ...kpi } }))))
  )
}

/** "Contacts higher than usual since October 2018, other stages as usual" */
export const demand: Check = ({ title, rows }) => {
  const months = [...new Set(rows.map((r) => r.period ?? ''))].sort()
  const stages = rows
    .filter((r) => r.period === months.at(-1))
    .map((r) => ({ name: (r.stage ?? '').toLowerCase(), lies: standingOf(r) }))
  const said = stageSides(title)
  const told = stages.filter((s) => s.lies !== null)
  const unjudged = /; (\d+) not judged$/.exec(title)?.[1] ?? '0'
  if (Number(unjudged) !== stages.length - told.length && !title.startsWith('Too early')) return false
  if (title.startsWith('Too early to say what is usual in ')) return told.length === 0
  return told.every(({ name, lies }) => {
    // "Conferences" is short for children at an initial conference.
    const side =
      Object.entries(said).find(([words]) => name.includes(words.replace(/s$/, '')))?.[1] ?? 'usual'
    return side === lies
  })
}

/** Where a stage lies in its last month, by its mark and its average; null where it has no figure or nothing is usual yet. */
function standingOf({ value, mean, meaning }: Row): 'higher' | 'lower' | 'usual' | null {
  if (!value || !mean) return null
  if (!meaning) return 'usual'
  return Number(value) > Number(mean) ? 'higher' : 'lower'
}

/** The stages that a title names, and on which side. */
function stageSides(title: string): Record<string, string> {
  const one = /^(\w+) (higher|lower) than usual (?:in|since) /.exec(title)
  if (one !== null) return { [(one[1] ?? '').toLowerCase()]: one[2] ?? '' }
  const several = /^(.+) than usual in /.exec(title)?.[1] ?? ''
  return Object.fromEntries(
    ['higher', 'lower'].flatMap((side) =>
      (new RegExp(`([a-z ,]+?) ${side}`, 'i').exec(several)?.[1] ?? '')
        .replace(/^, /, '')
        .split(/, | and /)
        .filter((name) => name !== '')
        .map((name) => [name.toLowerCase(), side]),
    ),
  )
}
