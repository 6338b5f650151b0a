import { get } from '../../api/client.ts'
import { type Problem, problemOf } from '../../api/problem.ts'
import { keepToken, self, signOut } from '../../state/session.ts'

/** Signs in with a token: takes it, and asks the API whose it is. What is wrong is told; null when nothing is. */
export async function signIn(secret: string, how: 'page' | 'tab'): Promise<Problem | null> {
  keepToken(secret, how)
  return learnSelf()
}

/** Asks the API whose the token is. One that it does not know is forgotten. */
export async function learnSelf(): Promise<Problem | null> {
  try {
    self.value = (await get('/api/v1/access/self')).body
    return null
  } catch (error) {
    const problem = problemOf(error)
    if (problem.status === 401) signOut('refused')
    return problem
  }
}
