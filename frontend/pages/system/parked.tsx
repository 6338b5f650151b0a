import { get, send } from '../../api/client.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { Loading } from '../../parts/states.tsx'
import { Unread } from '../../parts/unread.tsx'
import { useReading } from '../../parts/use-reading.ts'
import { to } from '../../state/route.ts'

interface ParkedProps {
  readonly name: string
  close(): void
  done(): void
}

/** The events that a read model could not take, and why; trying them again is offered. */
export function Parked({ name, close, done }: ParkedProps) {
  const { value, problem, again } = useReading({
    of: `parked ${name}`,
    topics: [],
    read: async signal =>
      (await get('/api/v1/projections/{name}/parked', { params: { name }, signal })).body.parked,
  })
  return (
    <Confirm
      title={`Events that ${name} set aside`}
      verb="Try them again"
      close={close}
      act={async () => {
        await retryAll(name)
        done()
      }}
    >
      {value === undefined ? (
        problem ? (
          <Unread what="what was set aside" problem={problem} again={again} />
        ) : (
          <Loading what="what was set aside" />
        )
      ) : (
        <ul class="decisions">
          {value.map(({ event_id: id, position, type, stream, revision, error }) => (
            <li key={`${id} ${stream}`}>
              <span>
                <a href={to('/history', { event: id, near: position })}>{type}</a> {stream}{' '}
                {revision}
                <br />
                <span class="second">{error ?? 'waits behind an earlier one of its row'}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Confirm>
  )
}

async function retryAll(name: string): Promise<void> {
  let after: string | null | undefined
  do {
    const body: { after?: string } = typeof after === 'string' ? { after } : {}
    const path = '/api/v1/projections/{name}/retry'
    after = (await send('post', path, { params: { name }, body })).body.next
  } while (after !== null)
}
