import t from 'tap'
import { recommendActions, type DiskCondition } from '../../../../plugins/disk/answering/actions.ts'

const well: DiskCondition = {
  severity: 'ok',
  held: 'ok',
  mount: '/data',
  summary: '/data of web-1 is ok.',
  inodesUsedPercent: 10,
  inodesWarningPercent: 90,
  forecast: null,
}

function recommended(condition: Partial<DiskCondition>): readonly string[] {
  return recommendActions({ ...well, ...condition }).map(({ code, blocks }) =>
    [code, ...blocks].join(' '),
  )
}

for (const { name, condition, actions } of [
  { name: 'nothing about a disk that is well', condition: {}, actions: [] },
  {
    name: 'freeing space at warning, which blocks nothing',
    condition: { severity: 'warning', held: 'warning' },
    actions: ['free_space'],
  },
  {
    name: 'freeing space at critical, which opens the gate',
    condition: { severity: 'critical', held: 'critical' },
    actions: ['free_space disk'],
  },
  {
    name: 'halting writes first in an emergency',
    condition: { severity: 'emergency', held: 'emergency' },
    actions: ['halt_writes disk', 'free_space disk'],
  },
  {
    name: 'finding out why a disk is unknown',
    condition: { severity: 'unknown' },
    actions: ['restore_readings'],
  },
  {
    name: 'both of an unknown disk that holds a block',
    condition: { severity: 'unknown', held: 'critical' },
    actions: ['restore_readings disk', 'free_space disk'],
  },
  {
    name: 'freeing inodes where they run out',
    condition: { severity: 'warning', held: 'warning', inodesUsedPercent: 90 },
    actions: ['free_space', 'free_inodes'],
  },
  {
    name: 'nothing about inodes where there is no number of them',
    condition: { inodesUsedPercent: null },
    actions: [],
  },
  {
    name: 'planning when it fills up',
    condition: { forecast: { fullInSeconds: 3600, severity: 'critical' } },
    actions: ['plan_capacity'],
  },
  {
    name: 'nothing about a forecast without weight',
    condition: { forecast: { fullInSeconds: 1e6, severity: 'ok' } },
    actions: [],
  },
] satisfies { name: string; condition: Partial<DiskCondition>; actions: string[] }[]) {
  t.test(`recommends ${name}`, async t => {
    t.strictSame(recommended(condition), actions)
  })
}
