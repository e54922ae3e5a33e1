/** What each new thing needs besides itself, so that a missing line is reported with the place where it belongs. */

/** The files of the repository with their text. */
export type Tree = { files: readonly string[]; read: (path: string) => string }

export type Addition = {
  sentence: string
  /** Every existing thing of this kind. */
  things: (tree: Tree) => string[]
  /** What a thing still needs: sentences that say what to write and where. */
  missing: (thing: string, tree: Tree) => string[]
  /** A small tree in which every line is missing, and the sentences it must give. */
  broken: Readonly<Record<string, string>>
  says: readonly string[]
}

const CHARTS = 'dashboards/charts'
/** What specifications share. */
const FRAGMENTS = 'fragments'
const CHART_LIST = `${CHARTS}/spec-list.ts`
const CHART_TITLES = 'tests/dashboards/titles/all-charts.ts'
/** Charts of one series, whose sentences `series-sentences.ts` recounts, and bars that stand under a chart and have no title. */
const TITLED_ELSEWHERE = ['trend', 'run', 'base-bars']
const COMPONENTS = 'dashboards/components'
const PAGES = 'dashboards/pages'
const PAGE_LIST = 'server/pages/pages.ts'
const MENU = 'server/pages/frame.ts'
const FORMATS = 'server/extracts/formats'
const FORMAT_LIST = `${FORMATS}/index.ts`
const WORKBOOKS = 'tests/support/example-workbooks.ts'
const JOB_LIST = 'jobs/index.ts'
const READS = 'server/reads'
const READ_LIST = `${READS}/questions.ts`

/** A page that shows only its frame needs no model. */
const WITHOUT_MODEL = ['help/accessibility']
/** A refusal or an error is shown by its view alone. */
const WITHOUT_ROUTE = ['kit/error']
/** Pages that people are given the address of and that no page links to. */
const NOT_LINKED = ['/gallery', '/sign-in/password', '/sign-in/signed-out', '/kept-form']
/** Rules that no other rule uses, with the test that covers each instead of a test of the same name. */
const TRIED_ELSEWHERE: Readonly<Record<string, string>> = {
  'council/settings': 'tests/server/settings/settings.test.ts',
  'extracts/layouts/faults': 'tests/domain/extracts/layouts/layout.test.ts',
  'extracts/unended-source': 'tests/server/extracts/unended-source.test.ts',
}

/** The names of the folders in `home` that hold a file at the given depth beneath it. */
function foldersIn({ files }: Tree, home: string, depth = 1): string[] {
  const inside = files
    .filter((path) => path.startsWith(`${home}/`))
    .map((path) => path.slice(home.length + 1).split('/'))
  return [
    ...new Set(
      inside.filter((parts) => parts.length > depth).map((parts) => parts.slice(0, depth).join('/')),
    ),
  ]
}

/** A sentence for each file that a thing should have and lacks. */
function filesMissing(tree: Tree, what: string, needed: Readonly<Record<string, string>>): string[] {
  return Object.entries(needed)
    .filter(([path]) => !tree.files.includes(path))
    .map(([path, holds]) => `${what} has no ${path}: add it, with ${holds}`)
}

function textOf(tree: Tree, path: string): string {
  return tree.files.includes(path) ? tree.read(path) : ''
}

/** Whether a list (an object literal or an array) names a thing after its import. */
function names(text: string, name: string): boolean {
  return new RegExp(`(^|[\\s{[,])['"]?${name}['"]?\\s*[,:}\\]]`, 'm').test(text)
}

