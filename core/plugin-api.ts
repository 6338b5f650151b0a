/**
 * All of Decklog that plugins, projections and guards may use: what `import … from 'decklog'` gives, to those of others as to the
 * built-in ones, which import core by this module alone. What changes here, changes for everybody who ever wrote a plugin:
 * `docs/reference/plugin-api.md` shows it, and a test compares the two.
 */
export { default as Joi } from 'joi'

// What a plugin is.
export { definePlugin } from './plugin.ts'
export type {
  Contribution,
  EventSpec,
  EventSpecs,
  Gathers,
  HealthCheck,
  Plugin,
  PluginGauge,
  Reaction,
  StreamSpec,
  Sweep,
} from './plugin.ts'
export type {
  ExecuteRequest,
  Executed,
  ForgottenMachine,
  Host,
  Machine,
  Observation,
  Observed,
  ObserveRequest,
} from './host.ts'
export type { Clock } from './clock.ts'

// What it records.
export { formatActor } from './event.ts'
export type { Actor, Decider, DomainEvent, EventMetadata, Recorded } from './event.ts'
export { defineEvent, eventSpecs } from './events/define-event.ts'
export type { EventDeclaration, EventOf } from './events/define-event.ts'
/** Declares values once: schema, example and type. */
export * as shapes from './shape.ts'
export type { RecordOf, RecordShape, Shape } from './shape.ts'

// What it raises and answers.
export { alarmNatures, alarmSeverities, alarmStates } from './alarm.ts'
export type {
  AlarmNature,
  AlarmSeverity,
  AlarmSignal,
  AlarmSpec,
  AlarmSpecs,
  AlarmsEnd,
  AlarmState,
  DeclaredAlarm,
} from './alarm.ts'
export type { Silence, Silenceable, Silences } from './silence.ts'
export type { Gate, GateAnswer, GateDecision, GateFinding, GateReason, TakingPart } from './gate.ts'

// Its errors.
export {
  codeOf,
  DecklogError,
  invalidField,
  isDecklogError,
  messageOf,
  notFound,
} from './errors.ts'
export type { CodedError, ErrorCode, FieldError } from './errors.ts'

// Its read models.
export { defineProjection, type PgType, type Projection } from './projection.ts'
export { defineTable } from './readmodel/table.ts'
export type { Column, ReadTable, RowOf } from './readmodel/table.ts'
/** Columns of a read model: what Postgres keeps, what an answer shows, and their type. */
export * as columns from './readmodel/table.ts'
export type { ReadHost } from './readmodel/read-host.ts'
export type { AllQuery, ColumnValue, OlderRows, ReadRows, RowsQuery } from './readmodel/rows.ts'

// Its routes.
export { defineRoute } from './http/route.ts'
export type { Answer, Call, Caller, Route, Scope } from './http/route.ts'
export { commandOf } from './http/command-of.ts'
export type { CommandOrigin } from './http/command-of.ts'
export { problemStatuses } from './http/answers/problem.ts'
export * from './http/answers/written-json.ts'
export { defineCursor } from './lists/cursor.ts'
export { type Condition, defineList, keysOf } from './lists/list.ts'
export { sentItems, takeList, takenListAnswer, takenListSchema } from './http/sent-list.ts'
export type { TakenList } from './http/sent-list.ts'
export { page, type Page, pageQuery, type PageQuery, rowsQuery } from './lists/page.ts'
export { seesBoard } from './access/sees-board.ts'
export { createValidator, fieldErrors, notValid } from './validation/validator.ts'
/** Schemas of what requests bring: ids, times, words, links. */
export * as inputs from './validation/fields.ts'
export { counted, keepable } from './validation/text.ts'

