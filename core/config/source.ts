/** Settings as one place gave them, and where in it each stands. */
export interface SettingsSource {
  readonly values: Readonly<Record<string, unknown>>
  /** `decklog.yml:12` or `DECKLOG_PORT`; undefined when the place does not set it. */
  locate(path: readonly string[]): string | undefined
}
