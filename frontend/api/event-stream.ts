/** One message of an event stream. */
export interface StreamMessage {
  /** `message` unless it says another. */
  readonly event: string
  readonly data: string
}

/** What is told while an event stream is read. */
export interface StreamReader {
  message(message: StreamMessage): void
  /** A cursor, for `Last-Event-ID` when the stream is taken up again. */
  id(id: string): void
}

// A hint is a hundred bytes: whatever sends more without an end of line is no event stream of ours.
const longestLine = 1_048_576

/** Reads server-sent events as they come, in pieces that end anywhere. */
export function createStreamParser(reader: StreamReader): (piece: string) => void {
  let rest = ''
  let event = ''
  let data: string[] = []

  const dispatch = (): void => {
    if (data.length > 0) reader.message({ event: event || 'message', data: data.join('\n') })
    event = ''
    data = []
  }

  const take = (line: string): void => {
    if (line === '') return dispatch()
    const colon = line.indexOf(':')
    const field = colon === -1 ? line : line.slice(0, colon)
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'data') data.push(value)
    else if (field === 'event') event = value
    else if (field === 'id') reader.id(value)
  }

  return piece => {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    if (rest.length > longestLine) throw new Error('The event stream sends lines without an end.')
    lines.forEach(take)
  }
}
