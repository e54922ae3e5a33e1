import { type ConfigData, HtmlValidate } from 'html-validate'

const rules: ConfigData['rules'] = {
  'void-style': 'off',
  'no-trailing-whitespace': 'off',
  'attribute-boolean-style': 'off',
  'doctype-style': 'off',
  // The title of a page is its thing, its scope and its month, which take their room.
  'long-title': 'off',
  'require-sri': 'off',
  'no-inline-style': 'error',
  // Boxes of one question share its name, as in every form.
  'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'submit', 'reset'] }],
  // GOV.UK Frontend says of the three fields of a day that they are a group.
  'no-redundant-role': 'off',
}
const ofMarkup = new HtmlValidate({
  extends: ['html-validate:recommended'],
  // A link drawn as a button says so: GOV.UK Frontend's markup.
  rules: { ...rules, 'prefer-native-element': 'off' },
})
const ofDocuments = new HtmlValidate({
  extends: ['html-validate:document', 'html-validate:recommended'],
  // The message of what was just done stands before the page's heading, as GOV.UK Frontend has it.
  rules: { ...rules, 'heading-level': ['error', { minInitialRank: 'h2' }] },
})

/** What is not sound HTML in a component or a page, each fault with where it stands. */
export const markupFaults = (markup: string) => faults(ofMarkup, markup)

/** The same of a layout's whole document, which has to hold what every document must. */
export const documentFaults = (markup: string) => faults(ofDocuments, markup)

async function faults(validator: HtmlValidate, markup: string): Promise<string[]> {
  const report = await validator.validateString(markup)
  return report.results.flatMap((r) => r.messages.map((m) => `${m.ruleId}: ${m.message} (${m.selector})`))
}

/** Text that would be markup, an attribute or a handler if it were not escaped. */
export const hostile = `it's" onclick="x"><script>&amp;`

/** A word of a fixed vocabulary replaced by anything else is a fault of the caller: nothing is shown then. */
export function shown(render: () => string): string {
  try {
    return render()
  } catch {
    return ''
  }
}

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
