import ts from 'typescript'

/** One small change of a file that ought to fail a test. */
export interface Mutation {
  readonly line: number
  readonly start: number
  readonly end: number
  readonly text: string
  readonly what: string
}

const swapped: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '&&': '||',
  '||': '&&',
  '??': '||',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
}

/** Every small change that can be made on these lines of a source: operators, conditions, numbers, booleans and calls left out. */
export function mutationsOf(source: string, lines: ReadonlySet<number>): readonly Mutation[] {
  const file = ts.createSourceFile('x.ts', source, ts.ScriptTarget.Latest, true)
  const found: Mutation[] = []
  const add = (node: ts.Node, text: string): void => {
    const start = node.getStart(file)
    const line = file.getLineAndCharacterOfPosition(start).line + 1
    const what = `${node.getText(file).slice(0, 60)} -> ${text.slice(0, 60)}`
    if (lines.has(line)) found.push({ line, start, end: node.getEnd(), text, what })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isImportDeclaration(node))
      return
    mutate(node, add, file)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

function mutate(
  node: ts.Node,
  add: (node: ts.Node, text: string) => void,
  file: ts.SourceFile,
): void {
  if (ts.isBinaryExpression(node)) {
    const other = swapped[node.operatorToken.getText(file)]
    if (other !== undefined) add(node.operatorToken, other)
  }
  if (ts.isIfStatement(node)) add(node.expression, `!(${node.expression.getText(file)})`)
  if (ts.isConditionalExpression(node)) add(node.condition, `!(${node.condition.getText(file)})`)
  // One more of a thousand milliseconds or bytes is no fault.
  if (ts.isNumericLiteral(node) && Number(node.text) < 1_000)
    add(node, String(Number(node.text) + 1))
  if (node.kind === ts.SyntaxKind.TrueKeyword) add(node, 'false')
  if (node.kind === ts.SyntaxKind.FalseKeyword) add(node, 'true')
  const isStatementCall = ts.isExpressionStatement(node) && !ts.isBinaryExpression(node.expression)
  if (isStatementCall) add(node, ';')
}
