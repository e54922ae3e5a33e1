/** The council's colour and logo, each at an address that changes when it changes. */
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { problem } from '#server/errors.ts'
import type { Council } from '#server/record/council.ts'

export type CouncilAssetSources = {
  loadCouncil: () => Promise<Council | null>
  loadLogo: (sha256: string) => Promise<{ mediaType: string; content: Buffer } | null>
}

const YEAR = 31_536_000
/** A picture may style itself and do nothing else, however it is opened. */
const LOGO_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

/** The address of the council's stylesheet; null if the council has no colour of its own. */
export function councilStylesheet({ brandColour }: Pick<Council, 'brandColour'>): string | null {
  return brandColour === null ? null : `/assets/council.css?v=${hashOf(cssOf(brandColour))}`
}

/** The address of the council's logo; null where it has none. */
export function councilLogo({ logo }: Pick<Council, 'logo'>): string | null {
  return logo === null ? null : `/assets/council-logo?v=${logo}`
}

/** Serves `/assets/council.css` and `/assets/council-logo` to everybody, because the sign-in page shows both. */
export function councilAssetRoutes(app: FastifyInstance, sources: CouncilAssetSources): void {
  app.get<{ Querystring: { v?: unknown } }>(
    '/assets/council.css',
    { config: { permission: 'public' } },
    async (request, reply) => {
      const council = await sources.loadCouncil()
      const css = council?.brandColour ? cssOf(council.brandColour) : ''
      return kept(reply, hashOf(css), request.query.v).type('text/css; charset=utf-8').send(css)
    },
  )

  app.get<{ Querystring: { v?: unknown } }>(
    '/assets/council-logo',
    { config: { permission: 'public' } },
    async (request, reply) => {
      const asked = request.query.v
      const logo = typeof asked === 'string' ? await sources.loadLogo(asked) : null
      if (logo === null) throw problem('not_found', 'The council has no such logo.')
      return kept(reply, String(asked), asked)
        .header('content-security-policy', LOGO_POLICY)
        .header('x-content-type-options', 'nosniff')
        .type(logo.mediaType)
        .send(logo.content)
    },
  )
}

function kept(reply: FastifyReply, hash: string, asked: unknown): FastifyReply {
  return reply
    .header('etag', `"${hash}"`)
    .header('vary', 'Accept-Encoding')
    .header('cache-control', asked === hash ? `public, max-age=${YEAR}, immutable` : 'public, max-age=300')
}

/** The schema that reads the colour and the database's constraint both require six hexadecimal digits. */
function cssOf(colour: string): string {
  return `:root{--brand:${colour}}\n`
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}
