import Joi from 'joi'

/** The routes of `load-status`. */
export default host => [
  {
    method: 'GET',
    path: '/api/v1/loads',
    scope: 'read',
    summary: 'Lists the last known load of every machine.',
    tags: ['load'],
    shows: ['load-status'],
    response: Joi.object({
      loads: Joi.array()
        .items(
          Joi.object({
            host: Joi.string().required(),
            one_minute: Joi.number().required(),
            sampled_at: Joi.string().isoDate().required(),
          }),
        )
        .required(),
    }),
    handle: async () => {
      const view = host.view('load-status')
      const loads = await host.query(
        `select host, one_minute, sampled_at from ${view} order by host`,
      )
      return { body: { loads } }
    },
  },
]
