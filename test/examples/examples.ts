import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { packageRoot } from '../../core/config/package-root.ts'
import type { GuardPlugin } from '../../core/guarding/define-guard.ts'

/** Loads the guard of an example, as it stands in its folder. */
export async function loadExample(name: string): Promise<GuardPlugin> {
  const file = join(packageRoot, 'examples', name, 'guard.js')
  const module: { readonly default: GuardPlugin } = await import(pathToFileURL(file).href)
  return module.default
}
