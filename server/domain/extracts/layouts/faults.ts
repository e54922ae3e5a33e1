/** Faults of a layout's rules, in themselves and against the catalogue. */

import { headingPeriod } from '../../time/month-words.ts'
import { type ExtractRegister, kpiName } from '../register.ts'
import { columnMatcher } from './columns.ts'
import {
  asName,
  columnLetters,
  isFigurePart,
  type LayoutColumn,
  type LayoutRules,
  type NamedCode,
  useWords,
} from './layout.ts'

/** A fault in rules: `part` is the field of the rules, their name, or the place of a column. */
export type LayoutFault = {
  part: 'name' | 'columns' | 'team' | 'period' | 'measure' | 'teams' | 'kpis' | number
  message: string
}

/** The faults of rules; empty if a file can be read with them. */
export function layoutFaults(rules: LayoutRules, register: ExtractRegister): LayoutFault[] {
  return [
    ...headingFaults(rules),
    ...usesFaults(rules, register),
    ...figuresFaults(rules),
    ...acrossFaults(rules),
    ...sourceFaults(rules, register),
    ...codeFaults(rules, register),
  ]
}

function headingFaults({ columns }: LayoutRules): LayoutFault[] {
  // A layout that has no headings, or only one, would find them in a blank row or in a title.
  if (columns.filter(({ heading }) => asName(heading) !== '').length >= 2) return []
  return [{ part: 'columns', message: 'At least two columns need a heading to recognise such files by' }]
}

function usesFaults({ columns, dates }: LayoutRules, register: ExtractRegister): LayoutFault[] {
  const faults: LayoutFault[] = []
  const seen = new Map<string, number>()
  columns.forEach((column, place) => {
    const { heading, use } = column
    if (use === 'ignored' || use === 'note') return
    const figure = typeof use === 'string' ? use : `${use.kpi} ${use.part}`
    const key = `${figure}\n${acrossName(column, dates)}`
    const first = seen.get(key)
    const kpi = typeof use === 'string' ? null : register.kpis.get(use.kpi)
    if (kpi === undefined) faults.push({ part: place, message: `Select what ‘${heading}’ holds` })
    if (first !== undefined) {
      const what =
        typeof use === 'string' ? useWords[use] : `the ${use.part} of ${kpi ? kpiName(kpi, null) : use.kpi}`
      const message = `Columns ${columnLetters(first)} and ${columnLetters(place)} cannot both hold ${what}`
      faults.push({ part: place, message })
    }
    seen.set(key, first ?? place)
  })
  return faults
}

/** The month or team that a column's heading names, in a table with them across. */
function acrossName({ across, heading, name }: LayoutColumn, dates: LayoutRules['dates']): string {
  if (across === 'period') return headingPeriod(heading, dates)?.period ?? heading
  return across === 'team' ? asName(name ?? heading) : ''
}

function figuresFaults({ columns, measure }: LayoutRules): LayoutFault[] {
  const isWide = columns.some(({ use }) => typeof use === 'object')
  const isLong = columns.some(({ use }) => isFigurePart(use))
  const hasColumn = columns.some(({ use }) => use === 'kpi')
  if (measure !== undefined && (hasColumn || isWide)) {
    const message = 'A column holds the measure: it cannot come from elsewhere too'
    return [{ part: 'measure', message }]
  }
  if (isWide && (isLong || hasColumn)) {
    const message =
      'Say of every column of figures which measure it holds, or of none, with a column that names it'
    return [{ part: 'columns', message }]
  }
  if (!isWide && !isLong) {
    return [{ part: 'columns', message: 'Select at least one column that holds figures' }]
  }
  return isLong && !hasColumn && measure === undefined
    ? [{ part: 'columns', message: 'Select the column that names the measure' }]
    : []
}

