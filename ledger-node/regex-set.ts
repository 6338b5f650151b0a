import { withoutCase } from './regex-case.ts'
import { readCharEscape, readClassEscape } from './regex-escape.ts'
import type { CharSet } from './regex-node.ts'
import type { RegexOptions } from './regex-options.ts'
import type { RegexSource } from './regex-source.ts'

/** Reads a set in brackets behind its opening one. */
export function readSet(source: RegexSource, options: RegexOptions): CharSet {
  const isNegated = source.take('^')
  const parts: CharSet[] = []
  let taken: CharSet | undefined
  for (let isFirst = true; isFirst || !source.startsWith(']'); isFirst = false) {
    if (taken) throw new SyntaxError('A set is taken away at the end only')
    if (!isFirst && source.take('-[')) taken = readSet(source, options)
    else taken = readPart(source, options, parts)
  }
  source.expect(']')
  const any: CharSet = code => parts.some(part => part(code))
  const whole = options.ignoreCase ? withoutCase(any) : any
  return code => whole(code) !== isNegated && !taken?.(code)
}

/** Adds the next part; answers the set that stands behind it to be taken away, if there is one. */
function readPart(
  source: RegexSource,
  options: RegexOptions,
  parts: CharSet[],
): CharSet | undefined {
  const first = readMember(source, options)
  if (typeof first !== 'number') {
    parts.push(first)
    return undefined
  }
  if (source.peek() !== '-' || source.peek(1) === ']' || source.peek(1) === '') {
    parts.push(code => code === first)
    return undefined
  }
  source.next()
  if (source.take('[')) {
    parts.push(code => code === first)
    return readSet(source, options)
  }
  const last = readMember(source, options)
  if (typeof last !== 'number') throw new SyntaxError('A range ends with a character')
  if (last < first) throw new SyntaxError('A range is the wrong way round')
  parts.push(code => code >= first && code <= last)
  return undefined
}

function readMember(source: RegexSource, options: RegexOptions): number | CharSet {
  if (!source.take('\\')) return source.next().charCodeAt(0)
  const set = readClassEscape(source, options.ignoreCase ? 'do not matter' : 'matter')
  return set ?? readCharEscape(source)
}
