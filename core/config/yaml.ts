import { type Document, LineCounter, parseDocument, type YAMLError } from 'yaml'

/** YAML that was read, or what is wrong with it. */
export type ReadYaml =
  | {
      readonly outcome: 'read'
      readonly document: Document
      readonly lines: LineCounter
      readonly values: unknown
    }
  | { readonly outcome: 'broken'; readonly line: number; readonly reason: string }

/** Reads YAML. What is wrong is told by its line and kind, and never in the words of the parser, which quote the line: it may hold a secret. */
export function readYaml(text: string): ReadYaml {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    logLevel: 'error',
    prettyErrors: false,
  })
  const [error] = document.errors
  if (error)
    return { outcome: 'broken', line: lines.linePos(error.pos[0]).line, reason: yamlReason(error) }
  try {
    return { outcome: 'read', document, lines, values: document.toJS() ?? {} }
  } catch {
    // Only an alias can be wrong in a document that was parsed.
    return { outcome: 'broken', line: 1, reason: 'an alias in it has no anchor, or too many uses' }
  }
}

/** What is wrong with YAML, without the text that is wrong. */
export function yamlReason({ code }: Pick<YAMLError, 'code'>): string {
  return words[code] ?? `is not well-formed: ${code.toLowerCase().replaceAll('_', ' ')}`
}

const words: Partial<Record<YAMLError['code'], string>> = {
  DUPLICATE_KEY: 'a key stands here a second time, and keys must be unique',
  BAD_INDENT: 'this line is not indented as those around it are',
  TAB_AS_INDENT: 'lines are indented by spaces, not by tabs',
  MISSING_CHAR: 'a quote, a bracket or a colon is missing',
  MULTIPLE_DOCS: 'there is more than one document',
}
