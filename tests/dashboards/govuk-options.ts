/** Reads the options of GOV.UK Frontend's macros as options of our components, and refuses those that ours do not take. */
import { raw } from 'hono/html'
import type { ChoicesOptions } from '#dashboards/components/choices/choices.ts'
import type { Content } from '#dashboards/html.ts'

export type Options = Record<string, unknown>

/** Thrown by an adapter for options that our component does not take. */
export class NotTaken extends Error {}

/** The options, refused if they have any other key or lack a required one. */
export function only(options: Options, keys: readonly string[], required: readonly string[] = []): Options {
  const extra = Object.keys(options).filter((key) => !keys.includes(key))
  if (extra.length > 0 || required.some((key) => options[key] === undefined)) throw new NotTaken()
  return options
}

export function content(value: unknown): Content {
  const given = only(value as Options, ['text', 'html'])
  if (typeof given.html === 'string') return raw(given.html)
  if (typeof given.text === 'string') return given.text
  throw new NotTaken()
}

export function text(value: unknown): string {
  if (typeof value !== 'string') throw new NotTaken()
  return value
}

export function optional(value: unknown): string | undefined {
  return value === undefined ? undefined : text(value)
}

export function list(value: unknown): Options[] {
  if (!Array.isArray(value) || value.some((item) => item === null || typeof item !== 'object'))
    throw new NotTaken()
  return value as Options[]
}

export function field(options: Options) {
  const hint = options.hint === undefined ? undefined : text(only(options.hint as Options, ['text']).text)
  const error =
    options.errorMessage === undefined
      ? undefined
      : text(only(options.errorMessage as Options, ['text']).text)
  return {
    label: text(only(options.label as Options, ['text']).text),
    name: text(options.name),
    id: optional(options.id),
    hint,
    error,
  }
}

/** The words of a hint or a message, if it is plain text. */
export function said(value: unknown): string | undefined {
  return value === undefined ? undefined : text(only(value as Options, ['text']).text)
}

export function legendOf(value: unknown): { legend: Content; legendSize?: 's' | 'm' | 'l' } {
  const given = only(value as Options, ['legend'], ['legend'])
  const { classes, ...words } = only(given.legend as Options, ['text', 'html', 'classes'])
  const size = /^govuk-fieldset__legend--(s|m|l)$/.exec(String(classes))?.[1]
  if (classes !== undefined && size === undefined) throw new NotTaken()
  return { legend: content(words), ...(size === undefined ? {} : { legendSize: size as 's' }) }
}

export function choices(o: Options, kind: 'checkboxes' | 'radios'): ChoicesOptions {
  only(o, ['name', 'idPrefix', 'fieldset', 'hint', 'errorMessage', 'items', 'classes'], ['name', 'items'])
  if (o.classes !== undefined && o.classes !== `govuk-${kind}--small`) throw new NotTaken()
  return {
    name: text(o.name),
    idPrefix: optional(o.idPrefix),
    ...(o.fieldset === undefined ? {} : legendOf(o.fieldset)),
    hint: said(o.hint),
    error: said(o.errorMessage),
    small: o.classes !== undefined,
    items: list(o.items).map((item) => {
      only(item, ['value', 'text', 'html', 'hint', 'checked', 'id', 'name'], ['value'])
      return {
        value: text(item.value),
        text: content({ text: item.text, html: item.html }),
        hint: item.hint === undefined ? undefined : content(item.hint),
        checked: item.checked === true,
        id: optional(item.id),
        name: optional(item.name),
      }
    }),
  }
}
