import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { subjectWords } from '#domain/wording/words.ts'
import { catalogueFaults, readCatalogue } from '../../seeds/catalogue.ts'
import { benchmarkSeed, type Catalogue, kpiSeed } from '../../seeds/schemas.ts'
import { some } from '../support/some.ts'

const catalogue = readCatalogue()

/** The catalogue with some part of it replaced, so that exactly one thing is wrong. */
function broken(change: (copy: Catalogue) => void): string[] {
  const copy = structuredClone(catalogue)
  change(copy)
  return catalogueFaults(copy)
}

function kpiIn(copy: Catalogue, code: string) {
  const kpi = copy.kpis.find((k) => k.code === code)
  if (kpi === undefined) throw new Error(`no ${code}`)
  return kpi
}

describe('the catalogue as seeded', () => {
  test('contradicts itself nowhere', () => {
    expect(catalogueFaults(catalogue)).toEqual([])
  })

  test('holds one KPI for each file, the core ones among them', () => {
    const files = readdirSync(new URL('../../seeds/kpis/', import.meta.url))
    expect(files.sort()).toEqual(catalogue.kpis.map((k) => `${k.code}.json`).sort())
    const core = catalogue.kpis.filter((k) => k.core)
    expect(core.length).toBeGreaterThan(0)
    expect(core.length).toBeLessThan(catalogue.kpis.length)
  })

  const definitionOf = ({ numerator, denominator, clock }: (typeof catalogue.kpis)[number]) =>
    `${numerator} ${denominator ?? ''} ${clock ?? ''}`

  test.each(some(catalogue.kpis.map((k) => [k.code, k] as const)))(
    '%s is defined without other councils',
    (_, kpi) => {
      expect(definitionOf(kpi)).not.toMatch(
        /\blocal\b|Camden|Darlington|Newcastle|Walsall|Nottinghamshire|LAIT/,
      )
      expect(kpi.targets.map((t) => t.source).join()).not.toContain('placeholder')
    },
  )

  test('names what its KPIs share by definition: whatever counts the same in the same words, and more', () => {
    const bases = Map.groupBy(
      catalogue.kpis.filter((k) => k.sharesBase !== null),
      (k) => k.sharesBase?.base,
    )
    expect(
      new Map(
        [...bases].map(([base, kpis]) => [
          base,
          kpis
            .map((k) => k.code)
            .sort()
            .join(' '),
        ]),
      ),
    ).toEqual(
      new Map([
        ['assessments_authorised', 'AS01 AS03 AS04 AS05'],
        ['care_leavers_19_to_21', 'CL02 CL03'],
        ['referrals_received', 'FD02 FD05'],
        ['placed_with_parents', 'LC03 LC04'],
        ['children_allocated', 'MO02 WF01'],
        ['missing_episodes_ended', 'MS02 MS03'],
        ['audits_graded', 'QA02 QA03'],
        ['employed_fte', 'WF03 WF04 WF05'],
      ]),
    )
    const counted = (text: string) => text.replace(/ \(.*\)$/, '')
    const inTheSameWords = Map.groupBy(
      catalogue.kpis.filter((k) => k.denominator !== null),
      (k) => counted(k.denominator ?? ''),
    )
    const same = [...inTheSameWords.values()].filter((kpis) => kpis.length > 1)
    for (const kpis of some(same)) {
      const [first] = kpis
      expect(first?.sharesBase, kpis.map((k) => k.code).join(' ')).not.toBeNull()
      for (const kpi of some(kpis)) expect(kpi.sharesBase).toEqual(first?.sharesBase)
    }
  })

  test('is of subjects that have words for the screen', () => {
    const withoutWords = catalogue.kpis.filter(({ subject }) => !(subject in subjectWords))
    expect(
      withoutWords.map(
        ({ code, subject }) =>
          `KPI ${code}: its subject ‘${subject}’ has no words: add them to ‘subjectWords’ in server/domain/wording/words.ts`,
      ),
    ).toEqual([])
  })

  test('says whom to ask where a definition needs an interval or limit of the council’s own', () => {
    const own = catalogue.kpis.filter((kpi) => definitionOf(kpi).includes('this council’s'))
    for (const { clock } of some(own))
      expect(clock).toMatch(/by the council’s own (interval|limit).*: ask the data team which it is$/)
  })

  test('holds a council, seven services and their teams, with the split of Help and Protection Central', () => {
    const kinds = (kind: string) => catalogue.units.filter((u) => u.kind === kind).length
    expect([kinds('council'), kinds('service'), kinds('team')]).toEqual([1, 7, 27])
    const successors = catalogue.units.filter((u) => u.successor_of === 'HP-C').map((u) => u.code)
    expect(successors).toEqual(['HP-C1', 'HP-C2'])
  })
})

