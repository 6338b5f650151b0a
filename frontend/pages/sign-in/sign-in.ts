import { get } from '../../api/client.ts'
import { type Problem, problemOf } from '../../api/problem.ts'
import { keepToken, self } from '../../state/session.ts'

/** Signs in with a token, once the API has told whose it is; what is wrong with it is told, and null when nothing is. */
export async function signIn(secret: string, how: 'page' | 'tab'): Promise<Problem | null> {
  try {
    const { body } = await get('/api/v1/access/self', { as: secret })
    keepToken(secret, how)
    self.value = body
    return null
  } catch (error) {
    return problemOf(error)
  }
}

/** Asks the API whose the token is that was kept; one that it does not know is forgotten. */
export async function learnSelf(): Promise<Problem | null> {
  try {
    self.value = (await get('/api/v1/access/self')).body
    return null
  } catch (error) {
    return problemOf(error)
  }
}