const chart: Addition = {
  sentence: 'a chart is whole, and in the list of charts',
  things: (tree) => foldersIn(tree, CHARTS).filter((name) => name !== FRAGMENTS),
  missing: (name, tree) => {
    const home = `${CHARTS}/${name}`
    const spec = textOf(tree, `${home}/spec.vl.json`)
    const isLaidOut = spec.includes('"layout"')
    const isTitled = TITLED_ELSEWHERE.includes(name) || isTitleCounted(spec) || isTitleRecounted(name, tree)
    const code = {
      [`${home}/${name}.ts`]:
        'the function that makes its picture, or a "layout" in its specification’s "usermeta"',
      [`${home}/examples.ts`]: 'the pictures that the gallery shows, or such a "layout"',
    }
    return [
      ...filesMissing(tree, `The chart ‘${name}’`, {
        [`${home}/spec.vl.json`]: 'its Vega-Lite specification',
        [`${home}/example.json`]: 'the values of its example',
        ...(isLaidOut ? {} : code),
      }),
      ...(textOf(tree, CHART_LIST).includes(` from './${name}/spec.vl.json'`)
        ? []
        : [`The chart ‘${name}’ is not in ${CHART_LIST}: add the line “${chartLine(name)}”`]),
      ...(isTitled ? [] : [untitled(name)]),
    ]
  },
  broken: {
    [`${CHARTS}/new-chart/notes.md`]: '',
    [`${CHARTS}/laid-out/spec.vl.json`]: '{ "usermeta": { "layout": {} } }',
    [`${CHARTS}/counted/spec.vl.json`]: '{ "usermeta": { "layout": {}, "title": {} } }',
    [`${CHARTS}/counted/example.json`]: '',
    [CHART_LIST]: `${chartLine('trend')}\n`,
    [CHART_TITLES]: "chart('/charts/trend.svg', checks.trend)",
  },
  says: [
    `The chart ‘new-chart’ has no ${CHARTS}/new-chart/spec.vl.json: add it, with its Vega-Lite specification`,
    `The chart ‘new-chart’ has no ${CHARTS}/new-chart/example.json: add it, with the values of its example`,
    `The chart ‘new-chart’ has no ${CHARTS}/new-chart/new-chart.ts: add it, with the function that makes its picture, ` +
      'or a "layout" in its specification’s "usermeta"',
    `The chart ‘new-chart’ has no ${CHARTS}/new-chart/examples.ts: add it, with the pictures that the gallery shows, or such a "layout"`,
    `The chart ‘new-chart’ is not in ${CHART_LIST}: add the line “${chartLine('new-chart')}”`,
    untitled('new-chart'),
    `The chart ‘laid-out’ has no ${CHARTS}/laid-out/example.json: add it, with the values of its example`,
    `The chart ‘laid-out’ is not in ${CHART_LIST}: add the line “${chartLine('laid-out')}”`,
    untitled('laid-out'),
    `The chart ‘counted’ is not in ${CHART_LIST}: add the line “${chartLine('counted')}”`,
  ],
}

/** A title that the specification counts is recounted from the chart’s file without a line of its own. */
function isTitleCounted(spec: string): boolean {
  return spec !== '' && JSON.parse(spec).usermeta?.title !== undefined
}

function isTitleRecounted(name: string, tree: Tree): boolean {
  return new RegExp(`/charts/${name}[.]|'${name}'`).test(textOf(tree, CHART_TITLES))
}

function untitled(name: string): string {
  return (
    `Nothing compares the title of the chart ‘${name}’ with its rows: let its specification count it (usermeta.title), or add its ` +
    `address to ${CHART_TITLES}, with what must be true of it in chart-sentences.ts`
  )
}

/** The line that lists a chart. */
function chartLine(name: string): string {
  const exported = /^\w+$/.test(name) ? name : `'${name}'`
  return `export { default as ${exported} } from './${name}/spec.vl.json' with { type: 'json' }`
}

const component: Addition = {
  sentence: 'a component is whole',
  things: (tree) => foldersIn(tree, COMPONENTS),
  missing: (name, tree) =>
    filesMissing(tree, `The component ‘${name}’`, {
      [`${COMPONENTS}/${name}/${name}.ts`]: 'the function that writes its HTML',
      [`${COMPONENTS}/${name}/examples.ts`]: 'the examples that the gallery shows',
    }),
  broken: { [`${COMPONENTS}/new-thing/new-thing.css`]: '' },
  says: [
    `The component ‘new-thing’ has no ${COMPONENTS}/new-thing/new-thing.ts: add it, with the function that writes its HTML`,
    `The component ‘new-thing’ has no ${COMPONENTS}/new-thing/examples.ts: add it, with the examples that the gallery shows`,
  ],
}

