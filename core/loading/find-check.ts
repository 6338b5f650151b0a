import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { CliCommand } from '../cli/command.ts'
import { findModule } from './find-modules.ts'

/** The default export of a plugin's `check.ts`: its check for monitors, on a machine of this name. */
export type CreateCheck = (machine: string) => CliCommand

/**
 * Finds the check that a built-in plugin has in a file of its own, by the plugin's name; undefined where there is none. Nothing else
 * of any plugin is loaded for it.
 */
export async function findCheck(plugin: string): Promise<CreateCheck | undefined> {
  if (!/^[a-z]+$/.test(plugin)) return undefined
  const folder = join(dirname(dirname(import.meta.dirname)), 'plugins', plugin)
  const file = await findModule(folder, 'check')
  if (file === undefined) return undefined
  const { default: create }: { readonly default: CreateCheck } = await import(
    pathToFileURL(file).href
  )
  return create
}
