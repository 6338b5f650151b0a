import { basename, dirname } from 'node:path'

const files = new WeakMap<object, string>()

/** Remembers which file a plugin was loaded from. */
export function notePluginFile(plugin: object, file: string): void {
  files.set(plugin, file)
}

/** Where the code of a plugin lies: the folder of its `plugin.ts`, or the one file that it is; undefined for one that was not loaded from a file. */
export function codeOfPlugin(plugin: object): string | undefined {
  const file = files.get(plugin)
  if (file === undefined) return undefined
  return /^(?:plugin|guard|index)\.[cm]?[jt]s$/.test(basename(file)) ? dirname(file) : file
}
