import type { IRegularForbiddenRuleType } from 'dependency-cruiser'

type Rule = Omit<IRegularForbiddenRuleType, 'name' | 'severity' | 'comment'>

/** One sentence of the import law: what it forbids, with a small tree that breaks it. */
export type Law = { sentence: string; forbids: Rule; broken: Record<string, string> }

const PRODUCTION = '^(server|dashboards|jobs|seeds)/'
/** Folders of server/ that are not features but are used by features. */
const BASE = '(?:domain|db|record|reads|access|http|xlsx)'
/** Like app.ts, the command line's verbs and the list of pages bring features together. */
const TOGETHER = '(?:commands|pages)'
const ENTRY_POINTS = '^(server/(main|cli)|jobs/main)[.]ts$'
/** The subjects of the domain, from the lowest up: each may import those before it. */
const SUBJECTS = [
  'time',
  'catalogue',
  'figures',
  'suppression',
  'wording',
  'scorecard',
  'meetings',
  'plan',
  'extracts',
  'council',
]
/** The steps of an extract, from the lowest up: each may import those before it. */
const STEPS = [
  'record',
  'tables',
  'formats',
  'layouts',
  'reading',
  'receiving',
  'problem-file',
  'template',
  'merging',
  'checking',
  'publishing',
  'proving',
  'routes',
]
/** The rooms of access, from the lowest up: each may import those before it. */
const ROOMS = ['permissions', 'activity', 'people', 'tokens', 'sessions', 'sign-in']
/** Types may cross a boundary freely, because they do not exist when the program runs. */
const VALUES = { dependencyTypesNot: ['type-only'] } satisfies Rule['to']

const uses = (path: string) => `import { x } from '${path}'\nexport const y = x\n`
const GIVES = 'export const x = 1\n'

/** A law for each folder of a list except the last: it imports none of the later ones, types included. */
function inOrder(what: string, home: string, folders: readonly string[]): Law[] {
  return folders.slice(0, -1).map((folder, place) => {
    const above = folders.slice(place + 1)
    return {
      sentence: `${what}: ${folder} imports nothing of ${above.join(', ')}`,
      forbids: {
        from: { path: `^${home}/${folder}/` },
        to: { path: `^${home}/(${above.join('|')})/` },
      },
      broken: {
        [`${home}/${folder}/a-${folder}.ts`]: `import type { X } from '../${above[0]}/b-${folder}.ts'\nexport type Y = X\n`,
        [`${home}/${above[0]}/b-${folder}.ts`]: 'export type X = string\n',
      },
    }
  })
}

