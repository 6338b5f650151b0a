import { DecklogError, isDecklogError, messageOf } from '../errors.ts'
import type { LoadedPlugin } from './loaded-plugin.ts'
import type { Role } from '../settings.ts'

/** Lets every plugin see whether its configuration fits this machine, where guards run. */
export async function verifyPlugins(
  plugins: readonly LoadedPlugin[],
  roles: readonly Role[],
): Promise<void> {
  if (roles.includes('guards')) await Promise.all(plugins.map(verify))
}

async function verify({ plugin, contribution }: LoadedPlugin): Promise<void> {
  try {
    await contribution.verify?.()
  } catch (error) {
    if (isDecklogError(error)) throw error
    const message = `plugin ${plugin.name} cannot verify its configuration: ${messageOf(error)}`
    throw new DecklogError('DECKLOG_PLUGIN_INVALID', message, { cause: error })
  }
}
