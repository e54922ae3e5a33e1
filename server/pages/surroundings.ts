/** The frame of every page, and the page that says why a request failed. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { errorView } from '#dashboards/pages/kit/error/view.ts'
import type { PageDeps, PageFrame } from '#dashboards/pages/kit/page.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import { monthOf } from '#domain/time/period.ts'
import type { WriteErrorPage } from '#server/http/failures.ts'
import type { Reads } from '#server/reads/reads.ts'
import { takeAcknowledgement } from './acknowledgement.ts'
import { bareFrame, loadFrame } from './frame.ts'
import { nearestPages } from './nearest-pages.ts'

export type Surroundings = { frame: PageDeps['frame']; writeErrorPage: WriteErrorPage }

export type SurroundingsOptions = {
  /** Unsuppressed reads: the frame and the suggested pages contain names and counts, and no figure. */
  own: Reads
  /** Reads for the audience of the request. */
  reads: Reads
  today: () => Promise<string>
  loadTree: () => Promise<Unit[]>
  draw: PageFrame['draw']
}

/** The frame of a request and its error page. A request whose time is up gets a page without a database query. */
export function surroundingsOf(
  app: FastifyInstance,
  { own, reads, today, loadTree, draw }: SurroundingsOptions,
): Surroundings {
  const frame: PageDeps['frame'] = async (request) => {
    const loaded = await loadFrame(app, request, {
      loadCouncil: own.loadCouncil,
      loadTree,
      today,
      loadPendingMeasures: own.loadPendingMeasures,
      loadRecordSummary: reads.loadRecordSummary,
      draw,
    })
    return { ...loaded, acknowledgement: takeAcknowledgement(request) }
  }
  const nearest = (request: FastifyRequest) =>
    nearestPages(request, {
      loadTree,
      loadMeasures: async () => own.loadKpis(monthOf(await today())),
      loadActions: own.loadSearchedActions,
    })
  return {
    frame,
    writeErrorPage: async (request, { isLate, ...failure }) => {
      const [surround, meant] = await Promise.all([
        isLate ? bareFrame : frame(request).catch(() => bareFrame),
        failure.status === 404 ? nearest(request).catch(() => []) : [],
      ])
      const next = failure.status === 401 && request.method === 'GET' ? { next: request.url } : {}
      return String(await errorView({ frame: surround, ...failure, ...next, nearest: meant }))
    },
  }
}
