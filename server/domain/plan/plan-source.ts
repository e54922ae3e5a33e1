/** The source of a lead or a date in the plan. The plan document has blank, merged and misplaced cells: a value
 *  taken from elsewhere stays marked until a person confirms it. */

/** In words, or null where the document itself states it: "inherited from R8.1, to be confirmed". */
export function sourceRemark(source: string): string | null {
  if (source === 'stated') return null
  if (source === 'blank') return 'left blank in the plan'
  if (source === 'displaced-into-progress-column')
    return 'found in the plan’s progress column, to be confirmed'
  const [how = '', ref = ''] = source.split(':')
  if (how === 'inherited') return `inherited from ${ref}, to be confirmed`
  if (how === 'shared-below') return `shared with ${ref} in the plan, to be confirmed`
  if (how === 'merged-split') return `from a cell merged with ${ref}, to be confirmed`
  return `${source}, to be confirmed`
}
