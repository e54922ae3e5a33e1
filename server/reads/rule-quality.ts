/** Where measures do not agree with each other: since when, by which publication, and when it was mended. */
import type { MeasureRule } from '#domain/catalogue/measure-rule.ts'
import { type RuleChange, ruleEpisodes } from '#domain/figures/rule-history.ts'
import { asOf, inForce } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { loadMeasureRules } from '../record/measure-rules.ts'

/** A publication that broke or mended a rule. */
export type RulePublication = {
  id: number
  at: Date
  by: string
  /** The file that it published or took back; null if there was none. */
  extract: { id: number; filename: string; isTakenBack: boolean } | null
}

/** A time during which a rule was broken for a unit and a period. */
export type RuleBreach = {
  rule: Pick<MeasureRule, 'code' | 'name' | 'because' | 'left' | 'right'>
  unit: { code: string; name: string }
  period: string
  /** Both sums as they were last. */
  left: number
  right: number
  since: RulePublication
  /** Null while it is broken. */
  ended: (RulePublication & { state: 'mended' | 'not_judged' }) | null
}

/** How many rules are in force, what is broken, the latest period first, and what was, the latest first. */
export type RuleQuality = { rules: number; broken: RuleBreach[]; ended: RuleBreach[] }

type Change = RuleChange & { at: RulePublication }

/** The state of the rules across measures, now or as it was known at a moment. An outside audience gets nothing. */
export async function loadRuleQuality(db: ReadSource, asAt?: Date): Promise<RuleQuality> {
  if (db.audience === 'outside') return { rules: 0, broken: [], ended: [] }
  const [rules, changes] = await Promise.all([loadMeasureRules(db, { asAt }), loadChanges(db, asAt)])
  const names = changes.length === 0 ? new Map<string, string>() : await loadNames(db, asAt)
  const found = ruleEpisodes(changes).flatMap(({ since, latest, ended }): RuleBreach[] => {
    const rule = rules.find(({ code }) => code === since.rule)
    if (rule === undefined || latest.left === null || latest.right === null) return []
    return [
      {
        rule: { code: rule.code, name: rule.name, because: rule.because, left: rule.left, right: rule.right },
        unit: { code: since.unit, name: names.get(since.unit) ?? since.unit },
        period: since.period,
        left: latest.left,
        right: latest.right,
        since: since.at,
        ended:
          ended === null
            ? null
            : { ...ended.at, state: ended.state === 'not_judged' ? 'not_judged' : 'mended' },
      },
    ]
  })
  const byPeriod = (a: RuleBreach, b: RuleBreach) => (a.period < b.period ? 1 : a.period > b.period ? -1 : 0)
  return {
    rules: new Set(rules.map(({ code }) => code)).size,
    broken: found.filter(({ ended }) => ended === null).sort(byPeriod),
    ended: found
      .filter(({ ended }) => ended !== null)
      .sort((a, b) => (b.ended?.id ?? 0) - (a.ended?.id ?? 0) || byPeriod(a, b)),
  }
}

async function loadChanges(db: ReadSource, asAt: Date | undefined): Promise<Change[]> {
  const rows = await db
    .selectFrom('rule_change as c')
    .innerJoin('publication as p', (j) =>
      j.onRef('p.council_id', '=', 'c.council_id').onRef('p.id', '=', 'c.publication_id'),
    )
    .leftJoin('extract as x', (j) =>
      j.onRef('x.council_id', '=', 'p.council_id').onRef('x.id', '=', 'p.extract_id'),
    )
    .select(['c.rule_code as rule', 'c.unit_code as unit', 'c.period', 'c.state'])
    .select(['c.left_sum as left', 'c.right_sum as right', 'c.published_at as at', 'p.published_by as by'])
    .select(['p.id as publication', 'p.kind', 'x.id as extract', 'x.filename'])
    .where('c.council_id', '=', councilId)
    .where(asOf(asAt, 'c.published_at'))
    .orderBy('c.rule_code')
    .orderBy('c.unit_code')
    .orderBy('c.period')
    .orderBy('p.id')
    .execute()
  return rows.map(({ state, at, by, kind, extract, filename, ...row }) => ({
    ...row,
    state: state as RuleChange['state'],
    at: {
      id: row.publication,
      at,
      by,
      extract:
        extract === null ? null : { id: extract, filename: filename ?? '', isTakenBack: kind === 'revert' },
    },
  }))
}

/** The latest name of each unit. */
async function loadNames(db: ReadSource, asAt: Date | undefined): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('unit_detail')
    .distinctOn('unit_code')
    .select(['unit_code', 'name'])
    .where('council_id', '=', councilId)
    .where(inForce(asAt))
    .orderBy('unit_code')
    .orderBy('valid_from', 'desc')
    .execute()
  return new Map(rows.map(({ unit_code, name }) => [unit_code, name]))
}
