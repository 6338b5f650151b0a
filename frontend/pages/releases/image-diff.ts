/** What of an image of a release is compared. */
export interface ComparedImage {
  readonly name: string
  readonly repository: string
  readonly tag: string
  readonly digest: string
}

/** How an image of a release lies to that of another: what it becomes, and what it was. */
export interface ImageChange<Image extends ComparedImage = ComparedImage> {
  readonly kind: 'changed' | 'new' | 'gone' | 'unchanged'
  readonly name: string
  readonly before: Image | null
  readonly after: Image | null
}

const order = ['changed', 'new', 'gone', 'unchanged']

/** Compares the images of two releases by their digests, what changes first. */
export function diffImages<Image extends ComparedImage>(
  before: readonly Image[],
  after: readonly Image[],
): readonly ImageChange<Image>[] {
  const old = new Map(before.map(image => [image.name, image]))
  const kept = after.map(image => changeOf(old.get(image.name) ?? null, image))
  const names = new Set(after.map(({ name }) => name))
  const gone = before
    .filter(({ name }) => !names.has(name))
    .map(image => ({ kind: 'gone', name: image.name, before: image, after: null }) as const)
  return [...kept, ...gone].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
}

function changeOf<Image extends ComparedImage>(
  before: Image | null,
  after: Image,
): ImageChange<Image> {
  const kind = before === null ? 'new' : isSame(before, after) ? 'unchanged' : 'changed'
  return { kind, name: after.name, before, after }
}

// The same bytes from another place are not the same to who pulls them.
function isSame(before: ComparedImage, after: ComparedImage): boolean {
  return before.digest === after.digest && before.repository === after.repository
}