function acrossFaults(rules: LayoutRules): LayoutFault[] {
  const { columns, dates, period, team } = rules
  const across = columns.flatMap((column, place) => (column.across === undefined ? [] : [{ column, place }]))
  const isRead = (what: 'period' | 'team') =>
    across.some(({ column }) => column.across === what && column.use !== 'ignored')
  if (across.some(({ column }) => column.across !== across[0]?.column.across)) {
    return [{ part: 'columns', message: 'The headings can name the months or the teams, not both' }]
  }
  const faults = across.flatMap(({ column, place }): LayoutFault[] => {
    const { heading, use } = column
    if (typeof use === 'string' && use !== 'ignored' && !isFigurePart(use)) {
      return [
        {
          part: place,
          message: `‘${heading}’ names a ${column.across === 'team' ? 'team' : 'month'} and cannot hold ${useWords[use]}`,
        },
      ]
    }
    if (column.across === 'period' && headingPeriod(heading, dates) === null) {
      return [{ part: place, message: `‘${heading}’ names no month. Write it like April 2019` }]
    }
    return []
  })
  for (const [part, isThere, word] of [
    ['period', period.from === 'heading', 'month'],
    ['team', team.from === 'heading', 'team'],
  ] as const) {
    if (isThere && !isRead(part)) {
      faults.push({ part, message: `Select what the columns hold whose headings name a ${word}` })
    }
    if (!isThere && isRead(part)) {
      faults.push({ part, message: `A heading names the ${word}: it cannot come from elsewhere too` })
    }
  }
  return faults.length > 0 ? faults : alikeFaults(rules)
}

/** Columns of one kind have one use, so the layout must find its own columns in its own headings. */
function alikeFaults(rules: LayoutRules): LayoutFault[] {
  const { columns } = rules
  const matcher = columnMatcher(rules)
  const headings = columns.map(({ heading }) => heading)
  const placed = matcher.place(headings)
  if (placed === null) {
    const twice = matcher.twice(headings)
    const message =
      twice === null
        ? 'Each month or team needs the same columns of figures'
        : `‘${twice[0]}’ and ‘${twice[1]}’ are the same figure of the same month or team`
    return [{ part: 'columns', message }]
  }
  return columns.flatMap(({ heading, use }, place) => {
    const read = placed[place]?.use
    const isAlike = read === 'ignored' || useKey(read) === useKey(use)
    return isAlike ? [] : [{ part: place, message: `Say the same of ‘${heading}’ as of the columns like it` }]
  })
}

function useKey(use: LayoutColumn['use'] | undefined): string {
  return typeof use === 'object' ? `${use.kpi} ${use.part}` : String(use)
}

function sourceFaults(rules: LayoutRules, register: ExtractRegister): LayoutFault[] {
  const faults: LayoutFault[] = []
  const has = (use: LayoutColumn['use']) => rules.columns.some((column) => column.use === use)
  for (const [part, use] of [
    ['team', 'team'],
    ['period', 'period'],
  ] as const) {
    const isColumn = rules[part].from === 'column'
    const what = useWords[use]
    if (isColumn && !has(use)) faults.push({ part, message: `Select the column that holds ${what}` })
    if (!isColumn && has(use)) {
      faults.push({ part, message: `A column holds ${what}: it cannot come from elsewhere too` })
    }
  }
  if (rules.team.from === 'constant' && !register.units.has(rules.team.code)) {
    faults.push({ part: 'team', message: 'Select the team' })
  }
  if (rules.measure?.from === 'constant' && !register.kpis.has(rules.measure.code)) {
    faults.push({ part: 'measure', message: 'Select the measure' })
  }
  for (const [place, { heading, use, fillDown }] of rules.columns.entries()) {
    if (fillDown !== true || use === 'team' || use === 'kpi' || use === 'period') continue
    const message = `‘${heading}’ holds no name: its blank cells cannot take what is above them`
    faults.push({ part: place, message })
  }
  return faults
}

function codeFaults(rules: LayoutRules, register: ExtractRegister): LayoutFault[] {
  return [
    ...namesFaults('teams', rules.teams, (code) => register.units.has(code)),
    ...namesFaults('kpis', rules.kpis, (code) => register.kpis.has(code)),
  ]
}

function namesFaults(
  part: 'teams' | 'kpis',
  names: readonly NamedCode[],
  isKnown: (code: string) => boolean,
): LayoutFault[] {
  const codes = new Map<string, string>()
  return names.flatMap(({ name, code }): LayoutFault[] => {
    const other = codes.get(asName(name))
    codes.set(asName(name), code)
    if (!isKnown(code)) return [{ part, message: `‘${code}’, given for ‘${name}’, is not a code` }]
    if (other !== undefined && other !== code) {
      return [{ part, message: `‘${name}’ cannot be both ${other} and ${code}` }]
    }
    return []
  })
}
