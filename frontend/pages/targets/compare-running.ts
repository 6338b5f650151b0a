/** What of a release is compared with what runs. */
export interface ComparedRelease {
  readonly images: readonly {
    readonly name: string
    readonly repository: string
    readonly digest: string
    readonly platforms: readonly { readonly digest: string }[]
  }[]
}

type Approved = ComparedRelease['images'][number]

interface Running {
  readonly image: string
  readonly digest: string | null
}

/** An image beside what runs of it. `untold`: something runs of it, and its digest is not known. */
export interface RunningImage {
  readonly name: string
  readonly kind: 'same' | 'other' | 'untold' | 'missing' | 'extra'
  readonly approved: string | null
  readonly running: string | null
}

/** Lays what runs beside the images that were approved. A name alone never makes it the same: only a digest does. */
export function compareRunning(
  approved: readonly Approved[],
  running: readonly Running[],
): readonly RunningImage[] {
  const left = new Set(running)
  const rows = approved.map((image): RunningImage => {
    const found =
      running.find(one => hasDigest(image, one)) ?? running.find(one => isOf(image, one))
    if (found) left.delete(found)
    return {
      name: image.name,
      kind: kindOf(image, found),
      approved: image.digest,
      running: found?.digest ?? null,
    }
  })
  const others = [...left].map(({ image, digest }): RunningImage => {
    return { name: image, kind: 'extra', approved: null, running: digest }
  })
  return [...rows, ...others]
}

function kindOf(image: Approved, found: Running | undefined): RunningImage['kind'] {
  if (found === undefined) return 'missing'
  if (found.digest === null) return 'untold'
  return hasDigest(image, found) ? 'same' : 'other'
}

function hasDigest({ digest, platforms }: Approved, running: Running): boolean {
  return [digest, ...platforms.map(one => one.digest)].some(one => one === running.digest)
}

// `postgres:18` is what a release calls `docker.io/library/postgres`.
function isOf({ repository }: Approved, { image }: Running): boolean {
  const [named = ''] = image.split('@')
  const bare = named.replace(/:[^:/]+$/, '')
  return repository === bare || repository.endsWith(`/${bare}`)
}
