const places = new WeakMap<object, string>()

/** Remembers where the code of a plugin lies: the folder that it is, or its one file. */
export function notePluginCode(plugin: object, path: string): void {
  places.set(plugin, path)
}

/** Where the code of a plugin lies; undefined for one that was not loaded from a file. */
export function codeOfPlugin(plugin: object): string | undefined {
  return places.get(plugin)
}
