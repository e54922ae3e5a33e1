import { html } from 'hono/html'
import {
  cadenceWords,
  lastRecordOf,
  lastRecordWords,
  type Milestone,
  metOnWords,
  milestoneStateOf,
  overdueWords,
} from '#domain/plan/plan.ts'
import { checkWords } from '#domain/plan/plan-checks.ts'
import { sourceRemark } from '#domain/plan/plan-source.ts'
import { type Rating, ratingWords } from '#domain/plan/rating.ts'
import type { TextRelease } from '#domain/suppression/released-text.ts'
import { ageOf } from '#domain/time/age.ts'
import { dayName, periodName } from '#domain/time/period.ts'
import { capital } from '#domain/wording/format.ts'
import type { PlanActionDetail } from '#server/reads/plan-action.ts'
import type { RatingRecord } from '#server/reads/plan-records.ts'
import { actionAddress } from '../../../addresses.ts'
import { chartDownloads, chartFigure, chartLinks } from '../../../components/chart-figure/chart-figure.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { decisionMark } from '../../../components/decision-mark/decision-mark.ts'
import { deliveryRatingTag } from '../../../components/delivery-rating-tag/delivery-rating-tag.ts'
import { demonstrationMark } from '../../../components/demonstration-mark/demonstration-mark.ts'
import { glyph } from '../../../components/glyph/glyph.ts'
import { leadList } from '../../../components/lead-list/lead-list.ts'
import { type LadderStep, milestoneLadder } from '../../../components/milestone-ladder/milestone-ladder.ts'
import { releaseControl } from '../../../components/release-control/release-control.ts'
import { summaryList } from '../../../components/summary-list/summary-list.ts'
import { timeline } from '../../../components/timeline/timeline.ts'
import { tableLinks } from '../../../exports/table-file.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { releaseKey } from '../../kit/releasable.ts'
import { titledRatingStrip } from './charts.ts'
import { evidenceSection } from './evidence.ts'
import { impactSection } from './impact.ts'
import type { ActionView, Control, Mark } from './model.ts'

/** One action of the plan: what it is, how delivery is going, whether it is working, and how we know. */
export function actionView(view: ActionView): Html {
  const { frame, action, day } = view
  const allInvented = isAllInvented(action)
  const mark: Mark = (record) => (allInvented ? null : demonstrationMark(record))
  const control: Control = (release, what) => controlOf(view, release, what)
  return page({
    ...frame,
    title: [`${action.ref} ${action.summary}`, 'Improvement plan'],
    section: '/plan',
    wide: true,
    footer: { source: 'the improvement plan, with measures from the data team’s extracts' },
    breadcrumbs: [
      { text: 'Plan', href: '/plan' },
      { text: `${action.section} ${action.sectionTitle}`, href: `/plan?section=${action.section}` },
      { text: action.ref },
    ],
    printFooter: `Improvement plan ${action.ref} · as it stood on ${dayName(day)}`,
    body: html`<h1 class="govuk-heading-l app-action__title"><span class="app-action__ref">${action.ref}</span> ${action.summary}</h1>
<div class="app-action__head">
${head(action, day, mark, control)}
${checks(action)}
</div>
<section><h2 class="govuk-heading-m">Milestones</h2>
${ladder(action, day, control)}</section>
${impactSection(view)}
${evidenceSection(action, mark, control)}
<div class="app-columns">
<section><h2 class="govuk-heading-m">Progress</h2>
${progress(action, day, mark, control)}</section>
<section><h2 class="govuk-heading-m">How delivery was rated</h2>
${strip(view, mark, control) ?? history(action.ratings, mark, control)}</section>
</div>
${decisions(view, control)}
${
  view.releases === null
    ? null
    : html`<p class="govuk-body app-no-print"><a class="govuk-link" href="/releases?action=${action.ref}">What the board may read of ${action.ref}</a></p>`
}
${
  allInvented
    ? html`<p class="app-action__note">The ratings, progress and evidence are part of the demonstration. None is claimed for the published plan.</p>`
    : null
}`,
  })
}

function controlOf({ releases }: ActionView, release: TextRelease | undefined, what: string): Html | null {
  if (releases === null || release === undefined || !releases.texts.has(releaseKey(release))) return null
  return releaseControl({ release, releasing: releases.releasing, what })
}

function isAllInvented({ ratings, progress, evidence }: PlanActionDetail): boolean {
  const records = [...ratings, ...progress, ...evidence]
  return records.length > 0 && records.every((r) => r.demonstration)
}

function head(action: PlanActionDetail, day: string, mark: Mark, control: Control): Html {
  const { rating, previousRating, cadence, lastUpdatedOn } = action
  const last = lastRecordOf({ lastRatedOn: rating?.ratedOn ?? null, lastUpdatedOn })
  return summaryList({
    rows: [
      { key: 'Delivery', value: ratingWordsOf(rating, previousRating, mark, control) },
      { key: 'Lead', value: leadList({ leads: action.leads, source: action.leadSource }) },
      ...(cadence === null
        ? []
        : [
            {
              key: 'Reviewed',
              value: html`${capital(cadenceWords[cadence])}${
                action.cadenceSource === null
                  ? null
                  : html`<span class="app-remark">, from the plan’s ${action.cadenceSource}</span>`
              }`,
            },
          ]),
      {
        key: 'Last record',
        value:
          last === null
            ? lastRecordWords(last, day)
            : `${lastRecordWords(last, day)}, on ${dayName(last.on)}`,
      },
      ...(action.note === null ? [] : [{ key: 'Note on the text', value: capital(action.note) }]),
    ],
  })
}

