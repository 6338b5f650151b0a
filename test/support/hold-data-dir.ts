// A process that locks the data directory it is given, tells its parent how that went, and stays until it is killed.
import { lockDataDir } from '../../core/embedded/data-dir-lock.ts'
import { isDecklogError, messageOf } from '../../core/errors.ts'

const outcome = await lockDataDir(process.argv[2] ?? '').then(
  () => 'held',
  (error: unknown) => (isDecklogError(error) ? error.code : messageOf(error)),
)
process.send?.(outcome)
if (outcome === 'held') setInterval(() => undefined, 60_000)
