/** The first words of the addresses of the console's pages; each has whatever lies below it too. The console's own router knows the same. */
export const pageNames = [
  'guards',
  'disks',
  'boards',
  'runs',
  'releases',
  'rollouts',
  'targets',
  'recoveries',
  'alarms',
  'history',
  'system',
  'sign-in',
] as const
