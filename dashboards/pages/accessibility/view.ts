import { html } from 'hono/html'
import type { Html } from '../../layout/html.ts'
import { page, serviceName } from '../../layout/page.ts'
import type { PageFrame } from '../page.ts'

/** The accessibility statement that the 2018 regulations ask of a public body. */
export function accessibilityView({ frame }: { frame: PageFrame }): Html {
  const { council } = frame
  return page({
    ...frame,
    title: 'Accessibility statement',
    upright: true,
    body: html`<h1 class="govuk-heading-l">Accessibility statement</h1>
<p class="govuk-body">This statement is about ${serviceName}, which ${council.name} runs for its own staff and its improvement board.</p>
<h2 class="govuk-heading-m">How you can use it</h2>
<ul class="govuk-list govuk-list--bullet">
<li>every page works with a keyboard alone, and without JavaScript</li>
<li>every chart has its finding in words and its numbers in a table</li>
<li>every status is a shape and a word, so none depends on colour</li>
<li>text can be enlarged to 400% and pages fit a screen 320 pixels wide; a wide table scrolls in a region of its own that takes the focus, or becomes cards</li>
<li>pages can be printed; links keep their words and lose their addresses on paper</li>
<li>your system’s own colours and reduced motion are respected: nothing moves by itself</li>
</ul>
<h2 class="govuk-heading-m">How it stands with the standard</h2>
<p class="govuk-body">It is built to meet the <a class="govuk-link" href="https://www.w3.org/TR/WCAG22/">Web Content Accessibility Guidelines version 2.2</a> at level AA. Its pages are tested in a browser with an automatic checker, whenever the software changes. It has not yet been audited by people who use assistive technology every day, so we do not claim that it complies in full.</p>
<h2 class="govuk-heading-m">What we know is not good enough</h2>
<ul class="govuk-list govuk-list--bullet">
<li>a heatmap is wide, and on a small screen it scrolls sideways; the same figures stand on each team’s page</li>
<li>the documentation of the API is made for programs and their makers, and has not been tested with assistive technology</li>
</ul>
<h2 class="govuk-heading-m">If something stands in your way</h2>
<p class="govuk-body">${council.contact ? html`Tell <a class="govuk-link" href="${council.contact.href}">${council.contact.text}</a>` : 'Tell the council’s data team'} which page it was and what happened. You can ask for any figure, table or plan in another form.</p>
<p class="govuk-body">If you are not content with the answer, the <a class="govuk-link" href="https://www.equalityadvisoryservice.com/">Equality Advisory and Support Service</a> can help. The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018.</p>`,
  })
}
