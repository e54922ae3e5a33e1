import { readFileSync } from 'node:fs'
import { raw } from 'hono/html'
import { describe, expect, test } from 'vitest'
import { breadcrumbs } from '#dashboards/components/breadcrumbs/breadcrumbs.ts'
import { button } from '#dashboards/components/button/button.ts'
import { type ChoicesOptions, checkboxes, radios } from '#dashboards/components/choices/choices.ts'
import { dataTable } from '#dashboards/components/data-table/data-table.ts'
import { dateInput } from '#dashboards/components/date-input/date-input.ts'
import { details } from '#dashboards/components/details/details.ts'
import { errorSummary } from '#dashboards/components/error-summary/error-summary.ts'
import { fileInput, textArea, textInput } from '#dashboards/components/form-fields/form-fields.ts'
import { insetText } from '#dashboards/components/inset-text/inset-text.ts'
import { notificationBanner } from '#dashboards/components/notification-banner/notification-banner.ts'
import { pagination } from '#dashboards/components/pagination/pagination.ts'
import { panel } from '#dashboards/components/panel/panel.ts'
import { phaseBanner } from '#dashboards/components/phase-banner/phase-banner.ts'
import { serviceNavigation } from '#dashboards/components/service-navigation/service-navigation.ts'
import { skipLink } from '#dashboards/components/skip-link/skip-link.ts'
import { summaryList } from '#dashboards/components/summary-list/summary-list.ts'
import { type TagColour, taskList } from '#dashboards/components/task-list/task-list.ts'
import { warningText } from '#dashboards/components/warning-text/warning-text.ts'
import type { Content, Html } from '#dashboards/layout/html.ts'
import { normalised } from './markup.ts'

type Options = Record<string, unknown>
type Fixture = { name: string; options: Options; html: string }

/** Thrown by an adapter for options ours does not take. */
class NotTaken extends Error {}

/** The options, refused if they hold anything besides these keys or lack a required one. */
function only(options: Options, keys: readonly string[], required: readonly string[] = []): Options {
  const extra = Object.keys(options).filter((key) => !keys.includes(key))
  if (extra.length > 0 || required.some((key) => options[key] === undefined)) throw new NotTaken()
  return options
}

function content(value: unknown): Content {
  const given = only(value as Options, ['text', 'html'])
  if (typeof given.html === 'string') return raw(given.html)
  if (typeof given.text === 'string') return given.text
  throw new NotTaken()
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new NotTaken()
  return value
}

function optional(value: unknown): string | undefined {
  return value === undefined ? undefined : text(value)
}

function list(value: unknown): Options[] {
  if (!Array.isArray(value) || value.some((item) => item === null || typeof item !== 'object'))
    throw new NotTaken()
  return value as Options[]
}

