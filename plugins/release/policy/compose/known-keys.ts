import { child, demandKeys, entriesOf, itemsOf, type Mapping, type Node } from './node.ts'
import { unreadable } from './source.ts'

// As the Compose specification has them.
const file = keysOf('a Compose file', [
  ...['version', 'name', 'include', 'services', 'networks', 'volumes', 'secrets', 'configs'],
  'models',
])
const service = keysOf('a service', [
  ...['annotations', 'attach', 'blkio_config', 'build', 'cap_add', 'cap_drop', 'cgroup'],
  ...['cgroup_parent', 'command', 'configs', 'container_name', 'cpu_count', 'cpu_percent'],
  ...['cpu_period', 'cpu_quota', 'cpu_rt_period', 'cpu_rt_runtime', 'cpu_shares', 'cpus', 'cpuset'],
  ...['credential_spec', 'depends_on', 'deploy', 'develop', 'device_cgroup_rules', 'devices'],
  ...['dns', 'dns_opt', 'dns_search', 'domainname', 'driver_opts', 'entrypoint', 'env_file'],
  ...['environment', 'expose', 'extends', 'external_links', 'extra_hosts', 'gpus', 'group_add'],
  ...['healthcheck', 'hostname', 'image', 'init', 'ipc', 'isolation', 'label_file', 'labels'],
  ...['links', 'logging', 'mac_address', 'mem_limit', 'mem_reservation', 'mem_swappiness'],
  ...['memswap_limit', 'models', 'network_mode', 'networks', 'oom_kill_disable', 'oom_score_adj'],
  ...['pid', 'pids_limit', 'platform', 'ports', 'post_start', 'pre_start', 'pre_stop'],
  ...['privileged', 'profiles', 'provider', 'pull_policy', 'pull_refresh_after', 'read_only'],
  ...['restart', 'runtime', 'scale', 'secrets', 'security_opt', 'shm_size', 'stdin_open'],
  ...['stop_grace_period', 'stop_signal', 'storage_opt', 'sysctls', 'tmpfs', 'tty', 'ulimits'],
  ...['use_api_socket', 'user', 'userns_mode', 'uts', 'volumes', 'volumes_from', 'working_dir'],
])
const build = keysOf('a build', [
  ...['additional_contexts', 'args', 'cache_from', 'cache_to', 'context', 'dockerfile'],
  ...['dockerfile_inline', 'entitlements', 'extra_hosts', 'isolation', 'labels', 'network'],
  ...['no_cache', 'no_cache_filter', 'platforms', 'privileged', 'provenance', 'pull', 'sbom'],
  ...['secrets', 'shm_size', 'ssh', 'tags', 'target', 'ulimits'],
])
const volume = keysOf('a volume of a service', [
  ...['type', 'source', 'target', 'read_only', 'consistency', 'bind', 'volume', 'tmpfs', 'image'],
])
const hook = keysOf('a hook', [
  ...['command', 'image', 'per_replica', 'user', 'privileged', 'working_dir', 'environment'],
])
const included = keysOf('an include', ['path', 'env_file', 'project_directory'])
const extended = keysOf('extends', ['service', 'file'])
const provider = keysOf('a provider', ['type', 'options'])
const model = keysOf('a model', ['name', 'model', 'context_size', 'runtime_flags'])

/** The keys that are known, by the part of a Compose file that has them. */
export const keysByPart: Readonly<Record<string, ReadonlySet<string>>> = {
  ...{ file: file.keys, service: service.keys, build: build.keys, volume: volume.keys },
  ...{ model: model.keys },
}

/** Refuses a document that has what no Compose file has, as far as images can hang on it. */
export function demandKnownKeys(document: Mapping): void {
  demandKeys(document, file)
  for (const entry of listOf(document, 'include'))
    if (entry.kind !== 'scalar') demandKeys(entry, included)
  for (const [, one] of mappingOf(document, 'models')) demandKeys(one, model)
  for (const [, one] of mappingOf(document, 'services')) demandService(one)
}

function demandService(node: Node): void {
  demandKeys(node, service)
  const extending = child(node, 'extends')
  if (extending?.kind !== 'scalar') demandKeys(extending, extended)
  demandKeys(child(node, 'provider'), provider)
  for (const one of ['pre_start', 'post_start', 'pre_stop'].flatMap(key => listOf(node, key)))
    demandKeys(one, hook)
  for (const one of listOf(node, 'volumes')) if (one.kind !== 'scalar') demandKeys(one, volume)
  const built = child(node, 'build')
  if (built?.kind !== 'mapping') return
  demandKeys(built, build)
  for (const key of ['args', 'additional_contexts']) demandPairs(child(built, key), key)
}

// A mapping of plain values, or a list of texts.
function demandPairs(node: Node | undefined, key: string): void {
  if (node === undefined) return
  const values = node.kind === 'list' ? node.items : entriesOf(node).map(([, value]) => value)
  const wrong =
    node.kind === 'scalar' && node.text !== null
      ? node
      : values.find(({ kind }) => kind !== 'scalar')
  if (wrong) throw unreadable(wrong.place, `${key} is a mapping of values, or a list of texts`)
}

function listOf(node: Node, key: string): readonly Node[] {
  const list = child(node, key)
  if (list && list.kind !== 'list' && !(list.kind === 'scalar' && list.text === null))
    throw unreadable(list.place, `${key} is a list`)
  return itemsOf(list)
}

function mappingOf(node: Node, key: string): readonly (readonly [string, Node])[] {
  const mapping = child(node, key)
  if (
    mapping &&
    mapping.kind !== 'mapping' &&
    !(mapping.kind === 'scalar' && mapping.text === null)
  )
    throw unreadable(mapping.place, `${key} is a mapping`)
  return entriesOf(mapping)
}

function keysOf(
  what: string,
  keys: readonly string[],
): { what: string; keys: ReadonlySet<string> } {
  return { what, keys: new Set(keys) }
}
