/** One block of a server-sent event stream. */
export interface ServerEvent {
  readonly id?: string
  readonly event?: string
  readonly data?: string
  readonly comment?: string
}

/** Reads server-sent events into `events` until the stream ends. */
export async function readEvents(response: Response, events: ServerEvent[]): Promise<void> {
  let rest = ''
  const decoder = new TextDecoder()
  const chunks: AsyncIterable<Uint8Array> | readonly [] = response.body ?? []
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true })
    const blocks = rest.split('\n\n')
    rest = blocks.pop() ?? ''
    events.push(...blocks.map(parseBlock))
  }
}

function parseBlock(block: string): ServerEvent {
  const fields = block.split('\n').map(line => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon) || 'comment', line.slice(colon + 1).trim()]
  })
  return Object.fromEntries(fields)
}
