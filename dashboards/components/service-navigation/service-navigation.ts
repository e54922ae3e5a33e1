import { html } from 'hono/html'
import type { Html } from '../../html.ts'

/** `active` for the section the page belongs to, `current` for the page itself. */
export type NavigationItem = { text: string; href: string; active?: boolean; current?: boolean }

/** The service's name and its main parts, under the council's header. */
export function serviceNavigation(options: {
  serviceName: string
  serviceUrl: string
  navigation: readonly NavigationItem[]
  /** Shown after the menu: the search box. */
  end?: Html | null
}): Html {
  return html`<section aria-label="Service information" class="govuk-service-navigation" data-module="govuk-service-navigation">
<div class="govuk-width-container">
<div class="govuk-service-navigation__container">
<span class="govuk-service-navigation__service-name"><a href="${options.serviceUrl}" class="govuk-service-navigation__link">${options.serviceName}</a></span>
${options.navigation.length === 0 ? null : menu(options.navigation)}
${options.end ? html`<div class="app-navigation-end">${options.end}</div>` : null}
</div>
</div>
</section>`
}

/** GOV.UK Frontend's script shows it; without the script the whole menu is visible. */
const toggleClasses = 'govuk-service-navigation__toggle govuk-js-service-navigation-toggle'
const toggle = html`<button type="button" class="${toggleClasses}" aria-controls="navigation" hidden aria-hidden="true">Menu</button>`

/** The link of the current page, or of its section. */
function activeLink({ href, text, current }: NavigationItem): Html {
  const page = current === true ? 'page' : 'true'
  const words = html`<strong class="govuk-service-navigation__active-fallback">${text}</strong>`
  return html`<a class="govuk-service-navigation__link" href="${href}" aria-current="${page}">${words}</a>`
}

function menu(items: readonly NavigationItem[]): Html {
  return html`<nav aria-label="Menu" class="govuk-service-navigation__wrapper">
${items.length === 1 ? null : toggle}
<ul class="govuk-service-navigation__list" id="navigation">
${items.map((item) =>
  item.active === true || item.current === true
    ? html`<li class="govuk-service-navigation__item govuk-service-navigation__item--active">${activeLink(item)}</li>\n`
    : html`<li class="govuk-service-navigation__item"><a class="govuk-service-navigation__link" href="${item.href}">${item.text}</a></li>\n`,
)}</ul>
</nav>`
}
