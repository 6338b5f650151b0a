import Joi from 'joi'

/** One image that a target says it runs. */
export interface RunningImage {
  /** Without `docker.io/` and `library/`, which are the same image. */
  readonly repository: string
  readonly tag: string | null
  readonly digest: string | null
}

interface Reported {
  readonly image: string
  readonly digest?: string | null
}

const reported = Joi.object<Reported>({
  image: Joi.string().max(1_000).required(),
  digest: Joi.string()
    .pattern(/^sha256:[0-9a-f]{64}$/)
    .allow(null),
}).unknown()
const list = Joi.array().items(Joi.string().max(1_000), reported).max(1_000)
const report = Joi.alternatives(list, Joi.object({ images: list.required() }).unknown())

/**
 * Reads what a target reports: a list of references or of `{image, digest}`, bare or as `{images: […]}`. Undefined when it is
 * neither.
 */
export function readReport(value: unknown): readonly RunningImage[] | undefined {
  const { error, value: read } = report.validate(value)
  if (error) return undefined
  const items: readonly (string | Reported)[] = Array.isArray(read) ? read : read.images
  return items.map(item =>
    typeof item === 'string' ? toRunning(item) : toRunning(item.image, item.digest ?? null),
  )
}

/** The repository as it is compared: `docker.io/library/postgres` is `postgres`. */
export function plainRepository(repository: string): string {
  return repository.replace(/^(index\.)?docker\.io\//, '').replace(/^library\//, '')
}

function toRunning(reference: string, digest: string | null = null): RunningImage {
  const [name = '', ownDigest = null] = reference.trim().split('@')
  // A colon before the last slash is that of a registry's port.
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1)
  return {
    repository: plainRepository(colon < 0 ? name : name.slice(0, colon)),
    tag: colon < 0 ? null : name.slice(colon + 1),
    digest: digest ?? ownDigest,
  }
}