function ratingWordsOf(
  rating: RatingRecord | null,
  previous: RatingRecord | null,
  mark: Mark,
  control: Control,
): Html {
  if (rating === null) return html`${deliveryRatingTag({ rating: 'not_rated' })}`
  const was =
    previous === null
      ? null
      : html` <span class="app-remark">(was ${ratingWords[previous.rating].toLowerCase()})</span>`
  return html`<strong>${deliveryRatingTag({ rating: rating.rating })}</strong>${was}
<p class="app-action__reason">${rating.reason}</p>
<p class="app-action__who">${rating.ratedBy}, ${dayName(rating.ratedOn)}${mark(rating)}</p>
${control(rating.release, `the reason of ${dayName(rating.ratedOn)}`)}`
}

function checks({ checks: found, mayDisagreeUnseen }: PlanActionDetail): Html | null {
  if (found.length === 0 && !mayDisagreeUnseen) return null
  return html`<section class="app-action__checks"><h2 class="govuk-heading-s">Questions to ask</h2>
<ul class="app-action__questions">${found.map(
    (check) =>
      html`<li>${glyph({ name: 'warning' })} <span><strong>${checkWords[check.kind]}.</strong> ${check.message}</span></li>\n`,
  )}${
    mayDisagreeUnseen
      ? html`<li>${glyph({ name: 'warning' })} <span><strong>Not known here: whether delivery and its measures disagree.</strong>
What a linked measure shows is withheld outside the service, to protect small numbers. Ask for it.</span></li>`
      : null
  }</ul></section>`
}

function ladder(action: PlanActionDetail, day: string, control: Control): Html {
  const remark = sourceRemark(action.timescaleSource)
  const source = remark === null ? null : html`<p class="app-action__note">Dates ${remark}.</p>`
  if (action.milestones.length === 0) {
    return html`<p class="govuk-body">The plan states no milestone for this action.</p>`
  }
  return html`${milestoneLadder({ steps: action.milestones.map((m) => step(m, { day, rating: action.rating?.rating ?? 'not_rated' }, control)) })}${source}`
}

function step(
  milestone: Milestone,
  { day, rating }: { day: string; rating: Rating },
  control: Control,
): LadderStep {
  const state = milestoneStateOf(milestone, day)
  const moved = milestone.due !== milestone.originalDue
  return {
    stage: milestone.stage,
    due: state === 'met' ? `due ${periodName(milestone.due)}` : periodName(milestone.due),
    state,
    originalDue: moved ? periodName(milestone.originalDue) : null,
    movedBecause: milestone.movedBecause,
    ...(moved ? { beside: control(milestone.movedRelease, 'why it was moved') } : {}),
    meaning: capital(milestone.meaning),
    ...remarkOf(state, overdueWords(milestone, day, rating), metOnWords(milestone)),
  }
}

function remarkOf(
  state: LadderStep['state'],
  overdue: string | null,
  met: string | null,
): { remark?: string } {
  const said = met ?? overdue
  if (said !== null) return { remark: capital(said) }
  return state === 'moved' ? { remark: 'Due' } : {}
}

/** The ratings through time, if there are at least two to compare, with the reasons for the earlier ones beneath. The reason for
 * the latest is at the head of the page. */
function strip({ action, frame }: ActionView, mark: Mark, control: Control): Html | null {
  if (action.ratings.length < 2) return null
  return html`${chartFigure({
    id: 'ratings',
    headingLevel: 3,
    titledChart: titledRatingStrip(action),
    draw: frame.draw,
    downloads: chartDownloads('rating-strip', `?action=${action.ref}`),
  })}${history(action.ratings.slice(1), mark, control)}`
}

function progress({ progress: updates }: PlanActionDetail, day: string, mark: Mark, control: Control): Html {
  if (updates.length === 0) return html`<p class="govuk-body">No progress has been recorded.</p>`
  return timeline({
    items: updates.map((u) => ({
      title: html`${u.updatedBy}${mark(u)}`,
      date: `${dayName(u.updatedOn)}, ${ageOf(u.updatedOn, day)}`,
      body: html`${u.body}${control(u.release, `progress of ${dayName(u.updatedOn)}`)}`,
    })),
  })
}

function history(ratings: readonly RatingRecord[], mark: Mark, control: Control): Html {
  if (ratings.length === 0) return html`<p class="govuk-body">This action has not been rated.</p>`
  return timeline({
    items: ratings.map((r) => ({
      title: html`${deliveryRatingTag({ rating: r.rating })}${mark(r)}`,
      date: dayName(r.ratedOn),
      by: r.ratedBy,
      body: html`${r.reason}${control(r.release, `the reason of ${dayName(r.ratedOn)}`)}`,
    })),
  })
}

function decisions({ action, day, unitNames }: ActionView, control: Control): Html | null {
  if (action.decisions.length === 0) return null
  return html`<section><h2 class="govuk-heading-m">Agreed actions about it</h2>
${dataTable({
  caption: 'Agreed actions, latest first',
  captionSize: 'hidden',
  columns: [{ heading: 'What was agreed' }, { heading: 'Where' }, { heading: 'Who' }, { heading: 'State' }],
  rows: action.decisions.map((d) => ({
    cells: [
      html`${d.body} <span class="app-remark">${d.decidedBy}, ${dayName(d.decidedOn)}</span>
${control(d.release, `what was agreed on ${dayName(d.decidedOn)}`)}`,
      d.unit === null ? 'Council' : (unitNames.get(d.unit) ?? d.unit),
      d.ownerRole,
      decisionMark({ decision: d, day }),
    ],
  })),
  dense: true,
  cards: true,
})}
${chartLinks(tableLinks(`${actionAddress(action.ref)}/decisions`))}</section>`
}
