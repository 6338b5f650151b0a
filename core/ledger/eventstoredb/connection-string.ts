const keepAliveTimeoutMs = 10_000

/**
 * The URL with the settings Decklog relies on. Every generation gets another keep-alive timeout, by a millisecond, because gRPC
 * shares one socket, and its back-off of up to two minutes, among all channels of equal options.
 */
export function connectionString(url: string, generation: number): string {
  const options = `keepAliveTimeout=${keepAliveTimeoutMs + (generation % 1_000)}&throwOnAppendFailure=true`
  return `${url}${url.includes('?') ? '&' : '?'}${options}`
}
