/** Expectations that a test may pass by without a word: in a loop over nothing, under a condition, in a test for each of nothing. */
import ts from 'typescript'

export type Unreached = { line: number; why: string }

/** Methods of a list that call what they are given once for each thing of it. */
const EACH_OF = new Set(['forEach', 'map', 'flatMap', 'filter', 'every', 'some', 'find', 'reduce'])
/** Methods that give as many things as their list has. */
const AS_MANY = new Set(['map', 'entries', 'keys', 'values', 'toSorted', 'sort', 'toReversed', 'reverse'])
/** Functions of tests/support that throw where there is nothing. */
const GUARDS = new Set(['some', 'partOf'])
const CONDITIONS = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
])

/**
 * The places of a test file whose expectations may never be reached.
 *
 * A loop is sure to run over a list that is written out, that `some()` holds to be one, or that an expectation before it says
 * is not empty. A loop or a condition that counts its turns (`looked++`) is sure too where the count is expected afterwards.
 */
export function unreachedIn(content: string): Unreached[] {
  const source = ts.createSourceFile('a.test.ts', content, ts.ScriptTarget.Latest, true)
  const { names, expecting } = namesOf(source)
  const found: Unreached[] = []

  const expects = (node: ts.Node) => hasExpectation(node, expecting)
  const look = (node: ts.Node, why: string, isSure: boolean) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source))
    if (!isSure) found.push({ line: line + 1, why })
  }
  each(source, (node) => {
    const list = listOf(node)
    if (list && expects(list.turn)) {
      const isSure = isSome(list.of, names) || isGuarded(node, list.of) || isCounted(node, list.turn)
      look(node, `expects in a loop over ${short(list.of)}, which may be empty: write some(…)`, isSure)
    }
    if (isBareLoop(node) && expects(node.statement)) {
      const isSure = isNumbered(node, names) || isCounted(node, node.statement)
      look(node, 'expects in a loop that may not run: count its turns and expect the count', isSure)
    }
    const tried = triedOf(node)
    if (tried)
      look(node, `tests each of ${short(tried)}, which may be empty: write some(…)`, isSome(tried, names))
    for (const branch of branchesOf(node).filter((parts) => parts.some(expects))) {
      const isSure = branch.some((part) => isCounted(node, part))
      look(node, 'expects under a condition: expect in every case, or count the case', isSure)
    }
  })
  return found
}

type Names = ReadonlyMap<string, readonly (ts.Expression | null)[]>

/** What each name of a file is set to, null where that may change, and its functions that make an expectation. */
function namesOf(source: ts.SourceFile): { names: Names; expecting: ReadonlySet<string> } {
  const names = new Map<string, (ts.Expression | null)[]>()
  const functions = new Map<string, ts.Node>()
  each(source, (node) => {
    if (ts.isFunctionDeclaration(node) && node.name) functions.set(node.name.text, node)
    if (!ts.isVariableDeclaration(node) && !ts.isParameter(node) && !ts.isBindingElement(node)) return
    if (!ts.isIdentifier(node.name)) return
    const isConst =
      ts.isVariableDeclaration(node) && (ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const) !== 0
    const value = isConst ? (node.initializer ?? null) : null
    names.set(node.name.text, [...(names.get(node.name.text) ?? []), value])
    if (value && ts.isFunctionLike(value)) functions.set(node.name.text, value)
  })
  const expecting = new Set<string>()
  // A function that calls one that expects makes an expectation too.
  for (let before = -1; before < expecting.size; ) {
    before = expecting.size
    for (const [name, body] of functions) if (hasExpectation(body, expecting)) expecting.add(name)
  }
  return { names, expecting }
}

function hasExpectation(node: ts.Node, expecting: ReadonlySet<string>): boolean {
  return has(node, (part) => {
    if (!ts.isCallExpression(part)) return false
    const name = part.expression.getText()
    return /^expect([.](soft|poll|unreachable))?$/.test(name) || expecting.has(name)
  })
}

/** The list of a loop, and what it does with each thing of it. */
function listOf(node: ts.Node): { of: ts.Expression; turn: ts.Node } | null {
  if (ts.isForOfStatement(node)) return { of: node.expression, turn: node.statement }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return null
  const [turn] = node.arguments
  const isEach = EACH_OF.has(node.expression.name.text) && turn !== undefined && ts.isFunctionLike(turn)
  return isEach ? { of: node.expression.expression, turn } : null
}

