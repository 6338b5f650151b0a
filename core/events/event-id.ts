import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

const bytesEach = 16
const drawnAtOnce = 256

/** Makes the id of a new event: a UUID of version 7, after all that this process has made before. */
export const newEventId = createIds()

/** Draws randomness for many ids at once: drawing it costs more than all the rest of an id. */
function createIds(): () => string {
  const drawn = new Uint8Array(bytesEach * drawnAtOnce)
  let used = drawn.length
  let msecs = 0
  let seq = 0

  return () => {
    if (used === drawn.length) {
      randomFillSync(drawn)
      used = 0
    }
    const random = drawn.subarray(used, (used += bytesEach))
    const nowMs = Date.now()
    if (nowMs > msecs) {
      msecs = nowMs
      seq = new DataView(random.buffer, random.byteOffset).getUint32(6) >>> 1
    } else {
      seq = (seq + 1) >>> 0
      if (seq === 0) msecs += 1
    }
    return v7({ random, msecs, seq })
  }
}
