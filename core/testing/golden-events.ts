import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkEventData } from '../events/check-event-data.ts'
import { codeOf } from '../errors.ts'
import type { EventSpec, Plugin } from '../plugin.ts'
import type { Promised } from './contract.ts'

// One file for every version of every event that was ever recorded, as it was: what is stored is never rewritten.

/** That a plugin reads its events as they were recorded by every version of it, from the files in `<folder>/golden`. */
export function goldenPromises(plugin: Plugin, folder: string): readonly Promised[] {
  return Object.entries(plugin.events).map(([type, spec]) => ({
    says: `reads ${type} as every version of it was recorded`,
    check: () => readsGolden(type, spec, folder),
  }))
}

/** Writes the file of today's version of every event that has none, and answers their names. */
export async function writeGolden(plugin: Plugin, folder: string): Promise<readonly string[]> {
  const written: string[] = []
  await mkdir(join(folder, 'golden'), { recursive: true })
  for (const [type, { schemaVersion, example }] of Object.entries(plugin.events)) {
    const name = nameOf(type, schemaVersion)
    const text = `${JSON.stringify(example, undefined, 2)}\n`
    const isNew = await writeFile(join(folder, name), text, { flag: 'wx' }).then(
      () => true,
      (error: unknown) => {
        if (codeOf(error) !== 'EEXIST') throw error
        return false
      },
    )
    if (isNew) written.push(name)
  }
  return written
}

async function readsGolden(type: string, spec: EventSpec, folder: string): Promise<void> {
  for (let version = 1; version <= spec.schemaVersion; version += 1) {
    const name = nameOf(type, version)
    const text = await readFile(join(folder, name), 'utf8').catch(() => undefined)
    if (text === undefined)
      throw new Error(`there is no ${name}; decklog plugin check --golden writes those of today`)
    checkEventData(
      `${name}, upcast to version ${spec.schemaVersion},`,
      upcast(text, version, spec),
      spec,
    )
  }
}

function upcast(text: string, from: number, { schemaVersion, upcasters = {} }: EventSpec): object {
  let data: object = JSON.parse(text)
  for (let version = from; version < schemaVersion; version += 1)
    data = upcasters[version]?.({ ...data }) ?? data
  return data
}

function nameOf(type: string, version: number): string {
  return join('golden', `${type}.v${version}.json`)
}
