/** What alarms are about. */
export const alarmKinds = ['disk', 'continuity', 'gate', 'verification', 'projection'] as const
export type AlarmKind = (typeof alarmKinds)[number]

/** How bad an alarm is; what is critical is told again while it lasts. */
export const alarmSeverities = ['warning', 'critical'] as const
export type AlarmSeverity = (typeof alarmSeverities)[number]

/** Whether what an alarm is about is so, or is over. */
export const alarmStates = ['raised', 'cleared'] as const
export type AlarmState = (typeof alarmStates)[number]

/** Why a notice was kept from a webhook; it is recorded all the same. */
export const withholdReasons = ['muted', 'quiet_hours', 'not_configured'] as const
export type WithholdReason = (typeof withholdReasons)[number]
