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
  const becomes = before === null ? 'Is' : 'Becomes'
  return (
    <table class="plain-table images" role="table">
      <caption class="unseen">Images, and what runs of them</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            Image
          </th>
          <th role="columnheader" scope="col">
            {becomes}
          </th>
          {before === null ? null : (
            <th role="columnheader" scope="col">
              Runs
            </th>
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {changes.map(change => (
          <tr
            role="row"
            key={change.name}
            class={`image is-${before === null ? 'unchanged' : change.kind}`}
          >
            <th role="rowheader" scope="row">
              {change.name}
            </th>
            <td role="cell" data-head={becomes}>
              <Image image={change.after} />
            </td>
            {before === null ? null : (
              <td role="cell" data-head="Runs">
                {change.kind === 'changed' ? <Image image={change.before} /> : words(change)}
              </td>
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
