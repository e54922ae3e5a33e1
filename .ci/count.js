/**
 * Reads the report of a test run and says what was run, in one last line. Fails when a test was skipped or left for
 * later, or when a test file on disk was not run.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const [, , reportPath, folder] = process.argv
let report
try {
  report = JSON.parse(readFileSync(reportPath, 'utf8'))
} catch {
  console.error('The test run left no report.')
  console.log('0 passed, 1 failed')
  process.exit(1)
}

const run = new Map(report.testResults.map(({ name, assertionResults }) => [resolve(name), assertionResults]))
const onDisk = readdirSync(folder, { recursive: true })
  .filter((path) => String(path).endsWith('.test.ts'))
  .map((path) => resolve(folder, String(path)))

const tests = [...run.values()].flat()
const passed = tests.filter(({ status }) => status === 'passed').length
const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed')
const notRun = onDisk.filter((path) => !run.get(path)?.length)
// A file that fails before its first test has no failed test to count.
const brokenFiles = report.testResults.filter(
  ({ status, assertionResults }) =>
    status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
)
const failed = tests.filter(({ status }) => status === 'failed').length + brokenFiles.length

for (const { fullName } of skipped) console.error(`Skipped: ${fullName}`)
for (const path of notRun) console.error(`Not run: ${path}`)
for (const { name } of brokenFiles) console.error(`Failed as a file: ${name}`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed + skipped.length + notRun.length === 0 && passed > 0 ? 0 : 1
