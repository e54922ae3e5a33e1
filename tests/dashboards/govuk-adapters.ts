import { raw } from 'hono/html'
import { breadcrumbs } from '#dashboards/components/breadcrumbs/breadcrumbs.ts'
import { button } from '#dashboards/components/button/button.ts'
import { dataTable } from '#dashboards/components/data-table/data-table.ts'
import { details } from '#dashboards/components/details/details.ts'
import { errorSummary } from '#dashboards/components/error-summary/error-summary.ts'
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
import type { Html } from '#dashboards/html.ts'
import { page } from '#dashboards/layout/page.ts'
import { formAdapters } from './govuk-form-adapters.ts'
import { content, list, NotTaken, type Options, only, optional, text } from './govuk-options.ts'

/** Our components under the names of GOV.UK Frontend's. Each takes the options of a macro, or refuses them. */
export const ours: Record<string, (options: Options) => Html> = {
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
  ...formAdapters,
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

/** The table has our own classes, so it is compared without them. */
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

/** GOV.UK Frontend's tag is used only in the task list; our own tags for figures are shapes with words. */
ours.tag = (o) => {
  only(o, ['text', 'html', 'classes'])
  const colour = /^govuk-tag--([a-z]+)$/.exec(String(o.classes))?.[1]
  if (colour === undefined) throw new NotTaken()
  const inList = taskList({
    items: [{ title: '', status: content({ text: o.text, html: o.html }), tag: colour as TagColour }],
  })
  return raw(/<strong class="govuk-tag.*?<\/strong>/s.exec(String(inList))?.[0] ?? '')
}

/** The header is in the layout, beside the name of the signed-in person. */
ours['generic-header'] = (o) => {
  only(o, ['logoText'], ['logoText'])
  const whole = page({ council: { name: text(o.logoText) }, nav: [], actor: null, title: '', body: raw('') })
  const header = /<div class="govuk-generic-header">.*?(?=<section)/s.exec(String(whole))?.[0] ?? ''
  // The service's own part of the header, which begins with the button that prints.
  return raw(header.replace(/<div class="app-account">.*?<\/div>\n/s, ''))
}