/** The list of a `test.each` or `describe.each`. */
function triedOf(node: ts.Node): ts.Expression | null {
  if (!ts.isCallExpression(node)) return null
  const isTried = /^(test|it|describe)[.](\w+[.])?(each|for)$/.test(node.expression.getText())
  return isTried ? (node.arguments[0] ?? null) : null
}

/** What is done only where a condition holds; after a `continue` or `return` under one, the rest of the block. */
function branchesOf(node: ts.Node): ts.Node[][] {
  if (ts.isIfStatement(node)) {
    const otherwise = node.elseStatement ? [node.elseStatement] : []
    return [[node.thenStatement], otherwise, leaves(node.thenStatement) ? laterOf(node) : []]
  }
  if (ts.isConditionalExpression(node)) return [[node.whenTrue], [node.whenFalse]]
  if (ts.isBinaryExpression(node)) return CONDITIONS.has(node.operatorToken.kind) ? [[node.right]] : []
  if (ts.isCatchClause(node)) return [[node.block]]
  return ts.isCaseOrDefaultClause(node) ? [[node]] : []
}

/** Whether a branch leaves the turn of a loop or the function, so that what follows is passed over. */
function leaves(branch: ts.Statement): boolean {
  const last = ts.isBlock(branch) ? branch.statements.at(-1) : branch
  if (last === undefined) return false
  return ts.isContinueStatement(last) || ts.isReturnStatement(last) || ts.isBreakStatement(last)
}

/** Whether a list surely holds something: it is written out, made of one that is, or held to be by `some()`. */
function isSome(list: ts.Expression, names: Names): boolean {
  const it = bare(list)
  const isIn = (part: ts.Expression | undefined) => part !== undefined && isSome(part, names)
  if (ts.isArrayLiteralExpression(it))
    return it.elements.some((part) => !ts.isSpreadElement(part) || isIn(part.expression))
  if (ts.isObjectLiteralExpression(it))
    return it.properties.some((part) => !ts.isSpreadAssignment(part) || isIn(part.expression))
  if (ts.isStringLiteralLike(it)) return it.text !== ''
  if (ts.isIdentifier(it)) {
    const values = names.get(it.text) ?? []
    return values.length > 0 && values.every((value) => value !== null && isIn(value))
  }
  if (ts.isNewExpression(it)) return /^(Set|Map)$/.test(it.expression.getText()) && isIn(it.arguments?.[0])
  if (!ts.isCallExpression(it)) return false
  const name = it.expression.getText()
  if (GUARDS.has(name)) return true
  if (/^Object[.](keys|values|entries)$/.test(name)) return isIn(it.arguments[0])
  if (name === 'Array.from') return /^\{ length: [1-9]/.test(it.arguments[0]?.getText() ?? '')
  return (
    ts.isPropertyAccessExpression(it.expression) &&
    AS_MANY.has(it.expression.name.text) &&
    isIn(it.expression.expression)
  )
}

/** Whether something before a loop says that its list is not empty: an expectation, or what a property presumes. */
function isGuarded(loop: ts.Node, list: ts.Expression): boolean {
  const name = nameOf(list)
  for (let node = loop; node.parent && !ts.isFunctionLike(node); node = node.parent)
    if (earlierOf(node).some((before) => saysSome(before, name))) return true
  return false
}

function saysSome(statement: ts.Statement, name: string): boolean {
  const text = ts.isExpressionStatement(statement) ? statement.expression.getText() : ''
  if (text === `fc.pre(${name}.length > 0)`) return true
  const [, what = '', matcher = '', value = ''] =
    /^expect\((.+)\)\s*[.]((?:not[.])?\w+)\((.*)\)$/s.exec(text) ?? []
  const subject = what.replace(/,[^,()]*$/s, '').trim()
  if (subject === `${name}.length` || subject === `${name}.size`) {
    if (matcher === 'toBeGreaterThan') return /^\d/.test(value)
    return /^(toBe|toEqual|toBeGreaterThanOrEqual)$/.test(matcher) && /^[1-9]/.test(value)
  }
  if (subject !== name && subject !== `[...${name}]`) return false
  if (matcher === 'toHaveLength') return /^[1-9]/.test(value)
  if (matcher === 'not.toEqual') return value === '[]'
  return (matcher === 'toEqual' && /^\[\s*[^\s\].]/.test(value)) || /^toContain(Equal)?$/.test(matcher)
}

/** The list that `rows.entries()`, `Object.keys(rows)` or `[...rows]` is made of, as written. */
function nameOf(list: ts.Expression): string {
  const it = bare(list)
  if (ts.isCallExpression(it) && ts.isPropertyAccessExpression(it.expression)) {
    const { name, expression } = it.expression
    if (AS_MANY.has(name.text))
      return expression.getText() === 'Object' && it.arguments[0]
        ? nameOf(it.arguments[0])
        : nameOf(expression)
  }
  const [only, ...others] = ts.isArrayLiteralExpression(it) ? it.elements : []
  return only && ts.isSpreadElement(only) && others.length === 0 ? nameOf(only.expression) : it.getText()
}

/** Whether what is done adds to a count of which something is expected where the count is known. */
function isCounted(node: ts.Node, done: ts.Node): boolean {
  const counts = new Set<string>()
  each(done, (part) => {
    const isStep = ts.isPostfixUnaryExpression(part) && part.operator === ts.SyntaxKind.PlusPlusToken
    if (isStep) counts.add(rootOf(part.operand))
    if (ts.isBinaryExpression(part) && part.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken)
      counts.add(rootOf(part.left))
  })
  return [...counts].some((name) => {
    const declares = new RegExp(`^let \\[?[^=]*\\b${name}\\b[^=]*=|^const ${name} = \\{`)
    for (let around = node; around.parent; around = around.parent)
      if (earlierOf(around).some((statement) => declares.test(statement.getText())))
        return has(around.parent, (part) => ts.isExpressionStatement(part) && saysCounted(part, name))
    return false
  })
}

function saysCounted(statement: ts.Statement, name: string): boolean {
  const [, what = '', value = ''] =
    /^expect\(([^;]*)\)\s*[.](?:toBeGreaterThan|toBe|toEqual)\(([^;]*)\)$/s.exec(statement.getText()) ?? []
  const isMore = statement.getText().includes('.toBeGreaterThan(')
  return new RegExp(`\\b${name}\\b`).test(what) && (isMore || value !== '0')
}

function rootOf(node: ts.Expression): string {
  const isPart = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)
  return isPart ? rootOf(node.expression) : node.getText()
}

