import type { handleUnaryCall } from '@grpc/grpc-js'
import features from '@eventstore/db-client/generated/serverfeatures_pb.js'
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_grpc_pb.js'

/** The version of EventStoreDB whose behaviour the node has. */
const version = '23.10.6'

const methodFeatures: Readonly<Record<string, readonly string[]>> = {
  read: ['position', 'events'],
  batchappend: ['deadline_duration'],
}

/** Tells clients which methods they may call. */
export const getSupportedMethods: handleUnaryCall<Empty, features.SupportedMethods> = (
  _call,
  answer,
) => {
  const supported = new features.SupportedMethods()
  supported.setEventStoreServerVersion(version)
  supported.setMethodsList(
    Object.values(streams.StreamsService).map(({ path }) => supportedMethod(path)),
  )
  answer(null, supported)
}

function supportedMethod(path: string): features.SupportedMethod {
  const [, service = '', method = ''] = path.toLowerCase().split('/')
  const supported = new features.SupportedMethod()
  supported.setServiceName(service)
  supported.setMethodName(method)
  supported.setFeaturesList([...(methodFeatures[method] ?? [])])
  return supported
}
