import { describe, expect, test } from 'vitest'
import { readFile } from '../../support/read-file.ts'
import { goldenTidy, goldenWide, rowFaults, textOf, withoutQuotes } from '../../support/row-faults.ts'
import { partOf } from '../../support/run-size.ts'
import { some } from '../../support/some.ts'

const goldens = [goldenTidy, goldenWide].flatMap((golden) => [
  { title: `${golden.name} extract`, golden },
  { title: `${golden.name} extract without quotes`, golden: withoutQuotes(golden) },
])
/** Each begins with another fault if only a part of them is tried. */
const turned = some(goldens).map((each, turn) => ({ ...each, turn }))

describe.each(turned)('a $title', ({ title, golden, turn }) => {
  const text = textOf(golden.header, golden.rows)

  test('without a fault is accepted whole', async () => {
    const { problems, warnings, format } = await readFile(text)
    expect({ problems, format }).toEqual({ problems: [], format: golden.name })
    expect(warnings.filter(({ code }) => code !== 'value_without_denominator')).toEqual([])
  })

  test('with any fault in any row and column is refused, and the row named', async () => {
    const all = [...rowFaults(golden)]
    const faults = [...Map.groupBy(all, (f) => `${f.fault} ${f.row}`).values()].flatMap((own, i) =>
      partOf(own, 10, turn + i),
    )
    for (const each of ['fault', 'row', 'column'] as const)
      expect(new Set(faults.map((f) => f[each])), each).toEqual(new Set(all.map((f) => f[each])))
    const tried = new Map<string, number>()
    const missed: object[] = []
    for (const { fault, row, column, content } of faults) {
      tried.set(fault, (tried.get(fault) ?? 0) + 1)
      const [first] = (await readFile(content)).problems
      if (first?.row !== row) {
        const line = content.split('\r\n')[row - 1]
        missed.push({ fault, row, column, line, said: first?.message ?? 'accepted' })
      }
    }
    const total = [...tried.values()].reduce((sum, count) => sum + count, 0)
    const refused = total - missed.filter((miss) => 'said' in miss && miss.said === 'accepted').length
    console.info(
      `${title}: ${total} row faults, ${refused} refused, ${total - missed.length} in the right row`,
    )
    console.info([...tried].map(([fault, count]) => `${fault} ${count}`).join(' · '))
    expect(missed).toEqual([])
  }, 60_000)
})
