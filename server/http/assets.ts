/** Stylesheets and images. They are read and joined once at the start and served as files. */
import { createHash } from 'node:crypto'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

export type Asset = { name: string; type: string; content: Buffer }

const YEAR = 31_536_000

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  js: 'text/javascript; charset=utf-8',
}

/** The two stylesheets, and the images and scripts of `dashboards/assets`. `unbranded` takes GOV.UK's brand out of
 *  its stylesheet; ours is every `.css` file beneath `dashboards`, the shared ones first. */
export function loadAssets(dashboards: string, unbranded: (css: string) => string): Asset[] {
  const govuk = createRequire(import.meta.url).resolve('govuk-frontend/dist/govuk/govuk-frontend.min.css')
  const ours = ['assets', 'layout', 'components', 'charts', 'pages'].flatMap((part) =>
    globSync(`${part}/**/*.css`, { cwd: dashboards }).sort(),
  )
  const others = globSync('assets/**/*.{svg,png,js}', { cwd: dashboards }).sort()
  return [
    stylesheet('govuk.css', unbranded(readFileSync(govuk, 'utf8'))),
    stylesheet('app.css', ours.map((file) => readFileSync(join(dashboards, file), 'utf8')).join('\n')),
    ...others.map((file) => ({
      name: file.slice('assets/'.length).replaceAll('\\', '/'),
      type: types[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
      content: readFileSync(join(dashboards, file)),
    })),
  ]
}

function stylesheet(name: string, css: string): Asset {
  return { name, type: types.css as string, content: Buffer.from(css) }
}

/** Serves each asset at its own address, with an ETag of its content. Browsers keep `?v=<hash>` for a year and an address
 * without it for five minutes. The files are in a folder that only this process uses and that is removed when it closes, so no
 * path from a request is ever looked up. */
export async function assetRoutes(app: FastifyInstance, assets: readonly Asset[]): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'golden-thread-assets-'))
  app.addHook('onClose', async () => rmSync(root, { recursive: true, force: true }))
  await app.register(fastifyStatic, {
    root,
    serve: false,
    index: false,
    dotfiles: 'deny',
    etag: false,
    lastModified: false,
    cacheControl: false,
  })
  for (const { name, type, content } of assets) {
    const hash = createHash('sha256').update(content).digest('base64url').slice(0, 16)
    const file = name.replaceAll('/', '-')
    writeFileSync(join(root, file), content)
    app.get<{ Querystring: { v?: string } }>(
      `/assets/${name}`,
      { config: { permission: 'public' } },
      async (request, reply) =>
        reply
          .header('etag', `"${hash}"`)
          .header('vary', 'Accept-Encoding')
          .header(
            'cache-control',
            request.query.v === hash ? `public, max-age=${YEAR}, immutable` : 'public, max-age=300',
          )
          .type(type)
          .sendFile(file),
    )
  }
}