describe('the plan as seeded', () => {
  const { actions, sections } = catalogue.plan
  const milestones = actions.flatMap((a) => a.milestones)
  const stated = actions.filter((a) => a.timescaleSource === 'stated').flatMap((a) => a.milestones)

  test('has 13 sections and 75 actions, 50 of recommendations and 25 of findings', () => {
    expect(sections).toHaveLength(13)
    expect(actions).toHaveLength(75)
    expect(actions.filter((a) => a.ref.startsWith('R'))).toHaveLength(50)
  })

  test('has 65 stated milestones and 104 with those inherited', () => {
    expect(stated).toHaveLength(65)
    expect(milestones).toHaveLength(104)
  })

  test('has 32 milestones in September 2019, 17 of them stated', () => {
    expect(milestones.filter((m) => m.due === '2019-09')).toHaveLength(32)
    expect(stated.filter((m) => m.due === '2019-09')).toHaveLength(17)
  })

  test('says where 25 blank leads and 30 blank timescales were taken from', () => {
    const notStated = (source: string) => source !== 'stated'
    expect(actions.filter((a) => notStated(a.leadSource)).length).toBeGreaterThanOrEqual(25)
    expect(actions.filter((a) => notStated(a.timescaleSource)).length).toBeGreaterThanOrEqual(30)
  })

  test('states completion for R9.1 and R9.6 alone', () => {
    expect(actions.filter((a) => a.statedStatus !== null).map((a) => a.ref)).toEqual(['R9.1', 'R9.6'])
  })

  test('keeps the first month of what slipped', () => {
    const moved = actions.filter((a) => a.milestones.some((m) => m.originalDue !== null)).map((a) => a.ref)
    expect(moved).toEqual(['R4.1', 'R4.2'])
  })

  test('an action without a natural KPI has none forced on it', () => {
    const linked = new Set(catalogue.kpis.flatMap((k) => k.actions))
    const without = actions.map((a) => a.ref).filter((ref) => !linked.has(ref))
    expect(without).toContain('R9.3')
    expect(without.length).toBeLessThan(actions.length / 5)
  })

  test('names roles as leads, never a person', () => {
    const roles = new Set(actions.flatMap((a) => a.leads))
    for (const role of some(roles))
      expect(role).toMatch(/HoS|Director|SMT|Manager|Nurse|Superintendent|Inspector|Partner/)
  })
})

