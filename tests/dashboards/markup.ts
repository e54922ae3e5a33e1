/** HTML as a test reads it: whitespace, attribute order and the spelling of entities do not count. */
export function normalised(markup: string): string {
  return markup
    .replaceAll(
      /<([a-z][\w-]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*(\/?)>/gi,
      (_, tag: string, attributes: string) => {
        const sorted = [...attributes.matchAll(/([^\s=>]+)(?:="([^"]*)")?/g)]
          .map(([, name, value]) => `${name}="${(value ?? '').trim().replaceAll(/\s+/g, ' ')}"`)
          .sort()
        return `<${[tag, ...sorted].join(' ')}>`
      },
    )
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\s*(<[^>]*>)\s*/g, '$1')
    .replaceAll('&#39;', "'")
    .replaceAll('&ctdot;', '⋯')
    .replaceAll('&quot;', '"')
    .trim()
}

/** Every string in some options replaced, one at a time, by what would be markup if it were not escaped. */
export function hostileVariants<T>(options: T, hostile: string): { path: string; options: T }[] {
  const variants: { path: string; options: T }[] = []
  const visit = (value: unknown, path: string, rebuild: (replaced: unknown) => unknown): void => {
    if (typeof value === 'string') variants.push({ path, options: rebuild(hostile) as T })
    else if (Array.isArray(value)) {
      value.forEach((item, i) => {
        visit(item, `${path}[${i}]`, (replaced) => rebuild(value.with(i, replaced)))
      })
    } else if (value !== null && typeof value === 'object' && !(value instanceof String)) {
      for (const [key, item] of Object.entries(value)) {
        visit(item, `${path}.${key}`, (replaced) => rebuild({ ...value, [key]: replaced }))
      }
    }
  }
  visit(options, '', (replaced) => replaced)
  return variants
}
