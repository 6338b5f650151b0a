import type { LoadedPlugin } from './loaded-plugin.ts'
import type { Role } from '../settings.ts'

/** Lets every plugin see whether its configuration fits this machine, where guards run. */
export async function verifyPlugins(
  plugins: readonly LoadedPlugin[],
  roles: readonly Role[],
): Promise<void> {
  if (!roles.includes('guards')) return
  await Promise.all(plugins.map(async ({ contribution }) => contribution.verify?.()))
}
