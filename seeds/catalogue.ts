/** Reads the seed files and finds every contradiction between them. */

import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { resolveRule, termsOf } from '#domain/catalogue/measure-rule.ts'
import { countsEachOne } from '#domain/figures/each-one.ts'
import {
  benchmarkSeed,
  type Catalogue,
  type KpiSeed,
  kpiSeed,
  type PlanSeed,
  planSeed,
  type RuleSeed,
  returnSeed,
  ruleSeed,
  type UnitSeed,
  unitSeed,
} from './schemas.ts'

/** Thrown with every fault on its own line, so that all can be corrected at once. */
export class CatalogueError extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(`The catalogue is not usable:\n${faults.map((fault) => `- ${fault}`).join('\n')}`)
    this.name = 'CatalogueError'
    this.faults = faults
  }
}

/** The catalogue in `folder`, which contains `units.csv`, `returns.json`, `plan.json`, `benchmarks.csv`, `kpis/` and
 * `rules/`. Throws CatalogueError with every fault in their form. */
export function readCatalogue(folder: URL = new URL('.', import.meta.url)): Catalogue {
  const faults: string[] = []
  const kpis = readEach('kpis', kpiSeed, folder, faults)
  const rules = readEach('rules', ruleSeed, folder, faults)
  const returns = shaped(
    z.array(returnSeed),
    readJson(new URL('returns.json', folder)),
    'returns.json',
    faults,
  )
  const plan = shaped(planSeed, readJson(new URL('plan.json', folder)), 'plan.json', faults)
  const units = shaped(z.array(unitSeed), readCsv(new URL('units.csv', folder)), 'units.csv', faults)
  const benchmarks = shaped(
    z.array(benchmarkSeed),
    readCsv(new URL('benchmarks.csv', folder)),
    'benchmarks.csv',
    faults,
  )
  if (faults.length > 0 || returns === null || plan === null || units === null || benchmarks === null)
    throw new CatalogueError(faults)
  return {
    units,
    returns,
    plan,
    benchmarks,
    kpis: kpis.sort((a, b) => a.position - b.position),
    rules,
  }
}

/** The things of a folder that has a file for each, named by its code. */
function readEach<T extends { code: string }>(
  of: 'kpis' | 'rules',
  schema: z.ZodType<T>,
  folder: URL,
  faults: string[],
): T[] {
  const names = readdirSync(new URL(`${of}/`, folder))
    .filter((name) => name.endsWith('.json'))
    .sort()
  return names.flatMap((name) => {
    const thing = shaped(schema, readJson(new URL(`${of}/${name}`, folder)), `${of}/${name}`, faults)
    if (thing !== null && `${thing.code}.json` !== name) faults.push(`${of}/${name} holds ${thing.code}`)
    return thing ?? []
  })
}

/** Every contradiction in a catalogue, as sentences that name what to correct; none for a consistent one. */
export function catalogueFaults(catalogue: Catalogue): string[] {
  return [
    ...repeated(
      'unit',
      catalogue.units.map((u) => u.code),
    ),
    ...repeated(
      'return',
      catalogue.returns.map((r) => r.code),
    ),
    ...repeated(
      'KPI',
      catalogue.kpis.map((k) => k.code),
    ),
    ...repeated(
      'action',
      catalogue.plan.actions.map((a) => a.ref),
    ),
    ...repeated(
      'section',
      catalogue.plan.sections.map((s) => s.ref),
    ),
    ...unitFaults(catalogue.units),
    ...positionFaults(catalogue.kpis),
    ...catalogue.kpis.flatMap((kpi) => kpiFaults(kpi, catalogue)),
    ...repeated(
      'rule',
      catalogue.rules.map((rule) => rule.code),
    ),
    ...catalogue.rules.flatMap((rule) => ruleFaults(rule, catalogue.kpis)),
    ...planFaults(catalogue.plan, catalogue.kpis),
    ...repeated(
      'benchmark',
      catalogue.benchmarks.map((b) => `${b.measure} ${b.geography} ${b.year}`),
    ),
  ]
}

