// What guards are made of: judging, days, and looking ahead; for a plugin that does more than `defineGuard` does.
export type {
  Healable,
  HealablePast,
  HealableSubject,
  Look,
  MachineWork,
  OwnAction,
  OwnActionAsked,
  OwnActionDone,
  PastThings,
  RawReading,
} from '../healing/healable.ts'
export { followThings } from '../healing/past.ts'
export type { GuardPast, LastReading, PastSubject } from './guard-view.ts'
export { blocks, levels, pressures, reaches, severities, worstOf } from './levels.ts'
export type { Level, Pressure, Severity } from './levels.ts'
export type { LevelLimit, MeasureLimits } from './measure.ts'
export { judge } from './judging/judge.ts'
export type { Judgement } from './judging/judge.ts'
export { patienceOf } from './judging/judge.ts'
export { checkLimits } from './judging/check-limits.ts'
export type { LimitFault } from './judging/check-limits.ts'
export { secondsBetween } from './judging/dwell.ts'
export { changeReasons } from './judging/hysteresis.ts'
export type { Standing } from './judging/hysteresis.ts'
export { createJudging } from './judging/judge-observations.ts'
export type { Judged } from './judging/judge-observations.ts'
export { judgeLevelsAgain, recordedLevels } from './judging/judge-again.ts'
export type { JudgedAgain } from './judging/judge-again.ts'
export { lookBackSeconds } from './judging/look-back.ts'
export {
  isFailing,
  isForgotten,
  isGone,
  isSilent,
  isThere,
  lastObservedAt,
  standingAt,
} from './judging/standing.ts'
export type { RecordedSubject } from './judging/standing.ts'
export {
  isLatest,
  isNewFailure,
  isNewSample,
  keptOf,
  keptShape,
  observed,
  observedAsKept,
} from './folding/observed.ts'
export type { Kept, ObservationOf } from './folding/observed.ts'
export { changedLevel, forgottenBy, isTaken, noLevel } from './folding/recorded-level.ts'
export {
  bucketNamed,
  bucketOfDay,
  bucketsOfReading,
  fineBucketsOfDay,
  resolutions,
} from './folding/buckets.ts'
export type { Resolution } from './folding/buckets.ts'
export { guardChangeReasons } from './guard-data.ts'
export type { SubjectStanding } from './guard-view.ts'
export { createForgetSweep } from './forget-gone.ts'
export { dayOf } from './days/calendar.ts'
export { createDaySweep } from './days/close-days.ts'
export type { DayOwner } from './days/close-days.ts'
export type { DayFold } from './days/read-days.ts'
export { createTally, meanWith } from './days/statistics.ts'
export type { Statistics } from './days/statistics.ts'
export { createFillingForecast } from '../forecasting/filling.ts'
export type { Foreseen } from '../forecasting/filling.ts'
export { createForecasts } from '../forecasting/forecasts.ts'
export type { Forecasts } from '../forecasting/forecasts.ts'
export { describeDuration } from '../timing/describe-duration.ts'
export { checkLevels } from './answering/check-levels.ts'
export type { CheckedLevel } from './answering/check-levels.ts'
export { readTransitions } from './answering/transitions.ts'
export type { ChangeTold, ReadChanges } from './answering/transitions.ts'
