import { periodName } from '#domain/period.ts'
import { xlsxType } from '../../exports/workbook.ts'
import type { Page } from '../page.ts'
import { scorecardCsv } from './csv.ts'
import { scorecardView } from './view.ts'
import { scorecardXlsx } from './xlsx.ts'

/** `/units/:unit/scorecards/:period`, also as `.csv`, `.xlsx` and `.json`; `latest` goes on to the last published month. */
export const scorecardPage: Page = {
  name: 'scorecard',
  register(app, { reads, frame, today, visible, refuse }) {
    app.get<{ Params: { unit: string; period: string } }>(
      '/units/:unit/scorecards/:period',
      { config: { permission: 'scorecards.read' } },
      async (request, reply) => {
        const { unit } = request.params
        const [period = '', extension] = request.params.period.split('.', 2)
        const base = `/units/${encodeURIComponent(unit)}/scorecards`
        if (period === 'latest') {
          const latest = (await reads.loadPublishedMonths()).at(-1)
          if (latest === undefined)
            throw refuse(
              'not_found',
              'No month has been published yet. The data team publishes the first extract.',
            )
          return reply.redirect(`${base}/${latest.period}${extension === undefined ? '' : `.${extension}`}`)
        }
        const scorecard = /^\d{4}-\d{2}$/.test(period)
          ? await reads.loadScorecard(unit, period, await today())
          : null
        if (scorecard === null) {
          const months = await reads.loadPublishedMonths()
          const published =
            months.length === 0
              ? 'No month is published yet.'
              : `Scorecards are published for ${periodName(months[0]?.period ?? '')} to ${periodName(months.at(-1)?.period ?? '')}, for units open in the month.`
          throw refuse('not_found', `There is no scorecard for ${unit} in ${period}. ${published}`)
        }
        if (extension === 'json')
          return reply.redirect(`/api/v1/scorecards/${encodeURIComponent(unit)}/${period}`)
        if (extension === 'csv') {
          reply
            .type('text/csv; charset=utf-8')
            .header('content-disposition', `attachment; filename="${unit}-${period}.csv"`)
          return scorecardCsv(scorecard)
        }
        if (extension === 'xlsx') {
          return reply
            .serializer((body) => body)
            .type(xlsxType)
            .header('content-disposition', `attachment; filename="${unit}-${period}.xlsx"`)
            .send(await scorecardXlsx(scorecard))
        }
        const open = new Set(visible(request, scorecard.ancestors).map((u) => u.code))
        return scorecardView({ frame: await frame(request), scorecard, visible: open })
      },
    )
  },
}
