/** How one check or one file of tests ended. */
export interface Outcome {
  readonly name: string
  readonly state: 'passed' | 'failed'
  readonly assertions: number
  readonly seconds: number
  /** What it printed, worth reading when it failed. */
  readonly output: string
}
