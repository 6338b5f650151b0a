import { realpathSync } from 'node:fs'
import { register } from 'node:module'
import { extname } from 'node:path'

const shared = new Set<string>()
let registered: 'not yet' | 'once' = 'not yet'

/**
 * From now on `decklog` is, to whatever module of this thread imports it, the Decklog that runs, and the extensions in these folders
 * use its Joi. What is loaded already stays as it is. Workers do it again for themselves.
 */
export function shareModules(folders: readonly string[]): void {
  const roots = folders.map(folder => realpathSync(folder)).filter(folder => !shared.has(folder))
  if (roots.length === 0 && registered === 'once') return
  for (const root of roots) shared.add(root)
  registered = 'once'
  register(`./module-hooks${extname(import.meta.url)}`, import.meta.url, { data: { roots } })
}
