import { diskIdOf } from './disk-id.ts'
import type {
  DaySummary,
  Disk,
  ExpiredDetail,
  FailedRead,
  PressureChange,
  Sample,
} from './events.ts'

const disk: Disk = { diskId: diskIdOf('web-1', '/'), host: 'web-1', mount: '/' }

const sampleId = '0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0001'
const observedAt = '2026-01-01T12:00:00.000Z'

const reading = {
  totalBytes: 500_000_000_000,
  usedBytes: 430_000_000_000,
  freeBytes: 70_000_000_000,
  availableBytes: 45_000_000_000,
  inodesTotal: 30_000_000,
  inodesUsed: 1_200_000,
}

/** A disk of 500 GB with 45 GB available, of which 25 GB more are root's. */
export const sample: Sample = {
  ...disk,
  ...reading,
  device: '/dev/nvme0n1p2',
  fsType: 'ext4',
  intervalSeconds: 60,
  limits: {
    warning: {
      availableBytes: 95_000_000_000,
      leaveAvailableBytes: 118_750_000_000,
      inodesUsedPercent: 90,
      leaveInodesUsedPercent: 85,
      enterAfterSeconds: 120,
    },
    critical: {
      availableBytes: 47_500_000_000,
      leaveAvailableBytes: 71_250_000_000,
      inodesUsedPercent: 95,
      leaveInodesUsedPercent: 90,
      enterAfterSeconds: 60,
    },
    emergency: {
      availableBytes: 23_750_000_000,
      leaveAvailableBytes: 47_500_000_000,
      inodesUsedPercent: 98,
      leaveInodesUsedPercent: 93,
      enterAfterSeconds: 0,
    },
    leaveAfterSeconds: 300,
  },
  observedSeverity: 'critical',
  retainedSeverity: 'emergency',
  forecast: { fullInSeconds: 36_000, lowSeconds: 30_000, highSeconds: 45_000, severity: 'warning' },
}

export const failedRead: FailedRead = {
  ...disk,
  failure: 'timed_out',
  message: '/ did not answer within 5 s.',
  intervalSeconds: 60,
}

export const pressureChange: PressureChange = {
  ...disk,
  from: 'warning',
  to: 'critical',
  held: 'critical',
  reason: 'limit_passed',
  text: '45 GB of 475 GB available (9.47 %).',
  becameTrueAt: '2026-01-01T11:59:00.000Z',
  observationId: sampleId,
  observedAt,
  reading,
}

export const daySummary: DaySummary = {
  ...disk,
  day: '2026-01-01',
  samples: 1440,
  failedReads: 0,
  usedBytes: { min: 420_000_000_000, max: 430_000_000_000, last: 430_000_000_000 },
  availableBytes: { min: 45_000_000_000, max: 55_000_000_000, last: 45_000_000_000 },
  lastSample: { eventId: sampleId, receivedAt: observedAt, data: sample },
  lastFailure: null,
  nextRevision: '1440',
}

export const expiredDetail: ExpiredDetail = { ...disk, day: '2026-01-01' }
