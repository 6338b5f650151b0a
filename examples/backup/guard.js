import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { defineGuard, Joi } from 'decklog'

const backup = Joi.object({
  name: Joi.string().max(200).required().description('What it is called.'),
  files: Joi.string()
    .pattern(/^\/.*[^/]$/, 'absolute path')
    .required()
    .description('Files of one folder, `*` for any characters: `/backup/db-*.dump`.'),
})

export default defineGuard({
  name: 'backup',
  version: '1.0.0',
  summary: 'Watches that backups are made: how old and how large the newest file of each is.',
  title: 'Backups',
  every: 600,
  config: Joi.object({
    backups: Joi.array().items(backup).unique('name').default([]).description('The backups.'),
  }),
  measures: {
    age: {
      ...{ title: 'Age of the newest', unit: 'seconds' },
      above: { warning: 26 * 3600, critical: 50 * 3600 },
    },
    size: { title: 'Size of the newest', unit: 'bytes', below: { critical: 1 } },
  },
  read: (signal, { config, clock }) =>
    Promise.all(config.backups.map(one => look(one, { signal, now: clock.now().getTime() }))),
})

/** A folder without such a file, or that cannot be read, is a backup that nobody knows of. */
async function look({ name: subject, files }, { signal, now }) {
  try {
    const found = await newest(files, signal)
    if (!found) return { subject, failure: `No file matches ${files}.` }
    const age = Math.max(0, Math.round((now - found.mtimeMs) / 1000))
    const text = `${found.file}, ${found.size} bytes, is ${Math.round(age / 360) / 10} h old.`
    return { subject, values: { age, size: found.size }, text }
  } catch (error) {
    return { subject, failure: `${files} cannot be read: ${error.code ?? 'unknown'}.` }
  }
}

async function newest(files, signal) {
  const folder = dirname(files)
  const parts = basename(files)
    .split('*')
    .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  const pattern = new RegExp(`^${parts.join('.*')}$`, 's')
  let last
  for (const file of (await readdir(folder)).filter(one => pattern.test(one))) {
    signal.throwIfAborted()
    const { mtimeMs, size } = await stat(join(folder, file))
    if (!last || mtimeMs > last.mtimeMs) last = { file, mtimeMs, size }
  }
  return last
}
