/** Every check of an extract, in the words of the rules page: what is checked, an example, what to do. A fault's
 *  own message is more specific, since it quotes the file. */
import type { ExtractProblemCode, ExtractWarningCode } from './problem.ts'

/** What a check looks at: the file as a whole, its columns, a row, or what a row means. */
export type RuleLevel = 'file' | 'columns' | 'rows' | 'meaning'

export type ExtractRule = {
  level: RuleLevel
  /** What is asked of a file, as a sentence. */
  rule: string
  /** Something that breaks it. */
  example: string
  remedy: string
}

export const problemRules: Record<ExtractProblemCode, ExtractRule> = {
  wrong_type: {
    level: 'file',
    rule: 'The file is a CSV or an XLSX, whatever its name ends with.',
    example: 'A PDF, or a workbook of an older kind (.xls)',
    remedy: 'Save it as XLSX or as CSV (UTF-8).',
  },
  password_protected: {
    level: 'file',
    rule: 'A workbook opens without a password.',
    example: 'A workbook that asks for a password',
    remedy: 'Save a copy without the password.',
  },
  empty: {
    level: 'file',
    rule: 'The file holds a row of headings and at least one row beneath.',
    example: 'A file of headings alone',
    remedy: 'Choose the file that holds the rows.',
  },
  too_large: {
    level: 'file',
    rule: 'A file on this page is at most 100 MB, a row 64 KB, and there are at most 200 columns.',
    example: 'A report of 340 columns',
    remedy: 'Split it by month or by return, or leave out what is not asked for.',
  },
  not_a_table: {
    level: 'columns',
    rule: 'The headings are ours, or those of a layout that somebody has confirmed.',
    example: 'A report with a title above its table',
    remedy:
      'Say once how the file is read, on its page of matching. The next one like it is read the same way.',
  },
  bad_encoding: {
    level: 'file',
    rule: 'The text is UTF-8, or UTF-16 with its mark.',
    example:
      'A CSV saved by an older Windows program, with an accent or a £ in it; a “Unicode text” that has lost its mark',
    remedy: 'Save it as CSV UTF-8, or say on its page that it is Windows-1252 once you have seen the cells.',
  },
  bad_quote: {
    level: 'file',
    rule: 'A double quote opens and closes a cell; inside one it is written twice.',
    example: '5" reports',
    remedy: 'Close it, remove it, or write it twice inside a quoted cell.',
  },
  child_level_data: {
    level: 'file',
    rule: 'No column and no cell is about one child. Such a file is not kept.',
    example:
      'A column called UPN, date of birth or child ID; an NHS number in a cell; a day of birth in a note',
    remedy: 'Send team totals. If it was the wrong file, nothing of it was stored.',
  },
  unknown_column: {
    level: 'columns',
    rule:
      'Each column is one that we know, or one of our own helpers (team_name, kpi_name, ' +
      'problem, previous_…). Capitals do not matter, and a space may stand for _. A column ' +
      'without a heading is ignored where it is blank in every row.',
    example: 'Num in place of numerator',
    remedy: 'Rename it or remove it. The closest name we know is offered.',
  },
  missing_column: {
    level: 'columns',
    rule: 'The columns team_code, kpi_code, period, numerator and denominator are all there.',
    example: 'No column called period',
    remedy: 'Add it, or rename the one that holds it.',
  },
  duplicate_column: {
    level: 'columns',
    rule: 'A column is there once.',
    example: 'Two columns called numerator',
    remedy: 'Keep one.',
  },
  ragged_row: {
    level: 'rows',
    rule: 'A row has as many cells as there are headings; only value, as_at and note may be missing at its end.',
    example:
      'A note with a comma in it and no quotes around it; a line beneath the table that says when it was run',
    remedy: 'Look for a missing or an extra comma. Remove what stands beneath the table.',
  },
  control_character: {
    level: 'rows',
    rule: 'No cell holds a character that cannot be seen.',
    example: 'A line break or a soft hyphen inside a team code',
    remedy: 'Type the cell again.',
  },
  formula: {
    level: 'rows',
    rule: 'A cell holds what it says and not a formula. A workbook’s formula is read where its result was saved with it.',
    example: '=B2/C2 in a CSV',
    remedy: 'Paste the result as a value.',
  },
  error_value: {
    level: 'rows',
    rule: 'No cell holds a spreadsheet’s error.',
    example: '#DIV/0! or #N/A',
    remedy: 'The formula in the extract failed: correct it at its source.',
  },
  unknown_team: {
    level: 'rows',
    rule: 'The team code is one of ours. Capitals do not matter.',
    example: 'HP-C where the team is HP-C1',
    remedy:
      'Say once, on the page of the check, which team the code means, for all its rows; or correct the file.',
  },
  unknown_kpi: {
    level: 'rows',
    rule: 'The KPI code is one of the catalogue’s. Capitals do not matter.',
    example: 'CP4 where the measure is CP04',
    remedy: 'Say once which measure the code means, for all its rows; or correct the file.',
  },
  bad_period: {
    level: 'rows',
    rule: 'A period is written 2019-04, 2019-W17 or 2019-Q2, as the measure is collected. A day is written 2019-04-30.',
    example: 'Apr-19, 04/2019 or 43556',
    remedy:
      'Write it in that form. In a workbook a date cell on the first of a month is that ' +
      'month; a CSV that a spreadsheet opened may hold May-19 for 2019-05: use the XLSX ' +
      'template.',
  },
  bad_number: {
    level: 'rows',
    rule: 'A figure is up to nine digits, with at most one full stop and four decimals. Nothing near it is taken for one.',
    example: '92%, 1,234, 12,5 or a number that a workbook shows as a date',
    remedy: 'Give numerator and denominator as plain numbers; leave both blank where there is no data.',
  },
  negative: {
    level: 'rows',
    rule: 'No figure is less than 0.',
    example: '-3, or (3) as accountants write it',
    remedy: 'Correct it at its source.',
  },
  symbol_unknown: {
    level: 'rows',
    rule: 'A symbol in place of a figure is one of c, z, x, low and k, in small letters.',
    example: 'n/a, - or ~',
    remedy: 'Write the symbol offered, or leave the cell blank where there is no data.',
  },
  missing_value: {
    level: 'rows',
    rule: 'A row that gives one figure gives the other that its measure needs; a row has its codes and its period.',
    example: 'A numerator of 12 and a blank denominator',
    remedy: 'Fill it in, or leave both blank where there is no data.',
  },
  numerator_exceeds_denominator: {
    level: 'meaning',
    rule: 'A numerator is the same as or less than its denominator, unless the measure says it may be more.',
    example: '45 of 41',
    remedy: 'See which of the two is wrong.',
  },
  looks_like_fraction: {
    level: 'meaning',
    rule: 'A percentage is given from 0 to 100, and not as a part of one.',
    example: '0.92 where the last months were about 90%',
    remedy: 'Write 92 for 92%. If 0.92% is right, give the numerator and the denominator.',
  },
  closed_team: {
    level: 'meaning',
    rule: 'A team has figures for the months in which it was open.',
    example: 'May 2019 for a team that closed on 31 March 2019',
    remedy: 'Give the figures to the team that took over its work, or remove the row.',
  },
  kpi_not_for_team: {
    level: 'meaning',
    rule: 'A measure comes from the kinds of team that carry it. A service or the council is added up from its teams.',
    example: 'Fostering approvals of an assessment team',
    remedy: 'Check both codes, or remove the row.',
  },
  future_period: {
    level: 'meaning',
    rule: 'A period has begun.',
    example: 'A row for next month',
    remedy: 'Correct the period, or send the row when the month has come.',
  },
  duplicate_row: {
    level: 'meaning',
    rule: 'A team, a measure and a period together stand in one row.',
    example: 'Rows 12 and 57 of the same team, measure and month, even where they agree',
    remedy: 'Keep one.',
  },
}

