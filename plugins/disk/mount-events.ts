import { defineEvent, type EventOf, shapes } from '../../core/plugin-api.ts'
import { diskIdOf } from './streams.ts'

/** Why no disk is read for a mount. */
export const unwatchedReasons = [
  'covered',
  'kind',
  'engine',
  'read_only',
  'excluded',
  'not_chosen',
  'no_size',
  'not_permitted',
] as const

export type UnwatchedReason = (typeof unwatchedReasons)[number]

const listedMount = shapes.record({
  id: shapes.count('Number of the mount, as the kernel has it.', 27),
  parentId: shapes.count('Number of the mount that its mount point lies in.', 1),
  mount: shapes.text('Where it is mounted.', '/'),
  root: shapes.text('Path inside the filesystem that is mounted.', '/'),
  filesystem: shapes.text('Number of the filesystem: the same for all its mounts.', '259:2'),
  device: shapes.text('Device it is on.', '/dev/nvme0n1p2'),
  fsType: shapes.text('Kind of the filesystem.', 'ext4'),
  diskId: shapes.nullable(
    shapes.id('The disk that answers for it; null when it is not watched.', diskIdOf('web-1', '/')),
  ),
  unwatched: shapes.nullable(
    shapes.oneOf(unwatchedReasons, 'Why it is not watched; null when it is.'),
    null,
  ),
})

/** A mount of a machine, watched or why not. */
export type ListedMount = shapes.Of<typeof listedMount>

/** Bytes of JSON in one part of a list, well below what an event may hold. */
export const PART_BYTES = 200_000

/** So many parts are recorded at most: a list that is longer is never complete, and what is not known is not allowed. */
export const MOST_PARTS = 32

/** The mounts of a machine were listed. */
export const mountsListed = defineEvent({
  type: 'disk.MountsListed',
  summary: 'The mounts of a machine were listed, or a part of them: all, watched or not.',
  data: shapes.record({
    host: shapes.text('Name of the machine.', 'web-1'),
    listingId: shapes.id(
      'Id of the list that this is a part of.',
      '0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0002',
    ),
    part: shapes.count('Which part, from 0.', 0),
    parts: shapes.count('How many parts there are.', 1),
    mounts: shapes.list(listedMount, 'The mounts of this part.'),
  }),
  maxBytes: 256 * 1024,
})

export type MountsListed = EventOf<typeof mountsListed>
