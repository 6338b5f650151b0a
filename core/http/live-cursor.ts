/** How far a reader of the event stream is: one position a topic. */
export type LivePositions = ReadonlyMap<string, bigint>

/** Writes positions as the opaque id of a message. */
export function encodeLiveCursor(positions: LivePositions): string {
  const texts = [...positions].map(([topic, position]) => [topic, String(position)])
  return Buffer.from(JSON.stringify(Object.fromEntries(texts))).toString('base64url')
}

/** Reads `Last-Event-ID`; what is none of ours knows no topic. */
export function decodeLiveCursor(cursor: string): LivePositions {
  const known = Object.entries(parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  return new Map(
    known.flatMap(([topic, text]) =>
      typeof text === 'string' && /^\d{1,20}$/.test(text) ? [[topic, BigInt(text)]] : [],
    ),
  )
}

function parse(text: string): object {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
