import { createHmac } from 'node:crypto'

/**
 * The value of `Decklog-Signature`: `t=<Unix seconds>,v1=<hex>`, where v1 is the HMAC-SHA256 of `<t>.<body>`. The time is
 * signed so that a message cannot be sent again later.
 */
export function sign(body: string, secret: string, at: Date): string {
  const t = Math.floor(at.getTime() / 1_000)
  const v1 = createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')
  return `t=${t},v1=${v1}`
}
