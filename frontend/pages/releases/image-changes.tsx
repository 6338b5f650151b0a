import { Digest } from '../../parts/digest.tsx'
import { type ComparedImage, diffImages, type ImageChange } from './image-diff.ts'

/** The images of a release beside those that run, what changes first; without those, each as it is. */
export function ImageChanges({
  before,
  after,
}: {
  readonly before: readonly ComparedImage[] | null
  readonly after: readonly ComparedImage[]
}) {
  const changes = diffImages(before ?? [], after)
  return (
    <table class="plain-table images">
      <caption class="unseen">Images, and what runs of them</caption>
      <thead>
        <tr>
          <th scope="col">Image</th>
          <th scope="col">{before === null ? 'Is' : 'Becomes'}</th>
          {before === null ? null : <th scope="col">Runs</th>}
        </tr>
      </thead>
      <tbody>
        {changes.map(change => (
          <tr key={change.name} class={`image is-${before === null ? 'unchanged' : change.kind}`}>
            <th scope="row">{change.name}</th>
            <td>
              <Image image={change.after} />
            </td>
            {before === null ? null : (
              <td>{change.kind === 'changed' ? <Image image={change.before} /> : words(change)}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Image({ image }: { readonly image: ComparedImage | null }) {
  if (image === null) return <>nothing: it goes</>
  return (
    <>
      <Digest of={image.digest} />{' '}
      <span class="second small">
        {image.repository}:{image.tag}
      </span>
    </>
  )
}

function words({ kind, before }: ImageChange): string {
  if (kind === 'new') return 'nothing yet: it is new'
  return kind === 'gone' ? `${before?.tag ?? ''}, and goes` : 'the same'
}
