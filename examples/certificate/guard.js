import { defineGuard, Joi } from 'decklog'

const DAY_MS = 86_400_000

export default defineGuard({
  name: 'certificate',
  version: '1.0.0',
  summary:
    'Watches how long the certificates of servers are still valid, and whether they can be trusted.',
  title: 'Certificates',
  every: 3600,
  // It looks the same from everywhere: one process reads it for all.
  place: 'one',
  config: Joi.object({
    servers: Joi.array()
      .items(Joi.string().pattern(/^[^\s/:]+:\d+$/, 'host:port'))
      .unique()
      .default([])
      .description('Servers to look at, as `example.org:443`.'),
  }),
  measures: {
    daysLeft: {
      ...{ title: 'Days left', unit: 'days', leaveMargin: 1 },
      below: { warning: 21, critical: 7, emergency: 1 },
    },
  },
  read: (signal, host) =>
    Promise.all(host.config.servers.map(subject => look(subject, { signal, host }))),
})

async function look(subject, { signal, host: { outbound, clock } }) {
  const found = await outbound.connect({
    ...{ url: `tcp://${subject}`, certificate: 'shown', share: subject, signal },
    // The configuration names it, and nobody else does.
    source: 'configuration',
  })
  if (found.outcome === 'failed') return { subject, failure: found.message }
  const { validTo, issuer, problem } = found.certificate
  const left = (validTo.getTime() - clock.now().getTime()) / DAY_MS
  const daysLeft = Math.floor(left * 100) / 100
  const until = `valid until ${validTo.toISOString()}, by ${issuer}`
  // One that has run out is judged by its days; any other fault is as bad as that.
  if (problem === null || problem === 'CERT_HAS_EXPIRED')
    return { subject, values: { daysLeft }, text: `${daysLeft} days left: ${until}.` }
  const text = `It is not trusted (${problem}): ${until}.`
  return { subject, level: 'critical', text, values: { daysLeft } }
}
