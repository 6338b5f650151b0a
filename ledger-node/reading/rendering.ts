import type { NodeContext } from '../node-context.ts'
import { parseEventId, structuredId } from '../protocol/event-id.ts'
import { idFieldSize } from '../protocol/frames.ts'
import type { ReadRequest } from '../protocol/read-request.ts'
import { eventType, parseRecordedEvent, type RecordedEvent } from '../protocol/recorded-event.ts'
import { maxInt64 } from '../wire/numbers.ts'
import { asFrame, frame, type Frame } from '../wire/frame.ts'
import { encode, message, uint } from '../wire/proto-writer.ts'
import { streamForwards } from './placed-events.ts'
import { visibleStream } from './visible-stream.ts'

/** Finds the event that a link points to; undefined when it is not to be read. */
export type FollowLink = (stream: string, revision: number) => Promise<RecordedEvent | undefined>

/** Turns a stored frame into the one that a reader asked for. */
export type Render = (stored: Frame) => Frame | Promise<Frame>

const linkType = '$>'

/** Makes the way in which events are shown to a reader. As a rule the stored bytes go out as they are. */
export function createRender(
  { resolveLinks, ids }: Pick<ReadRequest, 'resolveLinks' | 'ids'>,
  follow: FollowLink,
): Render {
  const withId = ids === 'structured' ? withStructuredId : (event: RecordedEvent) => event.encoded
  const show = (event: RecordedEvent | undefined, link?: RecordedEvent): Frame =>
    asFrame(
      frame(
        message(
          1,
          event ? message(1, withId(event)) : encode(),
          link ? message(2, withId(link)) : encode(),
          uint(3, (link ?? event)?.position ?? 0),
        ),
      ),
    )
  return stored => {
    if (resolveLinks && eventType(stored) === linkType) return resolve(stored, show, follow)
    return ids === 'text' ? stored : show(parseRecordedEvent(stored))
  }
}

async function resolve(
  stored: Frame,
  show: (event: RecordedEvent | undefined, link?: RecordedEvent) => Frame,
  follow: FollowLink,
): Promise<Frame> {
  const event = parseRecordedEvent(stored)
  const text = event.data.toString('utf8')
  const at = text.indexOf('@')
  const revision = at < 0 ? text : text.slice(0, at)
  if (!isInt64(revision)) return show(event)
  const target = at < 0 ? undefined : await follow(text.slice(at + 1), Number(revision))
  return show(target, event)
}

function isInt64(text: string): boolean {
  if (!/^\s*[+-]?\d+\s*$/.test(text)) return false
  const value = BigInt(text.trim().replace('+', ''))
  return value <= maxInt64 && value >= -maxInt64 - 1n
}

function withStructuredId({ encoded, id }: RecordedEvent): Buffer {
  return encode(
    message(1, structuredId(parseEventId(Buffer.from(id)))),
    encoded.subarray(idFieldSize),
  )
}

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