export const warningRules: Record<ExtractWarningCode, ExtractRule> = {
  cut_short: {
    level: 'file',
    rule: 'The last row of a CSV ends with a line end, as a program writes it.',
    example: 'A file whose last row breaks off after 12, where 120 was meant',
    remedy:
      'See that the file is whole and its last row right. Where a source always ends so, say it once on the page of its check.',
  },
  hidden_rows: {
    level: 'rows',
    rule: 'Rows, columns and sheets that a workbook hides, by hand or by a filter, are read like any other.',
    example: 'A filter that shows two teams of three: all three are read',
    remedy: 'See that what is hidden belongs to the file, or remove it.',
  },
  formula_value_used: {
    level: 'rows',
    rule: 'The saved result of a workbook’s formula is used as the figure.',
    example: 'A numerator that is =SUM(B2:B9)',
    remedy: 'See that the workbook was calculated before it was saved.',
  },
  value_without_denominator: {
    level: 'rows',
    rule: 'A value without counts is shown for its team, not judged, and left out of every total.',
    example: 'A value of 82.5 with numerator and denominator blank',
    remedy: 'Send the counts if you have them.',
  },
  looks_like_fraction: {
    level: 'meaning',
    rule: 'A value between 0 and 1 of a measure in percent is asked about where it may be right as it is.',
    example: '0.8 where the last months were about 1%',
    remedy: 'See whether 80% or 0.8% is meant. It is published as it is written.',
  },
  outside_usual_range: {
    level: 'meaning',
    rule: 'A figure that leaves its usual range is asked about once.',
    example: 'Visits in time that rise from 84% to 100%, where they lie between 70% and 93%',
    remedy: 'Look at the figure at its source.',
  },
  team_missing: {
    level: 'meaning',
    rule: 'A team that sent a return for the period before sends it again.',
    example: 'No May rows for a team that sent April',
    remedy: 'See whether its rows were left out.',
  },
  fewer_rows: {
    level: 'meaning',
    rule: 'A return has about as many rows as for the period before.',
    example: '12 rows where there were 40',
    remedy: 'See whether the file is whole.',
  },
  retired_measure: {
    level: 'meaning',
    rule: 'A measure is sent up to its last month only.',
    example: 'April rows of a measure whose last month was March',
    remedy:
      'Remove them at their source. If they are published, they are kept and shown on the measure’s own page only.',
  },
  restates_published: {
    level: 'meaning',
    rule: 'A figure that is published changes only with a reason.',
    example: 'An April figure sent again in May, with another numerator',
    remedy:
      'Compare the old and the new figure on the page of changes, and say why. The old one can still be read.',
  },
  restates_signed_off: {
    level: 'meaning',
    rule: 'A month that is signed off changes only with a reason, and its scorecard gets a new version.',
    example: 'A February figure sent again in May',
    remedy: 'Say why. The version that was signed off is kept.',
  },
  measures_disagree: {
    level: 'meaning',
    rule: 'Measures that count the same children, or a part of them, agree with each other. This informs and holds no file up.',
    example: '14 children on a plan for 12 months or more, and 12 for 9 months or more',
    remedy: 'Look at both figures at their source. Until they agree, the page of data quality names them.',
  },
}

const anyRules: Partial<Record<string, ExtractRule>> = { ...warningRules, ...problemRules }

/** The rule of a code, or null for one that has none. */
export function ruleOf(code: string): ExtractRule | null {
  return Object.hasOwn(anyRules, code) ? (anyRules[code] ?? null) : null
}

/** Where the rule of a code is explained. */
export function ruleAddress(code: string): string {
  return `/help/extracts#${code}`
}