describe('a catalogue that contradicts itself', () => {
  test('names a KPI linked to an action there is not', () => {
    expect(broken((c) => kpiIn(c, 'AS01').actions.push('R9.9'))).toEqual(['KPI AS01: unknown action R9.9'])
  })

  test('names a team type that counts children its teams do not carry', () => {
    expect(broken((c) => kpiIn(c, 'AS01').countedBy.push('CPA'))).toEqual([
      'KPI AS01: counted by CPA, whose teams do not carry it',
    ])
  })

  test('names a floor on the wrong side of its target, whichever way is good', () => {
    const flip = (code: string, floor: number) =>
      broken((c) => {
        for (const target of kpiIn(c, code).targets) target.floor = floor
      })
    expect(flip('AS01', 95)).toEqual([
      'KPI AS01: the floor 95 is on the wrong side of the target 90 (good: higher)',
    ])
    expect(flip('WF01', 12)).toEqual([
      'KPI WF01: the floor 12 is on the wrong side of the target 16 (good: lower)',
    ])
    expect(flip('AS01', 90)).toEqual([])
  })

  test('names an unknown parent, an unknown return and an unknown benchmark, all at once', () => {
    const faults = broken((c) => {
      const team = c.units.find((u) => u.code === 'HP-S1')
      if (team) team.parent = 'NOWHERE'
      kpiIn(c, 'CP04').return = 'nothing'
      kpiIn(c, 'CP01').benchmark = 'Nothing'
    })
    expect(faults).toEqual([
      'unit HP-S1 has an unknown parent "NOWHERE"',
      'KPI CP01: unknown benchmark Nothing',
      'KPI CP04: unknown return nothing',
    ])
  })

  test('names overlapping targets', () => {
    const faults = broken((c) => {
      const kpi = kpiIn(c, 'AS01')
      kpi.targets.push({ from: '2019-04', to: null, target: 92, floor: 80, source: 'board' })
    })
    expect(faults).toEqual(['KPI AS01: the target from 2019-04 overlaps the one from 2015-04'])
  })

  test('names what is there twice', () => {
    expect(broken((c) => c.kpis.push(structuredClone(kpiIn(c, 'AS01'))))).toEqual(['KPI AS01 is there twice'])
  })

  test('names a KPI that no team counts though teams carry it', () => {
    expect(
      broken((c) => {
        kpiIn(c, 'AS01').countedBy = []
      }),
    ).toEqual(['KPI AS01: counted by no team, though teams carry it'])
  })

  test('names a percentage without a minimum, and a count with one', () => {
    const faults = broken((c) => {
      kpiIn(c, 'AS01').minimum = null
      kpiIn(c, 'CP06').minimum = 5
    })
    expect(faults).toEqual([
      'KPI AS01: a ratio without a minimum: say from which denominator on it is judged',
      'KPI CP06: a stock with a minimum: only what has a denominator has one',
    ])
  })

  test('names a KPI that has neither a target nor the reason why', () => {
    const faults = broken((c) => {
      kpiIn(c, 'AS01').targets = []
    })
    expect(faults).toEqual(['KPI AS01: needs either targets or a reason for having none'])
  })

  test('names two KPIs at one position', () => {
    const faults = broken((c) => {
      kpiIn(c, 'AS02').position = kpiIn(c, 'AS01').position
    })
    expect(faults).toEqual(['KPIs AS01 and AS02 have one position, 80: each needs its own'])
  })

  test('names a section that is not the action’s own', () => {
    const faults = broken((c) => {
      const action = c.plan.actions.find((a) => a.ref === 'R1.1')
      if (action) action.section = 'R2'
    })
    expect(faults).toEqual(['action R1.1 stands in section R2'])
  })
})

describe('what a seed file may hold', () => {
  const sound = kpiIn(catalogue, 'AS01')

  test('a target written as text is refused, not turned into a number', () => {
    const target = { ...sound.targets[0], target: '90' }
    expect(kpiSeed.safeParse({ ...sound, targets: [target] }).success).toBe(false)
    expect(kpiSeed.safeParse({ ...sound, minimum: '' }).success).toBe(false)
  })

  test('an unknown key is refused', () => {
    expect(kpiSeed.safeParse({ ...sound, weight: 2 }).success).toBe(false)
  })

  test.each([
    ['85.7', 85.7],
    ['-', null],
  ])('a published figure %s is read as %s', (written, value) => {
    const row = { measure: 'm', title: 't', geography: 'g', year: '2019', value: written }
    expect(benchmarkSeed.parse(row).value).toBe(value)
  })

  test.each(['', ' ', '85%', '1e3', '0x10', '85,7', 'c'])(
    'a published figure written %j is refused',
    (written) => {
      const row = { measure: 'm', title: 't', geography: 'g', year: '2019', value: written }
      expect(benchmarkSeed.safeParse(row).success).toBe(false)
    },
  )
})
