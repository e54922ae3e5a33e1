/** The sentences that the source holds: what people read on pages, in charts, e-mail, errors and help, and in answers to programs. */
import ts from 'typescript'

/** Where a sentence says something else each time, one word stands for it. */
const FILLED = 'North'
const ENDS = /(?<=[.?!:;])\s+(?=[A-Z‘“0-9])/
/** Signs of a query, a pattern, a style or a list to be taken apart by a program. */
const NOT_PROSE = /[{}=\\|]|\bselect .* from\b|var\(|^[A-Z]{3,}\b/

/** The sentences of at least four words in the literals of a file of TypeScript, without tags and comments. */
export function fixedSentences(content: string): string[] {
  const source = ts.createSourceFile('a.ts', content, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node)) return
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText(source) !== 'html') return
    found.push(...sentencesOf(textOf(node)))
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function textOf(node: ts.Node): string {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text
  if (!ts.isTemplateExpression(node)) return ''
  return node.head.text + node.templateSpans.map(({ literal }) => ` ${FILLED} ${literal.text}`).join('')
}

function sentencesOf(text: string): string[] {
  return text
    .split(/<[^>]*>/)
    .flatMap((part) => part.replaceAll(/&[a-z]+;|\s+/g, ' ').split(ENDS))
    .map((sentence) => sentence.trim())
    .filter((sentence) => /^[A-Z‘“]/.test(sentence) && !NOT_PROSE.test(sentence))
    .filter((sentence) => (sentence.match(/[a-z]{2,}/gi) ?? []).length >= 4)
}
