import { CopyLine } from '../../parts/copy.tsx'
import { Dialog } from '../../parts/dialog.tsx'

/** A secret, shown this once. */
export function Secret({
  of,
  secret,
  close,
}: {
  readonly of: string
  readonly secret: string
  readonly close: () => void
}) {
  return (
    <Dialog title={`The secret of ${of}`} onClose={close}>
      {secret === '' ? (
        <p>It was made by an earlier press, which showed it: rotate it again if that is lost.</p>
      ) : (
        <>
          <p>It is shown this once: Decklog keeps only what it can be checked by.</p>
          <CopyLine line={secret} />
        </>
      )}
      <div class="actions">
        <button type="button" class="primary" onClick={close}>
          I have it
        </button>
      </div>
    </Dialog>
  )
}
