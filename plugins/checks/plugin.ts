import { defer, from, switchMap } from 'rxjs'
import { createRunProgram, defineGuard, environment } from '../../core/plugin-api.ts'
import { checksConfig } from './config.ts'
import { runCheck } from './run-check.ts'
import { scheduleChecks } from './schedule.ts'
import { findUsers } from './users.ts'

const env = environment
const run = createRunProgram({ env: { PATH: env['PATH'], LC_ALL: 'C.UTF-8' } })

/** Runs programs that follow the Monitoring Plugins guidelines, and believes their exit codes. */
export default defineGuard({
  name: 'checks',
  version: '1.0.0',
  title: 'Checks',
  summary: 'Runs check programs of Nagios, Icinga and their kind.',
  every: 60,
  config: checksConfig,
  watch(signal, { config: { checks, atOnce, path }, clock }) {
    return defer(() => from(findUsers(checks, run))).pipe(
      switchMap(users =>
        scheduleChecks({
          ...{ checks, atOnce, clock },
          run: (check, ending) => {
            const user = check.user === undefined ? undefined : users.get(check.user)
            const as = user ? { user } : {}
            return runCheck(check, { env, path, ...as }, AbortSignal.any([signal, ending]))
          },
        }),
      ),
    )
  },
  contribute: ({ config: { checks } }) => ({
    async verify() {
      await findUsers(checks, run)
    },
  }),
})