function field(options: Options) {
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

/** The words of a hint or a message, where it is words alone. */
function said(value: unknown): string | undefined {
  return value === undefined ? undefined : text(only(value as Options, ['text']).text)
}

function legendOf(value: unknown): { legend: Content; legendSize?: 's' | 'm' | 'l' } {
  const given = only(value as Options, ['legend'], ['legend'])
  const { classes, ...words } = only(given.legend as Options, ['text', 'html', 'classes'])
  const size = /^govuk-fieldset__legend--(s|m|l)$/.exec(String(classes))?.[1]
  if (classes !== undefined && size === undefined) throw new NotTaken()
  return { legend: content(words), ...(size === undefined ? {} : { legendSize: size as 's' }) }
}

function choices(o: Options, kind: 'checkboxes' | 'radios'): ChoicesOptions {
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

const ours: Record<string, (options: Options) => Html> = {
  'skip-link': (o) => {
    only(o, ['text', 'href'], ['text', 'href'])
    return skipLink({ text: text(o.text), href: text(o.href) })
  },
  'phase-banner': (o) => {
    only(o, ['tag', 'text', 'html'], ['tag'])
    return phaseBanner({
      tag: content(only(o.tag as Options, ['text', 'html'])),
      text: content({ text: o.text, html: o.html }),
    })
  },
  breadcrumbs: (o) =>
    breadcrumbs({
      items: list(only(o, ['items']).items).map((item) => {
        only(item, ['text', 'href'])
        return { text: text(item.text), href: optional(item.href) }
      }),
    }),
  'service-navigation': (o) => {
    only(o, ['serviceName', 'serviceUrl', 'navigation'], ['serviceName', 'serviceUrl', 'navigation'])
    return serviceNavigation({
      serviceName: text(o.serviceName),
      serviceUrl: text(o.serviceUrl),
      navigation: list(o.navigation).map((item) => {
        only(item, ['text', 'href', 'active', 'current'])
        return {
          text: text(item.text),
          href: text(item.href),
          active: item.active === true,
          current: item.current === true,
        }
      }),
    })
  },
  'notification-banner': (o) => {
    only(o, ['text', 'html', 'titleText', 'type'])
    if (o.type !== undefined && o.type !== 'success') throw new NotTaken()
    return notificationBanner({
      text: content({ text: o.text, html: o.html }),
      title: optional(o.titleText),
      success: o.type === 'success',
    })
  },
  details: (o) => {
    only(o, ['summaryText', 'summaryHtml', 'text', 'html', 'id', 'open'])
    return details({
      summary: content({ text: o.summaryText, html: o.summaryHtml }),
      body: content({ text: o.text, html: o.html }),
      id: optional(o.id),
      open: o.open === true,
    })
  },
  'inset-text': (o) =>
    insetText({
      text: content({ text: o.text, html: o.html }),
      id: optional(only(o, ['text', 'html', 'id']).id),
    }),
  'summary-list': (o) => {
    only(o, ['rows', 'classes'])
    if (o.classes !== undefined && o.classes !== 'govuk-summary-list--no-border') throw new NotTaken()
    return summaryList({
      borderless: o.classes !== undefined,
      rows: list(o.rows).map((row) => {
        only(row, ['key', 'value', 'actions'], ['key', 'value'])
        const actions = row.actions === undefined ? [] : list(only(row.actions as Options, ['items']).items)
        return {
          key: content(row.key),
          value: content(row.value),
          actions: actions.map((action) => {
            only(action, ['href', 'text', 'visuallyHiddenText'])
            return {
              href: text(action.href),
              text: text(action.text),
              visuallyHiddenText: optional(action.visuallyHiddenText),
            }
          }),
        }
      }),
    })
  },
  button: (o) => {
    only(o, ['text', 'href', 'name', 'value', 'classes'])
    if (
      o.classes !== undefined &&
      o.classes !== 'govuk-button--secondary' &&
      o.classes !== 'govuk-button--warning'
    )
      throw new NotTaken()
    return button({
      text: text(o.text),
      href: optional(o.href),
      name: optional(o.name),
      value: optional(o.value),
      secondary: o.classes === 'govuk-button--secondary',
      warning: o.classes === 'govuk-button--warning',
    })
  },
  'error-summary': (o) => {
    only(o, ['titleText', 'errorList'], ['errorList'])
    return errorSummary({
      title: optional(o.titleText),
      errors: list(o.errorList).map((error) => {
        only(error, ['text', 'href'])
        return { text: text(error.text), href: optional(error.href) }
      }),
    })
  },
  pagination: (o) => {
    only(o, ['previous', 'next', 'items', 'landmarkLabel'])
    const step = (value: unknown) => {
      if (value === undefined) return undefined
      const link = only(value as Options, ['href', 'text', 'labelText'])
      return { href: text(link.href), text: optional(link.text), labelText: optional(link.labelText) }
    }
    return pagination({
      previous: step(o.previous),
      next: step(o.next),
      label: optional(o.landmarkLabel),
      items: list(o.items ?? []).map((item) => {
        only(item, ['number', 'href', 'current', 'ellipsis'])
        if (item.ellipsis === true) return { ellipsis: true }
        if (typeof item.number !== 'number') throw new NotTaken()
        return { number: item.number, href: text(item.href), current: item.current === true }
      }),
    })
  },
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
  'task-list': (o) =>
    taskList({
      idPrefix: optional(only(o, ['items', 'idPrefix']).idPrefix),
      items: list(o.items).map((item) => {
        only(item, ['title', 'href', 'hint', 'status'], ['title', 'status'])
        const state = only(item.status as Options, ['text', 'html', 'tag', 'classes'])
        const cannotStart = state.classes === 'govuk-task-list__status--cannot-start-yet'
        if (state.classes !== undefined && !cannotStart) throw new NotTaken()
        const tag = state.tag as Options | undefined
        const colour = /^govuk-tag--([a-z]+)$/.exec(String(tag?.classes))?.[1]
        if (tag !== undefined && colour === undefined) throw new NotTaken()
        return {
          title: content(item.title),
          href: optional(item.href),
          hint: item.hint === undefined ? undefined : content(item.hint),
          status: content(tag === undefined ? { text: state.text, html: state.html } : { text: tag.text }),
          tag: colour as TagColour | undefined,
          cannotStart,
        }
      }),
    }),
  panel: (o) => {
    only(o, ['titleText', 'titleHtml', 'text', 'html', 'headingLevel'])
    return panel({
      title: content({ text: o.titleText, html: o.titleHtml }),
      body:
        o.text === undefined && o.html === undefined ? undefined : content({ text: o.text, html: o.html }),
      headingLevel: o.headingLevel as 2 | undefined,
    })
  },
  'warning-text': (o) => {
    only(o, ['text', 'html', 'iconFallbackText'])
    return warningText({
      text: content({ text: o.text, html: o.html }),
      iconFallbackText: optional(o.iconFallbackText),
    })
  },
}

/** The table has classes of ours, so it is compared without them. */
ours.table = (o) => {
  only(o, ['caption', 'captionClasses', 'head', 'rows', 'firstCellIsHeader'], ['caption', 'head', 'rows'])
  const size = /^govuk-table__caption--(s|m|l)$/.exec(text(o.captionClasses))?.[1]
  if (size === undefined) throw new NotTaken()
  const columns = list(o.head).map((cell) => {
    only(cell, ['text', 'html', 'format'])
    return { heading: content({ text: cell.text, html: cell.html }), numeric: cell.format === 'numeric' }
  })
  const rows = (o.rows as unknown[]).map((row) => ({
    cells: list(row).map((cell) => content({ text: cell.text, html: cell.html })),
  }))
  return raw(
    String(
      dataTable({
        caption: text(o.caption),
        captionSize: size as 's',
        columns,
        rows,
        rowHeaders: o.firstCellIsHeader === true,
      }),
    ).replace(' app-table', ''),
  )
}

const taken: Record<string, string[]> = {}
const notTaken: Record<string, string[]> = {}

describe.each(Object.keys(ours))('%s', (component) => {
  const file = new URL(
    `../../node_modules/govuk-frontend/dist/govuk/components/${component}/fixtures.json`,
    import.meta.url,
  )
  const { fixtures } = JSON.parse(readFileSync(file, 'utf8')) as { fixtures: Fixture[] }
  const pairs = fixtures.flatMap(({ name, options, html }) => {
    try {
      const made = String(ours[component]?.(options))
      taken[component] = [...(taken[component] ?? []), name]
      return [{ name, made, html }]
    } catch (fault) {
      if (!(fault instanceof NotTaken)) throw fault
      notTaken[component] = [...(notTaken[component] ?? []), name]
      return []
    }
  })
  test.each(pairs)('is as GOV.UK Frontend publishes it: $name', ({ made, html }) => {
    expect(normalised(made)).toBe(normalised(html))
  })
})

test('the fixtures ours does not take are these', () => {
  expect({
    taken: Object.fromEntries(Object.entries(taken).map(([k, v]) => [k, v.length])),
    notTaken,
  }).toMatchSnapshot()
})
