import { z } from 'zod';

/** Training and production never meet: each refuses the other's files, devices, codes and numbers. */
export const Profile = z.enum(['training', 'production']);
export type Profile = z.infer<typeof Profile>;

/** How their papers differ, so that nobody takes one for the other. */
export const paperMarks = {
  training: { serialPrefix: 'T-', watermark: '교육용' },
  production: { serialPrefix: '', watermark: null },
} as const satisfies Record<Profile, { readonly serialPrefix: string; readonly watermark: string | null }>;
