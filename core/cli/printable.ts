// Controls, and what turns text around or hides it; the two joiners are letters' own.
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200C\u200D])\p{Cf}/gu

/** Text of others as a part of a line: it moves no cursor, begins no line and turns nothing around. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\t\r\n\p{Zl}\p{Zp}]+/gu, ' ').replaceAll(unprintable, '\uFFFD')
}

/** Lines for a terminal: nothing but its line feeds is left of what a terminal would take for a command. */
export function printable(lines: string): string {
  return lines.split('\n').map(oneLine).join('\n')
}

/** JSON for a terminal: the same value, in which nothing is written that a terminal would take for a command. */
export function printableJson(json: string): string {
  return json.replaceAll(unprintable, found =>
    found === '\n'
      ? found
      : Array.from(
          { length: found.length },
          (_, index) => `\\u${found.charCodeAt(index).toString(16).padStart(4, '0')}`,
        ).join(''),
  )
}
