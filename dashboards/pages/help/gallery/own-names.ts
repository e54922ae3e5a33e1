import { html } from 'hono/html'

/** The attributes that give something on the page a name, or refer to such a name. */
const naming = /\s(id|for|name|headers|list|aria-(?:labelledby|describedby|controls|owns|details))="([^"]+)"/g
const landmark = /(\saria-label=")([^"]+)"/

/** Adapts markup that was made to be alone on a page so that it can be beside others like it: its ids and all references to them
 * begin with `prefix`, the names of its landmarks end with `suffix`, and a page heading becomes a section heading. */
export function withOwnNames(markup: string, names: { prefix: string; suffix: string }): string {
  const [prefix, suffix] = [escaped(names.prefix), escaped(names.suffix)]
  const ids = new Set([...markup.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id))
  return markup
    .replaceAll(/<[a-z][^>]*>/gi, (tag) => {
      const named = tag
        .replaceAll(naming, (_, attribute: string, pointed: string) => {
          const own = pointed.split(/\s+/).map((name) => `${prefix}-${name}`)
          return ` ${attribute}="${own.join(' ')}"`
        })
        .replaceAll(/\shref="#([^"]*)"/g, (link, id: string) =>
          ids.has(id) ? ` href="#${prefix}-${id}"` : link,
        )
      return /^<(?:nav|section|aside|form|search)\b|role="(?:region|search)"/.test(named)
        ? named.replace(landmark, (_, before: string, name: string) => `${before}${name} (${suffix})"`)
        : named
    })
    .replaceAll(/(<\/?)h1\b/g, '$1h2')
}

const escaped = (text: string): string => String(html`${text}`)
