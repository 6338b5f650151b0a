/** A mail as it is shown: its headers, a line each, and its texts; all decoded. */
export interface ReadMail {
  readonly headers: readonly string[]
  readonly texts: readonly string[]
}

/** Reads a mail as it came: RFC 5322, with the parts of RFC 2046 and the words of RFC 2047 that mailers make. */
export function readMail(raw: string): ReadMail {
  const { headers, body } = split(raw)
  const boundary = /boundary="?([^";]+)/.exec(headers.join('\n'))?.[1]
  const parts = boundary === undefined ? [] : body.split(`--${boundary}`).slice(1, -1)
  return { headers: headers.map(decodeWords), texts: parts.map(textOf) }
}

function split(raw: string): { readonly headers: readonly string[]; readonly body: string } {
  const at = raw.indexOf('\r\n\r\n')
  const headers = raw
    .slice(0, at)
    .trim()
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  return { headers, body: raw.slice(at + 4) }
}

function textOf(part: string): string {
  // The line break before a boundary is the boundary's.
  const { headers, body } = split(part.replace(/\r\n$/, ''))
  const encoding = /Content-Transfer-Encoding: (\S+)/i.exec(headers.join('\n'))?.[1]
  const bytes =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : encoding === 'quoted-printable'
        ? quoted(body)
        : body
  return String(bytes).replace(/\r\n/g, '\n')
}

function quoted(text: string): Buffer {
  const joined = text.replace(/=\r\n/g, '')
  const latin = joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(latin, 'latin1')
}

function decodeWords(header: string): string {
  return header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([QB])\?([^?]*)\?=/g, (_, how: string, text: string) =>
      String(how === 'B' ? Buffer.from(text, 'base64') : quoted(text.replaceAll('_', ' '))),
    )
}