const page: Addition = {
  sentence: 'a page is whole, in the list of pages, and linked from another page or the menu',
  things: (tree) =>
    foldersIn(tree, PAGES, 2).filter(
      (name) => !name.endsWith('/kit') && !(name.startsWith('kit/') && name !== 'kit/error'),
    ),
  missing: (name, tree) => {
    const home = `${PAGES}/${name}`
    const needed = {
      [`${home}/route.ts`]: 'its address, its permission and the reads it asks',
      [`${home}/model.ts`]: 'the types of what it shows',
      [`${home}/view.ts`]: 'the function that writes its HTML',
      [`${home}/example.ts`]: 'the examples that its tests show',
    }
    if (WITHOUT_MODEL.includes(name)) delete needed[`${home}/model.ts`]
    if (WITHOUT_ROUTE.includes(name)) delete needed[`${home}/route.ts`]
    const isListed =
      WITHOUT_ROUTE.includes(name) || textOf(tree, PAGE_LIST).includes(`'#dashboards/pages/${name}/route.ts'`)
    return [
      ...filesMissing(tree, `The page ‘${name}’`, needed),
      ...(isListed
        ? []
        : [
            `The page ‘${name}’ is not in ${PAGE_LIST}: import its route there and add it to the list of ‘pagesOf’`,
          ]),
      ...addressesOf(tree, home)
        .filter((address) => !NOT_LINKED.includes(address) && !isLinked(tree, home, address))
        .map(
          (address) =>
            `The page at ${address} is linked from nowhere: add it to the menu (‘linksFor’ in ${MENU}), or link to it from another page`,
        ),
    ]
  },
  broken: {
    [`${PAGES}/council/new-page/route.ts`]:
      "app.get<{ Querystring: Query }>(\n  '/new', options, () => view())\n",
    [PAGE_LIST]: '',
    [MENU]: "{ text: 'Newer', href: '/newer' }",
  },
  says: [
    `The page ‘council/new-page’ has no ${PAGES}/council/new-page/model.ts: add it, with the types of what it shows`,
    `The page ‘council/new-page’ has no ${PAGES}/council/new-page/view.ts: add it, with the function that writes its HTML`,
    `The page ‘council/new-page’ has no ${PAGES}/council/new-page/example.ts: add it, with the examples that its tests show`,
    `The page ‘council/new-page’ is not in ${PAGE_LIST}: import its route there and add it to the list of ‘pagesOf’`,
    `The page at /new is linked from nowhere: add it to the menu (‘linksFor’ in ${MENU}), or link to it from another page`,
  ],
}

