import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { messageOf } from '../errors.ts'
import { notMet } from './load-modules.ts'

/**
 * The version of the contract that plugins are written for: `core/plugin-api.ts` and `core/testing/testing-api.ts`. The first number is
 * raised when a plugin may have to be changed, the second when something is added or deprecated. What is deprecated stays for two
 * versions of the second number at least.
 */
export const contractVersion = '1.0'

const range = /^\^?(\d{1,4})(?:\.(\d{1,4}|x))?$/

/**
 * Refuses an extension whose package.json asks, by `decklog.contract`, for another version of the contract: before it is loaded, since
 * then all there would be to say is which name is not exported. What asks for nothing is taken.
 */
export async function checkContractRange(path: string, from: string): Promise<void> {
  const wanted = await wantedBy(path)
  if (wanted === undefined) return
  const fits = takesContract(wanted)
  if (fits === 'no range')
    throw notMet(
      `extension ${from}: decklog.contract of its package.json is ${JSON.stringify(wanted)}, and not such as "^1.0"`,
    )
  if (fits === 'no')
    throw notMet(
      `extension ${from} is written for version ${String(wanted)} of the plugin contract; this Decklog has ${contractVersion}: ${advice(String(wanted))}`,
    )
}

/** Tells whether a range of versions holds one: `^1.2` and `1.2` are from 1.2 to below 2. */
export function takesContract(
  wanted: unknown,
  version = contractVersion,
): 'yes' | 'no' | 'no range' {
  const [, major, minor = '0'] = (typeof wanted === 'string' ? range.exec(wanted) : null) ?? []
  if (major === undefined) return 'no range'
  const [ownMajor, ownMinor] = version.split('.').map(Number)
  const least = minor === 'x' ? 0 : Number(minor)
  return Number(major) === ownMajor && least <= Number(ownMinor) ? 'yes' : 'no'
}

function advice(wanted: string): string {
  const isNewer = Number.parseFloat(wanted.replace('^', '')) > Number.parseFloat(contractVersion)
  return isNewer ? 'update Decklog' : 'update the extension'
}

async function wantedBy(path: string): Promise<unknown> {
  for (let folder = path; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json')
    const text = await readFile(file, 'utf8').catch(() => undefined)
    if (text !== undefined) return read(file, text)
    if (folder === dirname(folder)) return undefined
  }
}

function read(file: string, text: string): unknown {
  try {
    const { decklog } = Object(JSON.parse(text))
    return Object(decklog).contract
  } catch (error) {
    throw notMet(`${file} cannot be read: ${messageOf(error)}`, error)
  }
}
