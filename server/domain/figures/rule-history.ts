/** Since when a rule across measures is broken for a unit, and when it was mended. */

/** What a publication made of a rule for one unit and period: broken, mended, or no longer judged because a figure that it needs
 *  was taken back or withheld. */
export type RuleState = 'broken' | 'mended' | 'not_judged'

/** A state of a rule for a unit and a period, with the publication that brought it. */
export type RuleChange = {
  rule: string
  unit: string
  period: string
  publication: number
  state: RuleState
  /** Both sums; null if it is no longer judged. */
  left: number | null
  right: number | null
}

/** A time during which a rule was broken for a unit and a period. */
export type RuleEpisode<Change extends RuleChange = RuleChange> = {
  /** The publication that broke it. */
  since: Change
  /** The latest publication under which it is or was broken: the sums may have moved. */
  latest: Change
  /** The publication that ended it; null while it is broken. */
  ended: Change | null
}

/** The episodes of all rules, units and periods, by when they began. Changes of one rule, unit and period count in the order of
 *  their publications. */
export function ruleEpisodes<Change extends RuleChange>(changes: readonly Change[]): RuleEpisode<Change>[] {
  const ordered = changes.toSorted((a, b) => a.publication - b.publication)
  const open = new Map<string, RuleEpisode<Change>>()
  const episodes: RuleEpisode<Change>[] = []
  for (const change of ordered) {
    const key = JSON.stringify([change.rule, change.unit, change.period])
    const current = open.get(key)
    if (change.state !== 'broken') {
      if (current !== undefined) current.ended = change
      open.delete(key)
    } else if (current !== undefined) current.latest = change
    else {
      const begun = { since: change, latest: change, ended: null }
      open.set(key, begun)
      episodes.push(begun)
    }
  }
  return episodes
}
