import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const shape = /^(dlk_[0-9a-f]{8}_[0-9A-Za-z]{43})_([0-9A-Za-z]{6})$/

/** Characters that a secret can have at most. */
export const longestSecret = 512

/** Makes the secret of a token: `dlk_<key id>_<256 bit>_<crc>`, so that a leaked one is found by its looks. */
export function makeSecret(keyId: string): string {
  const bits = BigInt(`0x${randomBytes(32).toString('hex')}`)
  const body = `dlk_${keyId}_${base62(bits, 43)}`
  return `${body}_${checksum(body)}`
}

/** Tells whether a text can be a secret at all: one that an operator chose, or one of ours with the right checksum. */
export function isPlausibleSecret(text: string): boolean {
  return text.length >= 32 && text.length <= longestSecret && !isMistyped(text)
}

/** Tells whether a text has the shape of our secrets but not their checksum. */
export function isMistyped(text: string): boolean {
  const [, body, crc] = shape.exec(text) ?? []
  return body !== undefined && crc !== checksum(body)
}

function checksum(body: string): string {
  return base62(BigInt(crc32(body)), 6)
}

function base62(value: bigint, length: number): string {
  let rest = value
  let text = ''
  for (let digit = 0; digit < length; digit++) {
    text = alphabet.charAt(Number(rest % 62n)) + text
    rest /= 62n
  }
  return text
}
