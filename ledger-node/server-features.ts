import { encode, message } from './encode.ts'

/** The version of EventStoreDB whose behaviour the node has. */
const version = '23.10.6'

const methodFeatures: Readonly<Record<string, readonly string[]>> = {
  read: ['position', 'events'],
  batchappend: ['deadline_duration'],
}

/** Encodes `SupportedMethods`: by it clients know which methods they may call. */
export function supportedMethods(paths: readonly string[]): Buffer {
  return encode(...paths.map(supportedMethod), message(2, Buffer.from(version)))
}

function supportedMethod(path: string): Buffer {
  const [, service = '', method = ''] = path.toLowerCase().split('/')
  const features = methodFeatures[method] ?? []
  return message(
    1,
    message(1, Buffer.from(method)),
    message(2, Buffer.from(service)),
    ...features.map(feature => message(3, Buffer.from(feature))),
  )
}
