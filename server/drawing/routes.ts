/** `GET /charts/:chart`: a single chart, which the page that shows it draws. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { problem } from '#server/errors.ts'
import { refusals } from '#server/http/parameters.ts'

/** Registers the route. The page it redirects to decides whether the actor may see the chart. */
export function chartRoutes(app: FastifyInstance): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/charts/:chart',
    {
      config: { permission: 'catalogue.read', query: 'sent on' },
      schema: {
        summary: 'A chart alone, as SVG, PNG or Vega-Lite, or its numbers',
        description:
          'Sent on to /charts/<chart>, with the query of the page it stands on: trend, ' +
          'benchmark, year-on-year and teams take unit, kpi and to; heatmap and small-multiples kpi and ' +
          'period; panels, dot-plot and funnel kpi, units, to and type; shortfall kpi and to; demand-flow and ' +
          'audits unit and period; rating-strip action; milestones the plan’s filters; ' +
          'rating-history and freshness nothing. A file .vl.json is the chart’s Vega-Lite ' +
          'specification with its data, title, description and source: stock Vega-Lite opens it.',
        tags: ['Charts'],
        params: z.strictObject({
          chart: z
            .string()
            .regex(/^[a-z-]+[.](svg|png|vl[.]json|csv|xlsx)$/)
            .describe('The chart and the kind of file: trend.svg'),
        }),
        response: {
          200: z.string().describe('The file, from where the request was sent on to.'),
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      const path = `/charts/${request.params.chart}`
      if (!app.hasRoute({ method: 'GET', url: path }))
        throw problem('not_found', `There is no chart ${request.params.chart}.`)
      const query = request.url.split('?')[1]
      return reply.redirect(query === undefined ? path : `${path}?${query}`, 307)
    },
  )
}