type BareLoop = ts.ForStatement | ts.ForInStatement | ts.WhileStatement | ts.DoStatement

function isBareLoop(node: ts.Node): node is BareLoop {
  return ts.isForStatement(node) || ts.isForInStatement(node) || ts.isWhileStatement(node)
}

/** Whether a loop counts from a number to a larger one, or from 0 up to a length. */
function isNumbered(loop: BareLoop, names: Names): boolean {
  if (!ts.isForStatement(loop) || !loop.condition || !ts.isBinaryExpression(loop.condition)) return false
  const { left, operatorToken, right } = loop.condition
  const value = (node: ts.Expression | undefined): number => {
    if (node && ts.isNumericLiteral(node)) return Number(node.text)
    if (node && ts.isBinaryExpression(node) && node.operatorToken.getText() === '*')
      return value(node.left) * value(node.right)
    const [set, ...others] = (node && ts.isIdentifier(node) && names.get(node.text)) || []
    return set && others.length === 0 ? value(set) : Number.NaN
  }
  const began =
    loop.initializer && ts.isVariableDeclarationList(loop.initializer)
      ? loop.initializer.declarations[0]
      : null
  if (began?.name.getText() !== left.getText()) return false
  const from = value(began.initializer)
  if (operatorToken.getText() === '<=' && from === 0 && /^\w+[.]length$/.test(right.getText())) return true
  return /^<=?$/.test(operatorToken.getText()) && from < value(right)
}

function earlierOf(node: ts.Node): ts.Statement[] {
  return statementsAround(node).filter((other) => other.pos < node.pos)
}

function laterOf(node: ts.Node): ts.Statement[] {
  return statementsAround(node).filter((other) => other.pos > node.pos)
}

function statementsAround({ parent }: ts.Node): readonly ts.Statement[] {
  return ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent)
    ? parent.statements
    : []
}

function bare(node: ts.Expression): ts.Expression {
  const isWrapped =
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node)
  return isWrapped ? bare(node.expression) : node
}

function each(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node)
  ts.forEachChild(node, (part) => each(part, look))
}

function has(node: ts.Node, is: (node: ts.Node) => boolean): boolean {
  return is(node) || ts.forEachChild(node, (part) => has(part, is) || undefined) === true
}

function short(node: ts.Node): string {
  return node.getText().replaceAll(/\s+/g, ' ').slice(0, 60)
}
