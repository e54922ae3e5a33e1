/** Headers that every answer sends to the browser. */
import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { problem } from '#server/errors.ts'

/** The address to which browsers report what the policy blocked. */
const REPORTS = '/csp-reports'
/** The two ways to report: `report-to` and `report-uri`. */
const REPORT_TYPES = ['application/reports+json', 'application/csp-report']
const LONGEST_REPORT = 2_000

/** Security headers. Plain http is only used on loopback, and there no header sends the browser to https. */
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
        // A browser that supports the second ignores the first.
        'report-uri': [REPORTS],
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
    reply.header('reporting-endpoints', `csp="${REPORTS}"`)
    reply.header('cache-control', 'private, no-cache')
    reply.header('vary', 'Cookie, Authorization')
  })

  app.addHook('onSend', async (request, reply) => {
    const isAdministration = request.routeOptions.url?.startsWith('/admin') === true
    if (isAdministration || isDownload(reply)) reply.header('cache-control', 'no-store')
  })
}

/** True for a file that the browser saves to a folder, so that no copy should stay in its cache. */
function isDownload(reply: FastifyReply): boolean {
  return String(reply.getHeader('content-disposition') ?? '').startsWith('attachment')
}

/** Reads a browser's report about the policy as text for the log, and no other body. */
export async function cspReportRoutes(app: FastifyInstance): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(REPORT_TYPES, { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    )
    scope.post<{ Body: string | undefined }>(
      REPORTS,
      { config: { permission: 'public', sentByBrowser: true } },
      async (request, reply) => {
        const { body } = request
        if (body === undefined) throw problem('bad_request', 'The report is empty.')
        request.log.warn({ report: body.slice(0, LONGEST_REPORT) }, 'a browser stopped something on a page')
        return reply.code(204).send()
      },
    )
  })
}
