import { relative } from 'node:path/posix'
import { counted } from '../../../../core/plugin-api.ts'
import type { JudgedFinding, WaiverState } from '../judging/apply-waivers.ts'
import type { Waiver } from '../judging/policy-config.ts'
import type { CheckReport } from './check-files.ts'

/** A report as lines for people: findings first, waivers that need attention, then the verdict. */
export function reportLines(
  { findings, waivers, uses }: CheckReport,
  cwd: string,
): readonly string[] {
  const open = findings.filter(({ waiver }) => waiver === null)
  const waived = findings.length - open.length
  return [
    ...findings.flatMap(finding => findingLines(finding, cwd)),
    ...waivers.flatMap(({ waiver, state }) => waiverLines(waiver, state)),
    `${counted(uses, 'image')} judged, ${counted(open.length, 'finding')}${waived > 0 ? `, ${waived} waived` : ''}`,
  ].map(printable)
}

function findingLines(finding: JudgedFinding, cwd: string): readonly string[] {
  const { file, line, service, reference, rule, message, fix, waiver } = finding
  const of = service === null ? '' : `${service}: `
  const head = `${shortPath(file, cwd)}:${line}  ${rule}  ${of}${reference || '(no image)'}`
  const end = waiver
    ? `    Waived by ${waiver.who} until ${waiver.expires}: ${waiver.why}`
    : `    ${message} ${fix}`
  return [head, end]
}

const told: Readonly<Partial<Record<WaiverState, string>>> = {
  unused: 'is of no use: nothing is found that it covers',
  expired: 'has expired and lets nothing pass any more',
  refused: 'lets nothing pass: a floating tag of an own image cannot be waived',
}

function waiverLines(waiver: Waiver, state: WaiverState): readonly string[] {
  const text = told[state]
  if (text === undefined) return []
  const of = [waiver.reference, waiver.service].filter(part => part !== undefined).join(' ')
  return [`waiver of ${waiver.rule} for ${of} (${waiver.who}, until ${waiver.expires}) ${text}`]
}

// What a file says must not move the cursor of who reads it.
function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, character => {
    const code = character.codePointAt(0) ?? 0
    return `\\u{${code.toString(16)}}`
  })
}

/** A path as seen from a folder, when it lies in it. */
export function shortPath(path: string, folder: string): string {
  const short = relative(folder, path)
  return short.startsWith('..') ? path : short
}
