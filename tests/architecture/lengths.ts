/** Measures the length of lines and functions from the text of a file. */
import ts from 'typescript'

/** The maximum number of characters in a line, and of lines in a function. */
type Limit = { line: number; function: number; handler: number }

export const LONGEST: Limit = { line: 160, function: 80, handler: 60 }

const routeMethods = new Set(['get', 'post', 'put', 'patch', 'delete'])

/** The lines of a file that are too long to be shown beside another file on a screen. */
export function longLines(path: string, text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    const length = [...line].length
    return length > LONGEST.line ? [`${path}:${index + 1}: ${length} characters`] : []
  })
}

/** The functions of a file that are too long to read at once: any function of more than 80 lines, and route handlers of more
 * than 60. */
export function longFunctions(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line
  const handlers = handlerNames(source)
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      const first = lineOf(node.getStart(source))
      const length = lineOf(node.end) - first + 1
      const name = nameOf(node)
      const isHandler = answersRoute(node) || handlers.has(name)
      const most = isHandler ? LONGEST.handler : LONGEST.function
      if (length > most) found.push(`${path}:${first + 1} ${name}: ${length} lines, at most ${most}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function nameOf(node: ts.Node): string {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node))
    return node.name?.getText() ?? 'function'
  const { parent } = node
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)
    ? parent.name.getText()
    : 'function'
}

/** `app.get('/plan', …)` and its like, with a type provider or in a scope of its own. */
function isRoute(node: ts.Node): node is ts.CallExpression {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    /^(api|app|scope|typed)([.]withTypeProvider<\w+>\(\))?$/.test(node.expression.expression.getText()) &&
    routeMethods.has(node.expression.name.text)
  )
}

function answersRoute(node: ts.Node): boolean {
  return isRoute(node.parent) && node.parent.arguments.at(-1) === node
}

/** The functions of a file to which a route passes its request: `(request, reply) => showScorecard(request, reply, deps)`. */
function handlerNames(source: ts.SourceFile): Set<string> {
  const names = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (isRoute(node)) {
      const last = node.arguments.at(-1)
      if (last !== undefined && ts.isIdentifier(last)) names.add(last.text)
      if (last !== undefined && ts.isArrowFunction(last) && ts.isCallExpression(last.body))
        names.add(last.body.expression.getText())
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return names
}
