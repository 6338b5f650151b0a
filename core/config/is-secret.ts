import type { Description } from 'joi'

/** Tells whether a schema, as it describes itself, marks a value as secret (`meta({ secret: true })`). */
export function isSecret(description: Description): boolean {
  const metas: readonly { readonly secret?: boolean }[] = description['metas'] ?? []
  return metas.some(meta => meta.secret === true)
}
