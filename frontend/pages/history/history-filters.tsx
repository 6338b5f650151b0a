import { filter } from '../../state/route.ts'
import type { Filters } from './events.ts'

const fields = [
  ['type', 'Type', 'disk.PressureChanged'],
  ['category', 'Category', 'disk'],
  ['stream', 'Stream', 'gsdRun-…'],
  ['actor', 'By', 'person:ann'],
] as const

const times = [
  ['since', 'Not before'],
  ['until', 'Before'],
] as const

/** The filters of history; each is in the address as soon as it is chosen. */
export function HistoryFilters({
  filters,
}: {
  readonly filters: Filters & { readonly own: 'shown' | 'hidden' }
}) {
  const choose = (changes: Readonly<Record<string, string | null>>): void =>
    filter({ ...changes, event: null, near: null })
  return (
    <form
      class="filters"
      role="search"
      aria-label="Filters"
      onSubmit={event => event.preventDefault()}
    >
      {fields.map(([name, label, example]) => (
        <label key={name} class="filter">
          <span>{label}</span>
          <input
            type="search"
            placeholder={example}
            value={filters[name] ?? ''}
            onChange={({ currentTarget }) => choose(only(name, currentTarget.value.trim()))}
          />
        </label>
      ))}
      {times.map(([name, label]) => (
        <label key={name} class="filter of-time">
          <span>{label}</span>
          <input
            type="datetime-local"
            step="1"
            value={toLocal(filters[name])}
            onChange={({ currentTarget }) => choose({ [name]: toUtc(currentTarget.value) })}
          />
        </label>
      ))}
      <label class="check">
        <input
          type="checkbox"
          checked={filters.own === 'shown'}
          onChange={({ currentTarget }) => choose({ own: currentTarget.checked ? 'shown' : null })}
        />
        <span>also marks of Decklog’s own working</span>
      </label>
      <Followed filters={filters} drop={name => choose({ [name]: null })} />
    </form>
  )
}

// One stream is in one category: the API takes the one or the other.
function only(name: string, value: string): Readonly<Record<string, string | null>> {
  if (name === 'stream' && value !== '') return { stream: value, category: null }
  if (name === 'category' && value !== '') return { category: value, stream: null }
  return { [name]: value }
}

const followed = [
  ['correlation', 'of one request'],
  ['causation', 'that follow from one event'],
] as const

/** Filters that nobody types: they come from an event. */
function Followed({ filters, drop }: { readonly filters: Filters; drop(name: string): void }) {
  return (
    <>
      {followed.map(([name, label]) =>
        filters[name] === undefined ? null : (
          <p key={name} class="second">
            Only events {label}, <code>{filters[name]}</code>.{' '}
            <button type="button" class="link" onClick={() => drop(name)}>
              Show all
            </button>
          </p>
        ),
      )}
    </>
  )
}

function toLocal(time: string | undefined): string {
  const at = new Date(time ?? NaN)
  if (Number.isNaN(at.getTime())) return ''
  const offsetMs = at.getTimezoneOffset() * 60_000
  return new Date(at.getTime() - offsetMs).toISOString().slice(0, 19)
}

function toUtc(local: string): string | null {
  const at = new Date(local)
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}
