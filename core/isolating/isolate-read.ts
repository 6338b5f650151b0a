import { pathToFileURL } from 'node:url'
import type { GuardHost, GuardSpec } from '../guarding/guard.ts'
import { createIsolatedReader, type IsolatedReader } from './isolated-reader.ts'

/** What a guard reads by. */
export type GuardRead = (signal: AbortSignal, host: GuardHost) => unknown

interface Module {
  readonly file: string
  /** Folder of the extension that it is in. */
  readonly folder: string
}

// By what the guard declared, which a plugin that outgrew `defineGuard` still carries.
const isolated = new WeakMap<object, GuardRead>()

/** Has a guard read in a thread of its own from now on, if it asks for that; the thread loads its module again. */
export function isolateRead(spec: object | undefined, { file, folder }: Module): void {
  const { isolation, read }: Partial<GuardSpec> = spec ?? {}
  if (!spec || !read || isolation !== 'worker') return
  let reader: IsolatedReader | undefined
  isolated.set(spec, (signal, { config, machine, clock, log, outbound }) => {
    const start = { module: pathToFileURL(file).href, folders: [folder], machine, config }
    reader ??= createIsolatedReader({ start, clock, log, outbound })
    return reader.read(signal)
  })
}

/** How a guard reads: by itself, or in its thread; undefined when its readings come from elsewhere. */
export function readOf<Config extends object>(spec: GuardSpec<Config>): GuardRead | undefined {
  const { read } = spec
  // What is lent is made of the guard's own configuration.
  return isolated.get(spec) ?? (read && ((signal, host) => read.call(spec, signal, host as never)))
}
