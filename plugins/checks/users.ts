import { DecklogError, type RunProgram } from '../../core/plugin-api.ts'
import type { Check } from './config.ts'

/** A user of this machine, as programs are started by. */
export interface User {
  readonly uid: number
  readonly gid: number
}

/**
 * Looks up those that checks run as, by name or number, with the group that is their own, wherever this machine keeps them.
 * DECKLOG_CONFIG_INVALID for one who is not known, and for anyone where Decklog is not root: only root becomes another.
 */
export async function findUsers(
  checks: readonly Pick<Check, 'name' | 'user'>[],
  run: RunProgram,
): Promise<ReadonlyMap<string, User>> {
  const found = new Map<string, User>()
  for (const { name, user } of checks) {
    if (user === undefined || found.has(user)) continue
    if (process.getuid?.() !== 0) throw invalid(name, `only root runs it as ${user}`)
    const [uid, gid] = [await idOf('-u', user, run), await idOf('-g', user, run)]
    if (uid === undefined || gid === undefined) throw invalid(name, `nobody is called ${user}`)
    found.set(user, { uid, gid })
  }
  return found
}

async function idOf(kind: '-u' | '-g', user: string, run: RunProgram): Promise<number | undefined> {
  // POSIX `id`; what begins with a dash is a name here.
  const { exitCode, stdout } = await run({ argv: ['id', kind, '--', user], timeoutSeconds: 5 })
  return exitCode === 0 ? Number.parseInt(stdout.toString(), 10) : undefined
}

function invalid(check: string, why: string): DecklogError {
  const field = 'plugins.checks.checks'
  const message = `the user of "${check}": ${why}`
  return new DecklogError('DECKLOG_CONFIG_INVALID', `${field}: ${message}`, {
    fields: [{ field, message }],
  })
}