export const LAWS: readonly Law[] = [
  {
    sentence: 'the domain imports only the domain',
    forbids: { from: { path: '^server/domain/' }, to: { pathNot: '^server/domain/' } },
    broken: {
      'server/domain/a.ts': "import { readFileSync } from 'node:fs'\nexport const x = readFileSync\n",
    },
  },
  ...inOrder('the subjects of the domain', 'server/domain', SUBJECTS),
  ...inOrder('the steps of an extract', 'server/extracts', STEPS),
  ...inOrder('the rooms of access', 'server/access', ROOMS),
  {
    sentence:
      'dashboards take values only from the domain, each other and what writes and checks markup and charts',
    forbids: {
      from: { path: '^dashboards/' },
      to: {
        ...VALUES,
        pathNot: '^(dashboards|server/domain|node_modules/(hono|vega|vega-lite|vega-interpreter|zod))/',
      },
    },
    broken: { 'dashboards/layout/a.ts': uses('#server/reads/b.ts'), 'server/reads/b.ts': GIVES },
  },
  {
    sentence: 'of the dashboards only the routes know Fastify',
    forbids: {
      from: { path: '^dashboards/', pathNot: '/route[.]ts$|^dashboards/pages/kit/page[.]ts$' },
      to: { path: 'node_modules/(@fastify/|fastify)' },
    },
    broken: {
      'dashboards/pages/a/view.ts':
        "import type { FastifyRequest } from 'fastify'\nexport type A = FastifyRequest\n",
    },
  },
  {
    sentence: 'pages are independent of each other: they share the kit of their group and of all',
    forbids: {
      from: { path: '^dashboards/pages/([^/]+)/(?!kit/)([^/]+)/' },
      to: {
        path: '^dashboards/pages/[^/]+/',
        pathNot: '^dashboards/pages/(kit/[^/]+[.]ts$|$1/$2/|$1/kit/)',
      },
    },
    broken: {
      'dashboards/pages/plan/c/view.ts': uses('../d/view.ts'),
      'dashboards/pages/plan/d/view.ts': GIVES,
    },
  },
  {
    sentence: 'the kit of a group of pages knows no page',
    forbids: {
      from: { path: '^dashboards/pages/([^/]+)/kit/' },
      to: { path: '^dashboards/pages/', pathNot: '^dashboards/pages/(kit/[^/]+[.]ts$|$1/kit/)' },
    },
    broken: { 'dashboards/pages/plan/kit/e.ts': uses('../d/view.ts') },
  },
  {
    sentence: 'the kit of the pages knows no page',
    forbids: {
      from: { path: '^dashboards/pages/kit/[^/]+[.]ts$' },
      to: { path: '^dashboards/pages/', pathNot: '^dashboards/pages/kit/[^/]+[.]ts$' },
    },
    broken: { 'dashboards/pages/kit/f.ts': uses('../plan/d/view.ts') },
  },
  {
    sentence: 'a component, a chart or the layout knows no page',
    forbids: {
      from: { path: '^dashboards/(components|charts|layout)/' },
      to: { path: '^dashboards/pages/' },
    },
    broken: { 'dashboards/components/e/view.ts': uses('../../pages/plan/d/view.ts') },
  },
  {
    sentence: 'only app.ts and the list of pages see pages',
    forbids: {
      from: { path: '^(server|jobs|seeds)/', pathNot: '^server/(app[.]ts$|pages/)' },
      to: { path: '^dashboards/pages/' },
    },
    broken: { 'server/http/f.ts': uses('#dashboards/pages/plan/d/view.ts') },
  },
  {
    sentence: 'features are independent of each other: app.ts and the command line bring them together',
    forbids: {
      from: { path: `^server/(?!${BASE}/|${TOGETHER}/)([^/]+)/` },
      to: { path: `^server/(?!${BASE}/)[^/]+/`, pathNot: '^server/$1/' },
    },
    broken: { 'server/plan/a.ts': uses('#server/units/b.ts'), 'server/units/b.ts': GIVES },
  },
  {
    sentence: 'reads ask the record, the database and the domain, and know nothing above them',
    forbids: {
      from: { path: '^server/reads/' },
      to: { path: '^(server|dashboards|jobs|seeds)/', pathNot: '^server/(reads|record|db|domain)/' },
    },
    broken: { 'server/reads/g.ts': uses('#server/units/b.ts') },
  },
  {
    sentence: 'the record, on which writers and pages both stand, knows neither',
    forbids: {
      from: { path: '^server/record/' },
      to: { path: '^(server|dashboards|jobs|seeds)/', pathNot: '^server/(record|db|domain)/' },
    },
    broken: { 'server/record/g.ts': uses('#server/reads/b.ts') },
  },
  {
    sentence: 'writers stand on the record, and import no question of a page',
    forbids: {
      from: { path: '^server/(extracts|access|http|xlsx|drawing|kpis)/' },
      to: { path: '^server/reads/' },
    },
    broken: { 'server/extracts/g.ts': uses('#server/reads/b.ts') },
  },
  {
    sentence: 'who asks and what they may is known without the plumbing',
    forbids: {
      from: { path: '^server/access/' },
      to: { path: '^server/(http|pages|reads|extracts)/' },
    },
    broken: { 'server/access/g.ts': uses('#server/http/f.ts') },
  },
  {
    sentence: 'workbooks are read and written without knowing what is in them',
    forbids: {
      from: { path: '^server/xlsx/' },
      to: { path: '^server/', pathNot: '^server/(xlsx|domain)/|^server/(grid|errors|fair-queue)[.]ts$' },
    },
    broken: { 'server/xlsx/read/g.ts': uses('#server/extracts/g.ts') },
  },
  {
    sentence: 'the database knows nothing above it',
    forbids: {
      from: { path: '^server/db/' },
      to: { path: '^(server|dashboards|jobs|seeds)/', pathNot: '^server/db/' },
    },
    broken: { 'server/db/h.ts': uses('#server/units/b.ts') },
  },
  {
    sentence: 'seeds reach the service through the domain, the database and what is passed in',
    forbids: {
      from: { path: '^seeds/' },
      to: { ...VALUES, path: '^(server|dashboards|jobs)/', pathNot: '^server/(db|domain)/' },
    },
    broken: { 'seeds/i.ts': uses('#server/units/b.ts') },
  },
  {
    sentence: 'nothing imports an entry point',
    forbids: { from: {}, to: { path: ENTRY_POINTS } },
    broken: { 'jobs/main.ts': GIVES, 'server/j.ts': uses('../jobs/main.ts') },
  },
  {
    sentence: 'production never imports tests',
    forbids: { from: { path: PRODUCTION }, to: { path: '^tests/' } },
    broken: { 'jobs/k.ts': uses('../tests/k.ts'), 'tests/k.ts': GIVES },
  },
  {
    sentence: 'production uses no development dependency',
    forbids: { from: { path: PRODUCTION }, to: { ...VALUES, dependencyTypes: ['npm-dev'] } },
    broken: { 'jobs/l.ts': "import fc from 'fast-check'\nexport const x = fc\n" },
  },
  {
    sentence: 'nothing uses a package that package.json does not name',
    forbids: {
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'], dependencyTypesNot: ['type-only'] },
    },
    broken: { 'jobs/m.ts': "import { x } from 'pgpass'\nexport const y = x\n" },
  },
  {
    sentence: 'every import is of something that is there',
    forbids: { from: {}, to: { couldNotResolve: true } },
    broken: { 'jobs/n.ts': uses('./gone.ts') },
  },
  {
    sentence: 'no files form a circle, not even one of types',
    forbids: { from: {}, to: { circular: true } },
    broken: {
      'jobs/o.ts': "import type { X } from './p.ts'\nexport type Y = X\n",
      'jobs/p.ts': "import type { Y } from './o.ts'\nexport type X = Y | null\n",
    },
  },
  {
    sentence: 'no module of production stands alone',
    forbids: {
      from: { orphan: true, path: PRODUCTION, pathNot: [ENTRY_POINTS, '^server/run[.]js$', '/assets/'] },
      to: {},
    },
    broken: { 'jobs/q.ts': 'export {}\n' },
  },
]