/** The addresses of a page without parameters: `/plan/checks`, but neither `/units/:unit` nor a file. */
function addressesOf(tree: Tree, home: string): string[] {
  return tree.files
    .filter((path) => path.startsWith(`${home}/`) && path.endsWith('.ts'))
    .flatMap((path) => [...tree.read(path).matchAll(/\bapp[.]get(?:<[^;]*?>)?\(\s*'(\/[^':*]*)'/g)])
    .map(([, address = '']) => address)
    .filter((address) => !/[.](csv|xlsx|json|svg|png)$/.test(address))
}

function isLinked(tree: Tree, home: string, address: string): boolean {
  const link = new RegExp(`["'\`]${address.replaceAll('/', '\\/')}(?![\\w/-])`)
  return tree.files
    .filter((path) => path === MENU || (path.startsWith('dashboards/') && path.endsWith('.ts')))
    .filter((path) => !path.startsWith(`${home}/`) && !/\/examples?[.]ts$/.test(path))
    .some((path) => link.test(tree.read(path)))
}

const format: Addition = {
  sentence: 'an extract format is whole, and in the list of formats',
  things: (tree) => foldersIn(tree, FORMATS),
  missing: (name, tree) => {
    const home = `${FORMATS}/${name}`
    const list = textOf(tree, FORMAT_LIST)
    const workbooks = textOf(tree, WORKBOOKS)
    return [
      ...filesMissing(tree, `The format ‘${name}’`, {
        [`${home}/format.ts`]: 'how it is claimed and read',
        [`${home}/example.csv`]: 'an example as text',
        [`${home}/expected.json`]: 'what the text is read as',
        [`${home}/expected-xlsx.json`]: 'what the workbook is read as',
      }),
      ...(list.includes(`'./${name}/format.ts'`)
        ? []
        : [`The format ‘${name}’ is not in ${FORMAT_LIST}: import it there and add it to ‘formats’`]),
      ...(names(workbooks.slice(workbooks.indexOf('export const exampleWorkbooks')), name)
        ? []
        : [`The format ‘${name}’ has no workbook in ${WORKBOOKS}: add one to ‘exampleWorkbooks’`]),
    ]
  },
  broken: { [`${FORMATS}/new/format.ts`]: '', [FORMAT_LIST]: "import { newer } from './newer/format.ts'\n" },
  says: [
    `The format ‘new’ has no ${FORMATS}/new/example.csv: add it, with an example as text`,
    `The format ‘new’ has no ${FORMATS}/new/expected.json: add it, with what the text is read as`,
    `The format ‘new’ has no ${FORMATS}/new/expected-xlsx.json: add it, with what the workbook is read as`,
    `The format ‘new’ is not in ${FORMAT_LIST}: import it there and add it to ‘formats’`,
    `The format ‘new’ has no workbook in ${WORKBOOKS}: add one to ‘exampleWorkbooks’`,
  ],
}

const job: Addition = {
  sentence: 'a job is in the list of jobs',
  things: (tree) =>
    tree.files.filter(
      (path) => /^jobs\/[^/]+[.]ts$/.test(path) && /\bconst \w+: Job = /.test(tree.read(path)),
    ),
  missing: (path, tree) =>
    textOf(tree, JOB_LIST).includes(`'./${path.slice('jobs/'.length)}'`)
      ? []
      : [`The job of ${path} is not in ${JOB_LIST}: import it there and add it to ‘jobs’`],
  broken: {
    'jobs/new-job.ts': 'export const newJob: Job = {}\n',
    [JOB_LIST]: "import { newerJob } from './newer-job.ts'\n",
  },
  says: [`The job of jobs/new-job.ts is not in ${JOB_LIST}: import it there and add it to ‘jobs’`],
}

const read: Addition = {
  sentence: 'a file of reads is in the list of questions, or is part of another that is',
  things: (tree) =>
    tree.files.filter(
      (path) =>
        path.startsWith(`${READS}/`) &&
        path.endsWith('.ts') &&
        /^export (async )?function load/m.test(tree.read(path)),
    ),
  missing: (path, tree) => {
    const name = path.slice(READS.length + 1)
    if (textOf(tree, READ_LIST).includes(`export * from './${name}'`)) return []
    const imports = new RegExp(`from '(\\./|#server/reads/)${name.replaceAll('.', '[.]')}'`)
    const isPart = tree.files.some(
      (other) =>
        other.startsWith(`${READS}/`) &&
        other.endsWith('.ts') &&
        other !== READ_LIST &&
        imports.test(tree.read(other)),
    )
    return isPart
      ? []
      : [
          `${path} is not in ${READ_LIST}: add the line “export * from './${name}'” there, and pages can ask it`,
        ]
  },
  broken: {
    [`${READS}/new-read.ts`]: 'export async function loadNews(db: ReadSource) {}\n',
    [`${READS}/part.ts`]: 'export function loadPart(db: ReadSource) {}\n',
    [`${READS}/news.ts`]: "import { loadPart } from './part.ts'\n",
    [READ_LIST]: "export * from './newer-read.ts'\n",
  },
  says: [
    `${READS}/new-read.ts is not in ${READ_LIST}: add the line “export * from './new-read.ts'” there, and pages can ask it`,
  ],
}

const rule: Addition = {
  sentence: 'a rule of the domain has a test of its name, or is part of one that has',
  things: (tree) =>
    tree.files.filter(
      (path) =>
        path.startsWith('server/domain/') &&
        path.endsWith('.ts') &&
        /^export (async )?(function|const|class)\b/m.test(tree.read(path)),
    ),
  missing: (path, tree) => {
    const name = path.slice('server/domain/'.length, -'.ts'.length)
    const test = `tests/domain/${name}.test.ts`
    const elsewhere = TRIED_ELSEWHERE[name]
    if (tree.files.includes(test) || (elsewhere !== undefined && tree.files.includes(elsewhere))) return []
    const file = name.split('/').at(-1)
    const isPart = tree.files.some(
      (other) =>
        other !== path &&
        other.startsWith('server/domain/') &&
        other.endsWith('.ts') &&
        new RegExp(`from '[^']*/${file}[.]ts'`).test(tree.read(other)),
    )
    return isPart ? [] : [`The rule ${path} has no test: write ${test}`]
  },
  broken: {
    'server/domain/plan/new-rule.ts': 'export function newRule(): boolean {}\n',
    'server/domain/plan/words.ts': 'export type Words = string\n',
    'server/domain/plan/part.ts': 'export const part = 1\n',
    'server/domain/plan/whole.ts': "import { part } from './part.ts'\nexport const whole = part\n",
    'tests/domain/plan/whole.test.ts': '',
  },
  says: ['The rule server/domain/plan/new-rule.ts has no test: write tests/domain/plan/new-rule.test.ts'],
}

export const ADDITIONS: readonly Addition[] = [chart, component, page, format, job, read, rule]
