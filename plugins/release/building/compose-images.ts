import { isMap, isScalar, parseDocument } from 'yaml'
import { DecklogError, yamlReason } from '../../../core/plugin-api.ts'

/** The image of one service, and where its text stands in the file. */
export interface ComposeImage extends ImageText {
  readonly service: string
  readonly start: number
  readonly end: number
}

/** Finds the image of every service of a compose file; DECKLOG_REFUSED names the service that has none it can read. */
export function composeImages(text: string): readonly ComposeImage[] {
  const document = parseDocument(text)
  const [error] = document.errors
  if (error) throw refused(`The compose file cannot be read: ${yamlReason(error)}.`)
  const services = document.get('services')
  if (!isMap(services)) throw refused('The compose file has no services.')
  return services.items.map(({ key, value }) => {
    const service = String(key)
    const image = isMap(value) ? value.get('image', true) : undefined
    return imageOf(service, image)
  })
}

function imageOf(service: string, image: unknown): ComposeImage {
  const read =
    isScalar(image) && typeof image.value === 'string' ? readImageText(image.value) : undefined
  if (!read || !isScalar(image) || !image.range)
    throw refused(
      `The image of the service ${service} must be a reference, \${NAME:-reference} or \${NAME:?why}.`,
    )
  const [start, end] = image.range
  return { service, start, end, ...read }
}

function refused(message: string): DecklogError {
  return new DecklogError('DECKLOG_REFUSED', message)
}

/** The image of a service as a compose file writes it. */
interface ImageText {
  /** The variable that names the image, where there is one. */
  readonly variable: string | null
  /** The reference that is written there; null when the variable must be set. */
  readonly reference: string | null
}

const required = /^\$\{(\w+):\?[^}]*\}$/
const defaulted = /^\$\{(\w+):-([^${}]+)\}$/

/** Reads `${NAME:?why}`, `${NAME:-reference}` or a plain reference; undefined for anything else. */
function readImageText(text: string): ImageText | undefined {
  const [, must] = required.exec(text) ?? []
  if (must !== undefined) return { variable: must, reference: null }
  const [, may, reference] = defaulted.exec(text) ?? []
  if (may !== undefined && reference !== undefined) return { variable: may, reference }
  return text.includes('$') ? undefined : { variable: null, reference: text }
}
