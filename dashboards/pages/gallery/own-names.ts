/** The attributes that name something of their page, or point at it. */
const naming = /\s(id|for|name|headers|list|aria-(?:labelledby|describedby|controls|owns|details))="([^"]+)"/g
const landmark = /(\saria-label=")([^"]+)"/

/** Markup that was made to stand alone in a page, made to stand beside others like it: its ids and all that points at
 *  them begin with `prefix`, the names of its landmarks end with `suffix`, and a page's heading is a section's. */
export function withOwnNames(markup: string, { prefix, suffix }: { prefix: string; suffix: string }): string {
  const ids = new Set([...markup.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id))
  return markup
    .replaceAll(/<[a-z][^>]*>/gi, (tag) => {
      const named = tag
        .replaceAll(naming, (_, attribute: string, names: string) => {
          const own = names.split(/\s+/).map((name) => `${prefix}-${name}`)
          return ` ${attribute}="${own.join(' ')}"`
        })
        .replaceAll(/\shref="#([^"]*)"/g, (link, id: string) =>
          ids.has(id) ? ` href="#${prefix}-${id}"` : link,
        )
      return /^<(?:nav|section|aside)\b|role="region"/.test(named)
        ? named.replace(landmark, `$1$2 (${suffix})"`)
        : named
    })
    .replaceAll(/(<\/?)h1\b/g, '$1h2')
}
