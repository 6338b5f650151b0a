import type { ImageRole, ImageUse, Sighting } from '../image-use.ts'
import { findBuildImages } from './find-build-images.ts'
import type { Project } from './load-project.ts'
import { child, entriesOf, isAbsent, itemsOf, type Node, type Scalar, textOf } from './node.ts'
import { type ReadText, unreadable } from './source.ts'

const hooks = ['pre_start', 'post_start', 'pre_stop'] as const

/** Every image that a project uses, those of services whose profile is not active too, and every use that cannot be judged. */
export function findImages(project: Project, read: ReadText): readonly Sighting[] {
  const services = entriesOf(child(project.model, 'services'))
  const models = entriesOf(child(project.model, 'models'))
  return [
    ...services.flatMap(([name, service]) => findServiceImages(name, service, project, read)),
    ...models.flatMap(([, model]) => use('model', null, child(model, 'model'))),
  ]
}

function findServiceImages(
  name: string,
  service: Node,
  project: Project,
  read: ReadText,
): readonly Sighting[] {
  const provider = child(service, 'provider')
  const isProvided = provider !== undefined && !isAbsent(provider)
  return [
    ...(isProvided ? findProvided(name, provider) : []),
    ...findOwn(name, service, isProvided),
    ...hooks.flatMap(hook =>
      itemsOf(child(service, hook)).flatMap(item => use('hook', name, child(item, 'image'))),
    ),
    ...itemsOf(child(service, 'volumes'))
      .filter(volume => textOf(child(volume, 'type')) === 'image')
      .flatMap(volume => use('mount', name, child(volume, 'source'))),
    ...findBuildImages(name, service, project, read),
  ]
}

// A provider runs what it runs; one of models names an image. What the service names beside it counts as well.
function findProvided(name: string, provider: Node): readonly Sighting[] {
  if (textOf(child(provider, 'type')) !== 'model') return []
  return use('model', name, child(child(provider, 'options'), 'model'))
}

function findOwn(name: string, service: Node, isProvided: boolean): readonly Sighting[] {
  const image = child(service, 'image')
  if (image !== undefined && !isAbsent(image)) return use('image', name, image)
  const build = child(service, 'build')
  if (build === undefined || isAbsent(build)) {
    if (isProvided) return []
    throw unreadable(service.place, `the service ${name} has neither an image nor a build`)
  }
  return [{ kind: 'unnamed', service: name, text: '', place: build.place }]
}

function use(role: ImageRole, service: string | null, node: Node | undefined): readonly ImageUse[] {
  if (node === undefined || isAbsent(node)) return []
  if (node.kind !== 'scalar') throw unreadable(node.place, 'an image is named by a text')
  return [toUse(role, service, node)]
}

function toUse(
  role: ImageRole,
  service: string | null,
  { text, missing, place }: Scalar,
): ImageUse {
  return { kind: 'use', role, service, text: (text ?? '').trim(), missing, place }
}
