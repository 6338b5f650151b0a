import { textOf } from '../postgres/database-error.ts'
import { checkReferences, numberGroups } from './regex-groups.ts'
import { RegexMatcher } from './regex-matcher.ts'
import { RegexParser } from './regex-parser.ts'
import { rpcErrors } from './rpc-errors.ts'

/** Makes a .NET regular expression, by which EventStoreDB filters; throws when .NET would not parse it. */
export function dotnetRegex(source: string): RegexMatcher {
  try {
    const known = numberGroups(new RegexParser(source, () => false).parse())
    const root = new RegexParser(source, group => known.has(group)).parse()
    const groups = numberGroups(root)
    checkReferences(root, groups)
    return new RegexMatcher(root, group => groups.get(group) ?? 0)
  } catch (error) {
    throw rpcErrors.invalid(`Invalid regular expression: ${textOf(error)}`)
  }
}
