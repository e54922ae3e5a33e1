/** What is known in one place alone: everything else asks there, and does not know it a second time. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const FOLDERS = ['server', 'dashboards', 'jobs', 'seeds']

type Rule = {
  sentence: string
  /** The one file, or the beginning of the paths of those, that may have it. */
  home: string
  pattern: RegExp
  /** Text that breaks the rule. */
  broken: readonly string[]
  /** Text that looks like it and breaks nothing. */
  sound: readonly string[]
}

const RULES: readonly Rule[] = [
  {
    sentence: 'the month of a day is found in one place',
    home: 'server/domain/time/period.ts',
    pattern: /[.](slice|substring|substr)\(\s*0,\s*7\s*\)/,
    broken: ['const month = day.slice(0, 7)', 'loadUnits((await today()).substring(0,7))'],
    sound: ['const month = monthOf(day)', 'const year = day.slice(0, 4)'],
  },
  {
    sentence: 'what was known at a moment, is in force or holds for a month is asked in one place',
    home: 'server/db/as-of.ts',
    pattern: new RegExp(
      [
        /'(\w+[.])?(decided_on|on_day|published_at|rated_on|recorded_at|taken_at|updated_on|valid_from)',\s*'<='/,
        /\b(decided_on|on_day|published_at|rated_on|recorded_at|taken_at|updated_on) <= [$]\{/,
        /\b(superseded_at|valid_to)',\s*'(is|>|>=)'/,
        /\b(superseded_at|valid_to) (is null|>)/,
      ]
        .map(({ source }) => source)
        .join('|'),
    ),
    broken: [
      "q.where('f.published_at', '<=', asAt)",
      "q.where('l.superseded_at', 'is', null)",
      "e('valid_to', '>=', month)",
      `sql\`select 1 from figure where published_at <= \${asAt}\``,
      'sql`select 1 from kpi_target t where t.superseded_at is null`',
    ],
    sound: [
      "q.where(asOf(asAt, 'f.published_at'))",
      '.set({ superseded_at: now })',
      "q.where('published_at', '>', from)",
      'bool_and(d.valid_to is not null)',
    ],
  },
  {
    sentence: 'the addresses of units, measures, actions, extracts and definitions are built in one place',
    home: 'dashboards/addresses.ts',
    pattern:
      /(?<!\/api\/v1)\/(units|plan\/actions|extracts|help\/kpis)\/([$]\{|['"] ?[+])|\}\/(scorecards|kpis)\b/,
    broken: [
      `html\`<a href="/units/\${unit.code}">\``,
      `reply.redirect(\`/extracts/\${id}\`)`,
      "const href = '/plan/actions/' + ref",
      `const page = \`\${unitAddress(unit)}/scorecards/\${month}\``,
    ],
    sound: [
      `html\`<a href="\${unitAddress(unit.code)}">\``,
      `reply.redirect(\`/api/v1/extracts/\${id}\`)`,
      "app.get('/units/:unit/kpis/:kpi', config, answer)",
    ],
  },
  {
    sentence: 'the names of a list are joined to a sentence in one place',
    home: 'server/domain/wording/name-list.ts',
    pattern: /slice\(0, -1\)[.]join\(', '\)/,
    broken: [`const said = \`\${names.slice(0, -1).join(', ')} or \${names.at(-1)}\``],
    sound: ["nameList(teams, 'or')", 'scheme.protocol.slice(0, -1)'],
  },
  {
    sentence: 'a word is fitted to its count in one place',
    home: 'server/domain/wording/word-for.ts',
    pattern: /(===|!==) 1\s*[?]\s*('[^'\n]*'|`[^`]*`)\s*:\s*['`]|> 1\s*[?]\s*'[^'\n]+'\s*:\s*'[^']/,
    broken: [
      `\`\${n} \${n === 1 ? 'team' : 'teams'}\``,
      `\`\${n} team\${n !== 1 ? 's' : ''}\``,
      "const verb = teams.length === 1\n  ? 'is'\n  : 'are'",
      `const said = count === 1 ? 'a warning' : \`\${count} warnings\``,
      "teams.length > 1 ? 'are' : 'is'",
    ],
    sound: [
      "plural(n, 'team')",
      "wordFor(teams.length, 'is', 'are')",
      'const only = teams.length === 1 ? teams[0] : undefined',
      "const only = teams.length === 1 ? (teams[0] ?? '') : ''",
    ],
  },
  {
    sentence: 'a sentence is given its capital in one place',
    home: 'server/domain/wording/format.ts',
    pattern:
      /([.](charAt|at)\(0\)|[.](slice|substring)\(0, ?1\)|\[0\])[?]?[.]to(Locale)?UpperCase\(\)\s*([+]|\})/,
    broken: ['text.charAt(0).toUpperCase() + text.slice(1)', 'text[0].toUpperCase() + text.slice(1)'],
    sound: ['capital(text)', 'const period = found[0].toUpperCase()'],
  },
  {
    sentence: 'CSV is written in one place',
    home: 'server/domain/extracts/csv-record.ts',
    pattern: /replaceAll\(\s*(['"`/])"\1g?,\s*(['"`])""\2|['"]csv-stringify/,
    broken: [
      `text.replaceAll('"', '""')`,
      `text.replaceAll(/"/g, '""')`,
      "import { stringify } from 'csv-stringify/sync'",
    ],
    sound: ['cells.map(quoted)', `xml.replaceAll('"', '&quot;')`],
  },
  {
    sentence: 'workbooks are written in one place',
    home: 'server/xlsx/write/',
    pattern: /openxmlformats[.]org\/spreadsheetml|from '(write-excel-file|exceljs|xlsx|hucre)[/']/,
    broken: [
      "import writeWorkbook from 'write-excel-file/universal'",
      "const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'",
    ],
    sound: [
      "import { wholeWorkbook } from '#server/xlsx/write/write-workbook.ts'",
      "export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'",
    ],
  },
]

const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `${folder}/${path}`),
).map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))

/** The lines on which a text breaks a rule. */
function linesBreaking({ pattern }: Rule, text: string): number[] {
  return [...text.matchAll(new RegExp(pattern, 'g'))].map(
    ({ index }) => text.slice(0, index).split('\n').length,
  )
}

describe.each(RULES)('$sentence', (rule) => {
  test('in every file of the service', () => {
    expect(files.length).toBeGreaterThan(500)
    expect(files.filter(({ path }) => path.startsWith(rule.home))).not.toEqual([])
    const elsewhere = files.filter(({ path }) => !path.startsWith(rule.home))
    expect(
      elsewhere.flatMap(({ path, text }) => linesBreaking(rule, text).map((line) => `${path}:${line}`)),
    ).toEqual([])
  })

  test('and a place that broke it would be found', () => {
    expect(rule.broken.map((text) => linesBreaking(rule, text).length)).toEqual(rule.broken.map(() => 1))
    expect(rule.sound.flatMap((text) => linesBreaking(rule, text))).toEqual([])
  })
})
