import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { parseJson } from '../../shared/contract/chain.ts';

/** The request's body, if it is one of this schema; else null. Bodies come as the bytes that were signed. */
export const readBody = <T extends z.ZodType>(request: FastifyRequest, schema: T): z.infer<T> | null => {
  if (!Buffer.isBuffer(request.body)) return null;
  const parsed = schema.safeParse(parseJson(request.body.toString('utf8')));
  return parsed.success ? parsed.data : null;
};
