import { html } from 'hono/html'
import type { Html } from '../../../html.ts'
import { page, serviceName } from '../../../layout/page.ts'
import type { PageFrame } from '../../kit/page.ts'

/** The day on which this statement was last checked against the service. */
const preparedOn = '23 November 2026'

/** The accessibility statement that the 2018 regulations require of a public body, for the pages of an intranet too. */
export function accessibilityView({ frame }: { frame: PageFrame }): Html {
  const { council } = frame
  const contact = council.contact ?? { text: 'the council’s data team', href: null }
  return page({
    ...frame,
    title: 'Accessibility statement',
    upright: true,
    body: html`<h1 class="govuk-heading-l">Accessibility statement</h1>
<p class="govuk-body">This statement is about ${serviceName}, which ${council.name} runs for its own staff and its
improvement board. We want as many people as possible to be able to use it.</p>
<h2 class="govuk-heading-m" id="using">How you can use it</h2>
<ul class="govuk-list govuk-list--bullet">
<li>every page works with a keyboard alone, and without JavaScript</li>
<li>every chart has its finding in words and its numbers in a table; with JavaScript its points can also be walked with the arrow keys</li>
<li>every status is a shape and a word, so none depends on colour</li>
<li>text can be enlarged to 400% and pages fit a screen 320 pixels wide; a wide table becomes cards, or scrolls in a region of its own that takes the focus</li>
<li>your system’s own high-contrast colours are used; charts keep a white background in them</li>
<li>nothing moves by itself; what a chart says under the pointer it says by keyboard too, and in its table</li>
<li>pages print in black and white without losing a meaning; links keep their words and lose their addresses</li>
</ul>
<h2 class="govuk-heading-m" id="standard">How it stands with the standard</h2>
<p class="govuk-body">It is built to meet the <a class="govuk-link"
href="https://www.w3.org/TR/WCAG22/">Web Content Accessibility Guidelines version 2.2</a> at level AA.
It has not yet been tried by people who use assistive technology every day. So we do not claim that it meets it in full:
it is <strong>partially compliant</strong>, with what is listed below.</p>
<h2 class="govuk-heading-m" id="tested">How it is tested</h2>
<p class="govuk-body">Whenever the software changes, each of its pages is opened in a real Chromium browser, as a role that reads it. The test fails where</p>
<ul class="govuk-list govuk-list--bullet">
<li>axe-core finds a barrier by its rules for WCAG 2.2 AA or for best practice</li>
<li>something is lost or cut off on a screen of 1,280 pixels enlarged to 400%</li>
<li>the browser complains of anything</li>
</ul>
<p class="govuk-body">The pages with most to use are besides walked from top to end with the Tab key, read without
scripts, and printed in grey. The test fails where Tab does not come to something, comes to it unseen or cannot leave
it. It fails too where something is missing without scripts, and where print is too pale to read.</p>
<p class="govuk-body">For every colour we work out how it stands out, and how far it is from the others to colour-blind eyes.
A council’s own colour is refused where it cannot be read on white.</p>
<h2 class="govuk-heading-m" id="limits">What we know is not good enough</h2>
<ul class="govuk-list govuk-list--bullet">
<li>a heatmap of many months is wide, and on a small screen it scrolls sideways (1.4.10 allows this for tables of
data); the same figures stand on each team’s page</li>
<li>it has not been tested with screen readers, speech input or magnifiers by people who depend on them</li>
<li>a chart downloaded as a picture carries its alternative text as SVG, and none as PNG: take the CSV or XLSX beside it</li>
<li>the documentation of the API is made for programs and their makers, and has been tested by axe-core alone</li>
<li>a council’s own logo is shown as it was given; its name stands beside it in words</li>
</ul>
<h2 class="govuk-heading-m" id="complain">If something stands in your way</h2>
<p class="govuk-body">Contact ${
      contact.href === null
        ? contact.text
        : html`<a class="govuk-link" href="${contact.href}">${contact.text}</a>`
    } and say which page it was and what happened. You can ask for any figure, table or plan
in another form, such as large print, or to have it read out to you.</p>
<p class="govuk-body">If you are not content with the answer,
the <a class="govuk-link" href="https://www.equalityadvisoryservice.com/">Equality Advisory and Support
Service</a> can help. The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile
Applications) (No. 2) Accessibility Regulations 2018.</p>
<p class="govuk-body">This statement was prepared on ${preparedOn}, with the tests named above.</p>`,
  })
}
