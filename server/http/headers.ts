/** What every answer says to the browser. */
import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

/** Security headers. Over plain http, which is only ever loopback, nothing is said that would send the browser to
 *  https. */
export async function registerHeaders(app: FastifyInstance, { secure }: { secure: boolean }): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
        'object-src': ["'none'"],
        'upgrade-insecure-requests': secure ? [] : null,
        'report-to': ['csp'],
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  })

  app.addHook('onRequest', async (_request, reply) => {
    reply.header('reporting-endpoints', 'csp="/csp-reports"')
    reply.header('cache-control', 'private, no-cache')
    reply.header('vary', 'Cookie, Authorization')
  })
}

/** Where browsers send what the policy stopped. */
export function cspReportRoutes(app: FastifyInstance): void {
  app.addContentTypeParser('application/reports+json', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  )
  app.post('/csp-reports', { config: { permission: 'public' } }, async (request, reply) => {
    request.log.warn(
      { report: String(request.body).slice(0, 2_000) },
      'a browser stopped something on a page',
    )
    return reply.code(204).send()
  })
}
