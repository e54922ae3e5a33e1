import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { beforeAll, describe, expect, test } from 'vitest'
import { some } from '../support/some.ts'
import { folderCircles } from './folders.ts'
import { LAWS } from './law.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const FOLDERS = ['server', 'dashboards', 'jobs', 'seeds', 'tests']

async function cruiseIn(baseDir: string): Promise<ICruiseResult> {
  const folders = readdirSync(baseDir).filter((name) => FOLDERS.includes(name))
  const forbidden = LAWS.map(({ sentence, forbids }) => ({
    name: sentence,
    severity: 'error' as const,
    ...forbids,
  }))
  const { output } = await cruise(
    folders,
    {
      baseDir,
      validate: true,
      ruleSet: { forbidden },
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      enhancedResolveOptions: {
        extensions: ['.ts', '.js', '.json'],
        exportsFields: ['exports'],
        conditionNames: ['import', 'require', 'node', 'default', 'types'],
      },
    },
    undefined,
    { tsConfig: extractTsConfig(join(ROOT, 'tsconfig.json')) },
  )
  return output as ICruiseResult
}

const found = (result: ICruiseResult, sentence: string) =>
  result.summary.violations
    .filter(({ rule }) => rule.name === sentence)
    .map(({ from, to }) => (from === to ? from : `${from} → ${to}`))

describe('the import law', () => {
  let here: ICruiseResult
  let broken: ICruiseResult

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'golden-thread-law-'))
    copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'))
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
    for (const [path, text] of LAWS.flatMap((law) => Object.entries(law.broken))) {
      mkdirSync(join(folder, dirname(path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    try {
      here = await cruiseIn(ROOT)
      broken = await cruiseIn(folder)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('is held against every module there is', () => {
    const modules = new Set(here.modules.map(({ source }) => source))
    const files = FOLDERS.flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts'))
        .map((path) => `${folder}/${path}`),
    )
    expect(files.filter((file) => !modules.has(file))).toEqual([])
    expect(modules.size).toBeGreaterThan(files.length)
  })

  test('no folders form a circle, not even one of types', () => {
    expect(folderCircles(here.modules)).toEqual([])
  })

  test('would notice folders that form a circle', () => {
    const [one, other] = ['dashboards/charts/a.ts', 'dashboards/exports/b.ts']
    expect(
      folderCircles([
        { source: one, dependencies: [{ resolved: other }] },
        { source: other, dependencies: [{ resolved: 'dashboards/layout/c.ts' }] },
        { source: 'dashboards/layout/c.ts', dependencies: [{ resolved: one }] },
      ]),
    ).toEqual([
      'dashboards/charts ⇄ dashboards/exports',
      'dashboards/charts ⇄ dashboards/layout',
      'dashboards/exports ⇄ dashboards/layout',
    ])
  })

  test.each(some(LAWS.map(({ sentence }) => sentence)))('%s', (sentence) => {
    expect(found(here, sentence)).toEqual([])
  })

  test.each(some(LAWS.map(({ sentence }) => sentence)))(
    'would notice if it were not so that %s',
    (sentence) => {
      expect(found(broken, sentence)).not.toEqual([])
    },
  )
})
