import { DecklogError, type RunProgram } from '../../core/plugin-api.ts'

/** A user of this machine, as programs are started by. */
export interface User {
  readonly uid: number
  readonly gid: number
}

/**
 * Looks up users by name or number, with the group that is their own, wherever this machine keeps them. DECKLOG_CONFIG_INVALID for one who
 * is not known, and for anyone where Decklog is not root: only root becomes another.
 */
export async function findUser(name: string, run: RunProgram): Promise<User> {
  if (process.getuid?.() !== 0) throw invalid(`runs as ${name}, which only root can`)
  const [uid, gid] = await Promise.all([idOf('-u', name, run), idOf('-g', name, run)])
  return { uid, gid }
}

async function idOf(kind: '-u' | '-g', name: string, run: RunProgram): Promise<number> {
  // POSIX `id`; what begins with a dash is a name here.
  const { exitCode, stdout } = await run({ argv: ['id', kind, '--', name], timeoutSeconds: 5 })
  const id = Number.parseInt(stdout.toString(), 10)
  if (exitCode !== 0 || !Number.isSafeInteger(id))
    throw invalid(`runs as ${name}, whom nobody knows`)
  return id
}

function invalid(message: string): DecklogError {
  const fields = [{ field: 'plugins.checks.checks', message }]
  return new DecklogError('DECKLOG_CONFIG_INVALID', `plugins.checks.checks: one ${message}`, {
    fields,
  })
}
