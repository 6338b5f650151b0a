import type { Readable } from 'node:stream'
import type { Access } from '../access/access.ts'
import type { Clock } from '../clock.ts'

const everyMs = 500

/** Ends a stream that outlives its request as soon as its token is revoked or expires. */
export function endWhenRefused(
  stream: Readable,
  tokenId: string,
  { access, clock }: { readonly access: Pick<Access, 'accepts'>; readonly clock: Clock },
): void {
  const watch = clock.ticks(everyMs).subscribe(() => {
    if (!access.accepts(tokenId)) stream.destroy()
  })
  stream.once('close', () => watch.unsubscribe())
}
