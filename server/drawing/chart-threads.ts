/** Draws charts in threads beside the thread that answers requests, and keeps the drawings. */
import type { FastifyInstance } from 'fastify'
import type { Charts } from '#dashboards/charts/charts.ts'
import type { Drawing, Picture } from '#dashboards/charts/picture.ts'
import { chartsByUse } from '#dashboards/charts/specs.ts'
import { DrawingCache, keyOf } from './drawing-cache.ts'
import { threadPoolOf } from './thread-pool.ts'

export type ChartThreads = Charts & {
  /** Starts the threads and prepares every chart, first those of a measure's page, so that the first page waits for neither. */
  warm: () => Promise<void>
  close: () => Promise<void>
}

export type ChartThreadsOptions = {
  /** Called with the reason why a chart could not be drawn; the page shows its numbers instead. */
  onFailure: (why: string) => void
  threads?: number
  patience?: number
  mostWaiting?: number
  mostCharacters?: number
}

/** Threads that an application starts when it listens, and ends when it closes. Its log says what could not be drawn. */
export function ownThreads(app: FastifyInstance): ChartThreads {
  const threads = chartThreadsOf({ onFailure: (why) => app.log.error({ why }, 'chart not drawn') })
  app.addHook('onListen', threads.warm)
  app.addHook('onClose', threads.close)
  return threads
}

/** A trend chart has about 20,000 characters. */
const usualMost = 32_000_000

/** Threads that have not started anything. Drawing never throws: a chart that cannot be drawn is null. */
export function chartThreadsOf({
  onFailure,
  threads = 2,
  patience = 8_000,
  mostWaiting = 1_000,
  mostCharacters = usualMost,
}: ChartThreadsOptions): ChartThreads {
  const pool = threadPoolOf({ threads, patience, mostWaiting })
  const cache = new DrawingCache(mostCharacters)
  const underWay = new Map<string, Promise<Drawing | null>>()

  async function drawAnew(key: string, picture: Picture): Promise<Drawing | null> {
    try {
      const answer = await pool.ask({ is: 'drawing', picture })
      if (answer.is === 'drawing') {
        cache.add(key, answer.drawing)
        return answer.drawing
      }
      onFailure(answer.is === 'failed' ? answer.why : `Asked for a drawing, got ${answer.is}`)
    } catch (error) {
      onFailure(String(error))
    } finally {
      underWay.delete(key)
    }
    return null
  }

  return {
    draw(picture) {
      const key = keyOf(picture)
      const known = cache.get(key) ?? underWay.get(key)
      if (known !== undefined) return known
      const drawing = drawAnew(key, picture)
      underWay.set(key, drawing)
      return drawing
    },
    async png(svg) {
      const answer = await pool.ask({ is: 'png', svg, scale: 2 })
      if (answer.is === 'png') return Buffer.from(answer.png)
      onFailure(answer.is === 'failed' ? answer.why : `Asked for a PNG, got ${answer.is}`)
      return null
    },
    async warm() {
      // Prepares one chart at a time, so that a picture requested meanwhile waits for one specification and not for all.
      for (const chart of chartsByUse) await pool.askAll({ is: 'readiness', chart })
    },
    close: () => pool.close(),
  }
}
