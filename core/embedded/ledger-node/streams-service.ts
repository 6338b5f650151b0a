import type {
  sendUnaryData,
  ServerDuplexStream,
  ServerReadableStream,
  ServerUnaryCall,
  ServerWritableStream,
  ServiceDefinition,
  UntypedServiceImplementation,
} from '@grpc/grpc-js'
import generated from '@eventstore/db-client/generated/streams_grpc_pb.js'
import { serveAppend } from './append-call.ts'
import { serveBatchAppend } from './batch-append-call.ts'
import { serveDelete } from './delete-call.ts'
import type { NodeContext } from './node-context.ts'
import { serveRead } from './read-call.ts'

type UnaryCall = ServerUnaryCall<Buffer, Buffer>
type Answer = sendUnaryData<Buffer>

const asBytes = (bytes: Buffer): Buffer => bytes

/** EventStoreDB's service of streams. Messages pass as bytes: building an object of each would cost more than all the rest. */
export const streamsService: ServiceDefinition = Object.fromEntries(
  Object.entries(generated.StreamsService).map(([name, method]) => [
    name,
    { ...method, requestDeserialize: asBytes, responseSerialize: asBytes },
  ]),
)

/** Serves the streams of a node. */
export function createStreamsService(context: NodeContext): UntypedServiceImplementation {
  return {
    read: (call: ServerWritableStream<Buffer, Buffer>) => void serveRead(context, call),
    append: (call: ServerReadableStream<Buffer, Buffer>, answer: Answer) =>
      void serveAppend(context, call, answer),
    batchAppend: (call: ServerDuplexStream<Buffer, Buffer>) => serveBatchAppend(context, call),
    delete: (call: UnaryCall, answer: Answer) => void serveDelete(context, 'delete', call, answer),
    tombstone: (call: UnaryCall, answer: Answer) =>
      void serveDelete(context, 'tombstone', call, answer),
  }
}
