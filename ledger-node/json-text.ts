import type { JsonNode } from './lenient-json.ts'

/** Writes a value on one line as EventStoreDB's JSON writer does. Of a doubled property the last value counts. */
export function jsonText(node: JsonNode): string {
  switch (node.kind) {
    case 'object': {
      const last = new Map(node.properties)
      return `{${[...last].map(([key, value]) => `${quoted(key)}:${jsonText(value)}`).join(',')}}`
    }
    case 'array':
      return `[${node.items.map(jsonText).join(',')}]`
    case 'string':
      return quoted(withoutZeros(node.value))
    case 'integer':
      return String(node.value)
    case 'float':
      return floatText(node.value)
    case 'word':
      return node.value
  }
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u0085\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** It reads what looks like a time as one, and writes no zeros at the end of its seconds. */
function withoutZeros(text: string): string {
  const time = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,7})(Z?)$/.exec(text)
  if (!time || Number.isNaN(Date.parse(`${time[1]}Z`))) return text
  return `${time[1]}${time[2]?.replace(/\.?0+$/, '')}${time[3]}`
}

function floatText(value: number): string {
  if (!Number.isFinite(value)) return quoted(String(value))
  const [digits = '0', exponent = '0'] = value.toExponential().split('e')
  const power = Number(exponent)
  if (power >= -5 && power < 15) return withPoint(value)
  return `${digits}E${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}

function withPoint(value: number): string {
  if (Number.isInteger(value)) return Object.is(value, -0) ? '-0.0' : `${value}.0`
  const text = String(value)
  return text.includes('e') ? value.toFixed(20).replace(/0+$/, '') : text
}
