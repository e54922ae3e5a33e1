import { checkboxes, radios } from '#dashboards/components/choices/choices.ts'
import { dateInput } from '#dashboards/components/date-input/date-input.ts'
import { fileInput, select, textArea, textInput } from '#dashboards/components/form-fields/form-fields.ts'
import type { Html } from '#dashboards/html.ts'
import {
  choices,
  field,
  legendOf,
  list,
  NotTaken,
  type Options,
  only,
  optional,
  said,
  text,
} from './govuk-options.ts'

/** Filled-in values, as in `govuk-adapters.ts`. */
export const formAdapters: Record<string, (options: Options) => Html> = {
  input: (o) => {
    only(o, [
      'label',
      'name',
      'id',
      'hint',
      'errorMessage',
      'value',
      'type',
      'autocomplete',
      'inputmode',
      'classes',
    ])
    const width =
      o.classes === undefined
        ? undefined
        : /^govuk-input--width-(2|3|4|5|10|20|30)$/.exec(text(o.classes))?.[1]
    if (o.classes !== undefined && width === undefined) throw new NotTaken()
    if (o.type !== undefined && !['text', 'password', 'email', 'search'].includes(text(o.type)))
      throw new NotTaken()
    return textInput({
      ...field(o),
      value: optional(o.value),
      type: o.type as 'text' | undefined,
      autocomplete: optional(o.autocomplete),
      inputmode: optional(o.inputmode),
      width: width === undefined ? undefined : (Number(width) as 2),
    })
  },
  textarea: (o) => {
    only(o, ['label', 'name', 'id', 'hint', 'errorMessage', 'value', 'rows'])
    if (o.rows !== undefined && typeof o.rows !== 'number') throw new NotTaken()
    return textArea({ ...field(o), value: optional(o.value), rows: o.rows as number | undefined })
  },
  'file-upload': (o) => {
    only(o, ['label', 'name', 'id', 'hint', 'errorMessage'])
    return fileInput(field(o))
  },
  checkboxes: (o) => checkboxes(choices(o, 'checkboxes')),
  radios: (o) => radios(choices(o, 'radios')),
  'date-input': (o) => {
    only(o, ['id', 'namePrefix', 'fieldset', 'hint', 'errorMessage', 'values'], ['id', 'fieldset'])
    const values = Object.entries((o.values ?? {}) as Options).map(([part, value]) => [part, String(value)])
    if (values.some(([part]) => !['day', 'month', 'year'].includes(part ?? ''))) throw new NotTaken()
    return dateInput({
      id: text(o.id),
      namePrefix: optional(o.namePrefix),
      legend: text(legendOf(o.fieldset).legend),
      hint: said(o.hint),
      error: said(o.errorMessage),
      values: Object.fromEntries(values),
    })
  },
  select: (o) => {
    only(o, ['label', 'name', 'id', 'hint', 'errorMessage', 'items'], ['items'])
    return select({
      ...field(o),
      items: list(o.items).map((item) => {
        only(item, ['value', 'text', 'selected'], ['value', 'text'])
        return { value: String(item.value), text: text(item.text), selected: item.selected === true }
      }),
    })
  },
}
