import Joi from 'joi'
import { fileKey, receiverKeys, receiverName } from './settings.ts'

/** Schema of a channel whose URL is all that it takes to write to it: it is a secret, and stands in a file. */
export const secretUrlSchema = Joi.object({
  ...receiverName,
  urlFile: fileKey('File that holds the URL, which is a secret.').required(),
  ...receiverKeys,
})
