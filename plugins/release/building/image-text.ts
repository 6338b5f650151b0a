/** The image of a service as a compose file writes it. */
export interface ImageText {
  /** The variable that names the image, where there is one. */
  readonly variable: string | null
  /** The reference that is written there; null when the variable must be set. */
  readonly reference: string | null
}

const required = /^\$\{(\w+):\?[^}]*\}$/
const defaulted = /^\$\{(\w+):-([^${}]+)\}$/

/** Reads `${NAME:?why}`, `${NAME:-reference}` or a plain reference; undefined for anything else. */
export function readImageText(text: string): ImageText | undefined {
  const [, must] = required.exec(text) ?? []
  if (must !== undefined) return { variable: must, reference: null }
  const [, may, reference] = defaulted.exec(text) ?? []
  if (may !== undefined && reference !== undefined) return { variable: may, reference }
  return text.includes('$') ? undefined : { variable: null, reference: text }
}
