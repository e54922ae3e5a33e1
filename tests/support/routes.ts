import type { FastifyInstance } from 'fastify'

/** The addresses of every route, as Fastify lists them: `GET /units/:unit`. */
export function routesOf(app: FastifyInstance): { method: string; url: string }[] {
  const path: string[] = []
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const found = /^([│ ]*)(?:├── |└── )([^ ]*)(?: \(([A-Z, ]+)\))?/.exec(line)
      if (found === null) return []
      const depth = (found[1] ?? '').length / 4
      path.length = depth
      path[depth] = found[2] ?? ''
      const methods = (found[3] ?? '').split(', ').filter((method) => method === 'GET' || method === 'POST')
      return methods.map((method) => ({ method, url: path.join('') }))
    })
}