// Its commands.
export type {
  ApiClient,
  CliCommand,
  CliOption,
  CommandContext,
  EndedProgram,
  ExitCode,
} from './cli/command.ts'
export { defineCheck } from './cli/check.ts'
export type { CheckStatus, Found, Perf } from './cli/check.ts'
export { readAnswer } from './cli/answer.ts'
/** Parts of the API's answers, for `readAnswer`. */
export * as answers from './cli/answer.ts'
export { formatTable } from './cli/format-table.ts'
export { markdownCode, markdownTable, markdownText } from './cli/markdown.ts'
export { environment } from './config/environment.ts'
export type { Environment } from './config/read-environment.ts'
export { yamlReason } from './config/yaml.ts'

// Other machines and programs.
export { createOutbound } from './outbound/create-outbound.ts'
export type {
  Answered,
  Connected,
  Failed,
  Outbound,
  PeerCertificate,
  Scheme,
} from './outbound/outbound.ts'
export { shownUrl } from './outbound/shown-url.ts'
export type { Program, RunProgram } from './programs/program.ts'
export { createRunProgram } from './programs/run-program.ts'
export { redact, secretsIn, secretsInArguments } from './programs/secrets.ts'

// Time, and work that is bounded by it.
export { duration } from './timing/duration.ts'
export { eachInTurns } from './timing/in-turns.ts'
export { mapYielding } from './timing/map-yielding.ts'
export { shareNextOf } from './timing/share-next.ts'
export { createTurns } from './timing/turns.ts'
export { within } from './timing/within.ts'

// The rules that is judged by.
export { digestOf } from './digest.ts'
export type { AnswerAsked, Others, Recheck } from './auditing/redeciding/redeciding.ts'
export type { Redecided, Redeciding, Unjudged } from './auditing/redeciding/redeciding.ts'
export { comparable, foundIn, redecideByFacts } from './auditing/redeciding/redecide-answer.ts'
export type { JudgedFacts, JudgingGate } from './auditing/redeciding/redecide-answer.ts'
export { createLevelRedeciding } from './guarding/judging/redecide-levels.ts'
export type { RulesChanged } from './rules/rules-events.ts'
export { weakenedSince, weakenings } from './rules/weakened-since.ts'

// What core itself sees: when it could not receive, and which machines are heard.
export { gapsUntil, timeAfter, type Gap, type ReceivingRow } from './receiving/gaps.ts'
export { gapsOfRow, readGaps } from './receiving/read-gaps.ts'
export type { ReceivingEvent } from './receiving/receiving-events.ts'
export { heardAt, machinePatienceMs } from './presence/presence-events.ts'
export type { MachineRow, PresenceEvent } from './presence/presence-events.ts'
export { createForecaster } from './forecasting/forecaster.ts'
export type { Outlook } from './forecasting/forecaster.ts'
export { createForeseenLevel } from './forecasting/foreseen-level.ts'
export type { ForeseenRule } from './forecasting/foreseen-level.ts'

// What guards are made of, for a plugin that outgrows them.
export * from './guarding/parts.ts'

// What would have been.
export type { Outcome, OutcomeKind, Rejudging, WhatIf } from './whatif/what-if.ts'

// Guards.
export { defineGuard } from './guarding/define-guard.ts'
export type { GuardPlugin } from './guarding/define-guard.ts'
export { units } from './guarding/measure.ts'
export type { GuardHost, GuardParts, GuardSettings, GuardSpec } from './guarding/guard.ts'
export type {
  Bounds,
  ForecastRule,
  Measure,
  MeasureRule,
  Measures,
  Unit,
} from './guarding/measure.ts'
export type {
  LevelFound,
  Reading,
  ReadingFailed,
  ReadingOf,
  ValuesRead,
} from './guarding/reading.ts'
export type {
  GuardAction,
  GuardBucket,
  GuardHistoryQuery,
  GuardSubject,
  GuardTransition,
  GuardView,
  ShownMeasure,
  SubjectForecast,
  SubjectsQuery,
} from './guarding/guard-view.ts'
export { isOf, guardEvents } from './guarding/guard-events.ts'
export type { GuardEvent, GuardObservation } from './guarding/guard-events.ts'
export type { DaySummary, FailedRead, Sample } from './guarding/guard-data.ts'
export type { Subject } from './guarding/subject.ts'
