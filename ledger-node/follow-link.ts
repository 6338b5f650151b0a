import type { NodeContext } from './node-context.ts'
import { parseRecordedEvent } from './recorded-event.ts'
import type { FollowLink } from './rendering.ts'
import { streamForwards } from './stored-events.ts'
import { visibleStream } from './visible-stream.ts'

/** Finds the events that links point to, if they may be read; revision -1 is a stream's newest. */
export function createFollowLink(context: NodeContext): FollowLink {
  return async (stream, revision) => {
    const visible = await visibleStream(context, stream)
    if (visible.kind !== 'readable' || revision < -1) return undefined
    const wanted = revision === -1 ? visible.last : revision
    if (wanted < visible.first || wanted > visible.last) return undefined
    for await (const page of streamForwards(context.store, { ...visible, last: wanted }, wanted)) {
      const found = page[0]
      return found && parseRecordedEvent(found.frame)
    }
    return undefined
  }
}