function unitFaults(units: readonly UnitSeed[]): string[] {
  const byCode = new Map(units.map((unit) => [unit.code, unit]))
  const faults: string[] = []
  const councils = units.filter((unit) => unit.kind === 'council').length
  if (councils !== 1) faults.push(`there are ${councils} councils where there must be one`)
  const parentKind = { council: null, service: 'council', team: 'service' } as const
  for (const unit of units) {
    const parent = byCode.get(unit.parent)
    if (unit.kind === 'council' && unit.parent !== '')
      faults.push(`unit ${unit.code} is the council and has a parent`)
    if (unit.kind !== 'council' && parent === undefined)
      faults.push(`unit ${unit.code} has an unknown parent "${unit.parent}"`)
    if (parent !== undefined && parent.kind !== parentKind[unit.kind])
      faults.push(`unit ${unit.code} is a ${unit.kind} under a ${parent.kind}`)
    if ((unit.kind === 'team') !== (unit.team_type !== ''))
      faults.push(`unit ${unit.code} is a ${unit.kind} and its team type is "${unit.team_type}"`)
    if (unit.closed !== '' && unit.closed < unit.opened)
      faults.push(`unit ${unit.code} closes on ${unit.closed}, before it opens on ${unit.opened}`)
    if (unit.successor_of !== '' && !byCode.has(unit.successor_of))
      faults.push(`unit ${unit.code} succeeds an unknown unit "${unit.successor_of}"`)
  }
  return faults
}

/** Two KPIs at one position could swap places from one answer to the next. */
function positionFaults(kpis: readonly KpiSeed[]): string[] {
  return [...Map.groupBy(kpis, ({ position }) => position)]
    .filter(([, at]) => new Set(at.map(({ code }) => code)).size > 1)
    .map(
      ([position, at]) =>
        `KPIs ${at.map(({ code }) => code).join(' and ')} have one position, ${position}: each needs its own`,
    )
}

function kpiFaults(kpi: KpiSeed, catalogue: Catalogue): string[] {
  const faults: string[] = []
  const teamTypes = new Set([...catalogue.units.map((unit) => unit.team_type), 'SVC'])
  for (const type of kpi.teamTypes) if (!teamTypes.has(type)) faults.push(`unknown team type ${type}`)
  for (const type of kpi.countedBy)
    if (!kpi.teamTypes.includes(type)) faults.push(`counted by ${type}, whose teams do not carry it`)
  if (kpi.countedBy.includes('SVC')) faults.push('counted by SVC, which is never added')
  if (kpi.countedBy.length === 0 && kpi.teamTypes.some((type) => type !== 'SVC'))
    faults.push('counted by no team, though teams carry it')
  if (!catalogue.returns.some((r) => r.code === kpi.return)) faults.push(`unknown return ${kpi.return}`)
  const actions = new Set(catalogue.plan.actions.map((action) => action.ref))
  for (const ref of kpi.actions) if (!actions.has(ref)) faults.push(`unknown action ${ref}`)
  for (const ref of new Set(kpi.actions.filter((r, i) => kpi.actions.indexOf(r) !== i)))
    faults.push(`linked twice to action ${ref}`)
  if (kpi.benchmark !== null && !catalogue.benchmarks.some((b) => b.measure === kpi.benchmark))
    faults.push(`unknown benchmark ${kpi.benchmark}`)
  const needsDenominator = kpi.kind === 'ratio' || kpi.kind === 'mean' || kpi.kind === 'median'
  if (needsDenominator !== (kpi.denominator !== null))
    faults.push(`a ${kpi.kind} ${needsDenominator ? 'without' : 'with'} a denominator`)
  if (kpi.kind === 'ratio' && kpi.minimum === null)
    faults.push('a ratio without a minimum: say from which denominator on it is judged')
  if (!needsDenominator && kpi.minimum !== null)
    faults.push(`a ${kpi.kind} with a minimum: only what has a denominator has one`)
  if (kpi.eachOneCounts !== null && !countsEachOne(kpi))
    faults.push(
      'counts each one, which only a percentage or a count that is good when low can, or a percentage when high',
    )
  if ((kpi.targets.length === 0) !== (kpi.noTargetBecause !== null))
    faults.push('needs either targets or a reason for having none')
  return [...faults, ...targetFaults(kpi)].map((fault) => `KPI ${kpi.code}: ${fault}`)
}

