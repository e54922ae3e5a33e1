import type { Page } from '../page.ts'
import { tableRoutes } from '../table-routes.ts'
import { type Board, boardShown } from './shown.ts'
import { boardTable } from './table.ts'
import { planBoardView } from './view.ts'

type Query = { moved?: unknown }

const permission = 'plan.read'

/** `/plan/board`: every action in the column of its rating, with what moved since the meeting before. `?moved=1` shows only
 *  those. The same actions as `.csv`, `.xlsx` and `.json`. */
export const planBoardPage: Page = {
  name: 'plan-board',
  register(app, { reads, frame, today, charts }) {
    app.get<{ Querystring: Query }>('/plan/board', { config: { permission } }, async (request) => {
      const [board, surround] = await Promise.all([boardOf(request.query), frame(request)])
      return planBoardView({ ...board, frame: surround, draw: charts.draw })
    })

    tableRoutes(app, { path: '/plan/board', permission }, async (request) =>
      boardTable(boardShown(await boardOf(request.query as Query))),
    )

    async function boardOf({ moved }: Query): Promise<Board> {
      const day = await today()
      const [plan, history] = await Promise.all([reads.loadPlan(day), reads.loadRatingHistory(day)])
      return { day, sections: plan.sections, history, onlyMoved: moved === '1' }
    }
  },
}
