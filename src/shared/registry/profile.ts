import { z } from 'zod';

/** Training and production never meet: each refuses the other's files, devices, codes and numbers. */
export const Profile = z.enum(['training', 'production']);
export type Profile = z.infer<typeof Profile>;
