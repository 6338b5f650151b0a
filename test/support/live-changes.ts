/** One message of `GET /api/v1/stream`. */
export interface Change {
  readonly topic: string
  readonly key: string
  readonly position: string
}

/** Follows the live changes until `stop`; `seen` grows as they arrive. */
export async function followChanges(
  url: string,
  token: string,
): Promise<{ readonly seen: readonly Change[]; stop(): void }> {
  const controller = new AbortController()
  const response = await fetch(`${url}/api/v1/stream`, {
    headers: { authorization: `Bearer ${token}` },
    signal: controller.signal,
  })
  const seen: Change[] = []
  void read(response, seen).catch(() => undefined)
  return { seen, stop: () => controller.abort() }
}

async function read(response: Response, seen: Change[]): Promise<void> {
  if (!response.body) return
  let rest = ''
  const decoder = new TextDecoder()
  const chunks: AsyncIterable<Uint8Array> = response.body
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true })
    const parts = rest.split('\n\n')
    rest = parts.pop() ?? ''
    for (const part of parts) {
      const data = part
        .split('\n')
        .filter(line => line.startsWith('data:'))
        .map(line => line.slice(5).trim())
        .join('\n')
      if (data) seen.push(JSON.parse(data))
    }
  }
}
