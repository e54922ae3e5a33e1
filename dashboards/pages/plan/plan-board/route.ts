import type { Page, PageRequest } from '../../kit/page.ts'
import { type Refusal, refuseData, refusedWords } from '../../kit/refusals.ts'
import { tableRoutes } from '../../kit/table-routes.ts'
import { planFor } from '../kit/asked-plan.ts'
import { type Board, boardRows } from './board.ts'
import { boardKeys, boardQuestionOf } from './question.ts'
import { boardTable } from './table.ts'
import { planBoardView } from './view.ts'

const permission = 'plan.read'

/** `/plan/board`: every action in the column of its rating, with what moved since the meeting before, or since the meeting of
 * `?since=2019-04-03`. `?moved=1` shows only the actions that moved. The same actions are available as `.csv`, `.xlsx` and
 * `.json`. */
export const planBoardPage: Page = {
  name: 'plan-board',
  register(app, deps) {
    const { reads, frame, refuse } = deps
    app.get('/plan/board', { config: { permission } }, async (request) => {
      const [{ board, refused }, surround] = await Promise.all([boardOf(request), frame(request)])
      return planBoardView({ ...board, refused: refusedWords(refused), frame: surround })
    })

    tableRoutes(app, { path: '/plan/board', permission, query: boardKeys }, async (request) => {
      const { board, refused } = await boardOf(request)
      refuseData(refused, refuse)
      return boardTable(boardRows(board))
    })

    async function boardOf(request: PageRequest): Promise<{ board: Board; refused: Refusal[] }> {
      const { plan, unit } = await planFor(request, deps)
      const history = await reads.loadRatingHistory(plan.day)
      const { refused, ...asked } = boardQuestionOf(request.query as Record<string, unknown>, history)
      return { board: { day: plan.day, unit, sections: plan.sections, history, ...asked }, refused }
    }
  },
}