function targetFaults(kpi: KpiSeed): string[] {
  const faults: string[] = []
  kpi.targets.forEach((target, i) => {
    const previous = kpi.targets[i - 1]
    if (target.to !== null && target.to < target.from)
      faults.push(`the target from ${target.from} ends before it begins`)
    if (previous !== undefined && (previous.to === null || previous.to >= target.from))
      faults.push(`the target from ${target.from} overlaps the one from ${previous.from}`)
    if (target.floor === null) return
    const wrong =
      (kpi.good === 'higher' && target.floor > target.target) ||
      (kpi.good === 'lower' && target.floor < target.target)
    if (wrong)
      faults.push(
        `the floor ${target.floor} is on the wrong side of the target ${target.target} (good: ${kpi.good})`,
      )
  })
  return faults
}

/** A rule needs measures that exist, are collected in its grains and have the part it adds, and a kind of unit that carries them
 *  all. */
function ruleFaults(rule: RuleSeed, kpis: readonly KpiSeed[]): string[] {
  const faults: string[] = []
  const carried = termsOf(rule).flatMap(({ kpi, part, weeks }) => {
    const measure = kpis.find(({ code }) => code === kpi)
    if (measure === undefined) {
      faults.push(`unknown KPI ${kpi}`)
      return []
    }
    for (const grain of weeks === undefined ? rule.grains : (['weekly'] as const))
      if (!measure.grains.includes(grain)) faults.push(`${kpi} has no ${grain} figures`)
    if (weeks !== undefined && rule.grains.join() !== 'monthly') faults.push('only a month has weeks')
    const hasPart =
      part === 'numerator' ? measure.kind !== 'median' : measure.kind !== 'count' && measure.kind !== 'stock'
    if (!hasPart) faults.push(`${kpi} is a ${measure.kind} and has no ${part}`)
    return [measure.teamTypes]
  })
  if (!carried[0]?.some((type) => carried.every((types) => types.includes(type))))
    faults.push('no type of unit carries all its measures, so it would never be judged')
  for (const example of ['fires', 'holds'] as const)
    if (resolveRule(rule, rule[example].period) === null)
      faults.push(`the example of ‘${example}’ is of a period for which it is not judged`)
  return faults.map((fault) => `rule ${rule.code}: ${fault}`)
}

function planFaults(plan: PlanSeed, kpis: readonly KpiSeed[]): string[] {
  const sections = new Set(plan.sections.map((section) => section.ref))
  const actions = new Set(plan.actions.map((action) => action.ref))
  const faults: string[] = []
  for (const action of plan.actions) {
    if (!sections.has(action.section) || !action.ref.startsWith(`${action.section}.`))
      faults.push(`action ${action.ref} stands in section ${action.section}`)
    for (const milestone of action.milestones) {
      if ((milestone.originalDue === null) !== (milestone.movedBecause === null))
        faults.push(`action ${action.ref}: a milestone that moved needs its first month and the reason`)
    }
    if (action.cadence !== null && action.cadenceSource === null)
      faults.push(`action ${action.ref} has a cadence without a source`)
  }
  for (const item of plan.evidence) {
    if (!actions.has(item.action))
      faults.push(`evidence "${item.statement}" names an unknown action ${item.action}`)
    if (!kpis.some((kpi) => kpi.code === item.kpi))
      faults.push(`evidence "${item.statement}" names an unknown KPI ${item.kpi}`)
  }
  return faults
}

function repeated(what: string, codes: readonly string[]): string[] {
  const seen = new Set<string>()
  const again = new Set<string>()
  for (const code of codes) (seen.has(code) ? again : seen).add(code)
  return [...again].map((code) => `${what} ${code} is there twice`)
}

function shaped<T>(schema: z.ZodType<T>, content: unknown, file: string, faults: string[]): T | null {
  const result = schema.safeParse(content)
  if (result.success) return result.data
  for (const issue of result.error.issues) faults.push(`${file}: ${issue.path.join('.')}: ${issue.message}`)
  return null
}

function readJson(file: URL): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}

function readCsv(file: URL): unknown {
  return parse(readFileSync(file), { columns: true, bom: true })
}
