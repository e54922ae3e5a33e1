import type { Page } from '../page.ts'
import { planBoardView } from './view.ts'

/** `/plan/board`: every action in the column of its rating, with what moved since the meeting before. `?moved=1` shows only
 *  those. */
export const planBoardPage: Page = {
  name: 'plan-board',
  register(app, { reads, frame, today, charts }) {
    app.get<{ Querystring: { moved?: unknown } }>(
      '/plan/board',
      { config: { permission: 'plan.read' } },
      async (request) => {
        const day = await today()
        const [plan, history, surround] = await Promise.all([
          reads.loadPlan(day),
          reads.loadRatingHistory(day),
          frame(request),
        ])
        return planBoardView({
          frame: surround,
          day,
          sections: plan.sections,
          history,
          onlyMoved: request.query.moved === '1',
          draw: charts.draw,
        })
      },
    )
  },
}
