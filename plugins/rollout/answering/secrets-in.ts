import type { Environment } from '../../../core/config/read-environment.ts'

/** Values of the environment whose names say that they are secret. */
export function secretsIn(env: Environment): readonly string[] {
  return Object.entries(env)
    .filter(([name]) => /(TOKEN|SECRET|PASSWORD|PASSWD|KEY|CREDENTIAL)/i.test(name))
    .map(([, value]) => value ?? '')
}
