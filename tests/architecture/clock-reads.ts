/** Finds where a file of the service reads the machine's clock: in its code, its SQL or a chart's expressions. */
import ts from 'typescript'

export type ClockRead = { line: number; text: string }

/** PostgreSQL's clocks, as written in SQL. `age(x)` counts to today; `age(x, y)` does not. */
const SQL_CLOCK = new RegExp(
  [
    /\b(now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(\s*\)/,
    /\b(current_date|current_time|current_timestamp|localtime|localtimestamp)\b/,
    /'(now|today|yesterday|tomorrow)'\s*::/,
    /\b(date|timestamp|timestamptz)\s+'(now|today|yesterday|tomorrow)'/,
    /\bage\s*\(\s*[\w.]+\s*\)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
)

/** Reads of JavaScript's clocks, by name. */
const CLOCKS = new Set([
  'Date.now',
  'performance.now',
  'performance.timeOrigin',
  'process.hrtime',
  'process.uptime',
  'Temporal.Now',
])

/** The lines of a TypeScript or JavaScript file that read a clock. Comments and text for people are skipped. */
export function clockReadsOf(path: string, content: string): ClockRead[] {
  if (path.endsWith('.sql')) return readsOfSql(content)
  if (path.endsWith('.json')) return linesOf(content, /"[^"]*\b(now|timeFormat\(now)\s*\(\s*\)/)
  const source = ts.createSourceFile(path, content, ts.ScriptTarget.Latest, true)
  const found: ClockRead[] = []
  const visit = (node: ts.Node): void => {
    if (isClockRead(node)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
      found.push({ line, text: node.getText(source) })
    } else ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function isClockRead(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return isDate(node.expression) && (node.arguments?.length ?? 0) === 0
  if (ts.isCallExpression(node) && isDate(node.expression)) return true
  if (ts.isPropertyAccessExpression(node)) return CLOCKS.has(withoutGlobal(node.getText()))
  if (ts.isElementAccessExpression(node)) return isDate(node.expression)
  const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)
  return isText && isSql(node.getText()) && SQL_CLOCK.test(node.getText())
}

function isDate(node: ts.Node): boolean {
  return withoutGlobal(node.getText()) === 'Date'
}

function withoutGlobal(text: string): string {
  return text.replace(/^globalThis[.]/, '')
}

/** Whether a text is SQL: a sentence on a page may contain "today" or "now". */
function isSql(text: string): boolean {
  return (
    /\b(select|insert|update|delete|values|where|create|alter|interval|default)\b/i.test(text) ||
    /\(\s*\)/.test(text)
  )
}

function readsOfSql(content: string): ClockRead[] {
  return linesOf(content.replaceAll(/--.*$/gm, ''), SQL_CLOCK)
}

function linesOf(content: string, pattern: RegExp): ClockRead[] {
  return content
    .split('\n')
    .flatMap((text, i) => (pattern.test(text) ? [{ line: i + 1, text: text.trim() }] : []))
}
