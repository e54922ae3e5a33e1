import {
  type ConfigData,
  type ConfigLoader,
  HtmlValidate,
  type ResolvedConfig,
  StaticConfigLoader,
} from 'html-validate'

const rules: ConfigData['rules'] = {
  'void-style': 'off',
  'no-trailing-whitespace': 'off',
  'attribute-boolean-style': 'off',
  'doctype-style': 'off',
  // The title of a page is its subject, scope and month, which need more characters.
  'long-title': 'off',
  'require-sri': 'off',
  'no-inline-style': 'error',
  // The boxes of one question share its name, as in every form.
  'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'submit', 'reset'] }],
  // GOV.UK Frontend marks the three fields of a date as a group.
  'no-redundant-role': 'off',
}
/** Reads its configuration once, not for each piece of markup: half of the time that a small one takes. */
class ReadOnceLoader extends StaticConfigLoader {
  #read: ReturnType<ConfigLoader['getConfigFor']> | undefined

  override getConfigFor(handle: string): ResolvedConfig | Promise<ResolvedConfig> {
    this.#read ??= super.getConfigFor(handle)
    return this.#read
  }
}

const validator = (config: ConfigData) => new HtmlValidate(new ReadOnceLoader(config))

const ofMarkup = validator({
  extends: ['html-validate:recommended'],
  // A link drawn as a button has the role of one, as in GOV.UK Frontend's markup.
  rules: { ...rules, 'prefer-native-element': 'off' },
})
const ofDocuments = validator({
  extends: ['html-validate:document', 'html-validate:recommended'],
  // The notice after saving comes before the page's heading, as in GOV.UK Frontend.
  rules: { ...rules, 'heading-level': ['error', { minInitialRank: 'h2' }] },
})

/** What is invalid HTML in a component or a page: each fault with its place. */
export const markupFaults = (markup: string) => faults(ofMarkup, markup)

/** The same for a layout's whole document, which also needs what every document must have. */
export const documentFaults = (markup: string) => faults(ofDocuments, markup)

async function faults(validator: HtmlValidate, markup: string): Promise<string[]> {
  const report = await validator.validateString(markup)
  return report.results.flatMap((r) => r.messages.map((m) => `${m.ruleId}: ${m.message} (${m.selector})`))
}

/** Text that would become markup, an attribute or a handler if it were not escaped. */
export const hostile = `it's" onclick="x"><script>&amp;`

/** Any other value in place of a word of a fixed vocabulary is the caller's fault; nothing is shown then. */
export function shown(render: () => string): string {
  try {
    return render()
  } catch {
    return ''
  }
}

/** HTML as a test reads it: whitespace, the order of attributes and the spelling of entities do not matter. */
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

/** Replaces every string in some options, one at a time, by text that would be markup if it were not escaped. */
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
