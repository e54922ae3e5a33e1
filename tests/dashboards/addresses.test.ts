import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  actionAddress,
  commentaryAddress,
  decisionAddress,
  definitionAddress,
  extractAddress,
  measureAddress,
  scorecardAddress,
  unitAddress,
  unitChangesAddress,
  unitDecisionsAddress,
} from '#dashboards/addresses.ts'

describe('the address of a page', () => {
  test('is as people know it', () => {
    expect([
      unitAddress('HP-S1'),
      scorecardAddress('HP-S1', '2019-04'),
      scorecardAddress('HP-S1', 'latest'),
      measureAddress('HP-S1', 'CP04'),
      measureAddress('HP-S1', 'CP04', '2019-Q1'),
      commentaryAddress('HP-S1', 'CP04', '2019-04'),
      unitChangesAddress('HP-S1'),
      unitDecisionsAddress('HP-S1'),
      decisionAddress('HP-S1', 7),
      decisionAddress('HP-S1', 'new'),
      actionAddress('R1.1'),
      extractAddress(12),
      definitionAddress('CP04'),
    ]).toEqual([
      '/units/HP-S1',
      '/units/HP-S1/scorecards/2019-04',
      '/units/HP-S1/scorecards/latest',
      '/units/HP-S1/kpis/CP04',
      '/units/HP-S1/kpis/CP04?to=2019-Q1',
      '/units/HP-S1/kpis/CP04/commentary?period=2019-04',
      '/units/HP-S1/changes',
      '/units/HP-S1/decisions',
      '/units/HP-S1/decisions/7',
      '/units/HP-S1/decisions/new',
      '/plan/actions/R1.1',
      '/extracts/12',
      '/help/kpis/CP04',
    ])
  })

  test('holds a unit and a measure whose code is made of signs, each as one part', () => {
    expect(unitAddress('H&P/1?a#b')).toBe('/units/H%26P%2F1%3Fa%23b')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (code) => {
        const { pathname, search, hash } = new URL(measureAddress(`u${code}`, `k${code}`), 'http://localhost')
        expect([pathname.split('/').length, search, hash]).toEqual([5, '', ''])
        expect(decodeURIComponent(pathname.split('/')[2] ?? '')).toBe(`u${code}`)
      }),
    )
  })
})
