import { z } from 'zod';
import { OfficeId, OfficialId } from './ids.ts';

/** An eup, myeon or dong office. Its registrar is the mayor of the city, county or district above it [A 2]. */
export const Office = z.object({
  id: OfficeId,
  nameKo: z.string().min(1).max(40),
  nameEn: z.string().min(1).max(60),
  kind: z.enum(['eup', 'myeon', 'dong']),
  province: z.string().min(1).max(40),
  /** Empty in Sejong, which has none. */
  city: z.string().max(40),
});
export type Office = z.infer<typeof Office>;

export const Role = z.enum(['clerk', 'supervisor', 'auditor', 'mentor', 'trainee', 'kiosk']);
export type Role = z.infer<typeof Role>;

/** Who may sign in at an office, and as what. Central keeps the list; a device never makes up a role. */
export const Official = z.object({
  id: OfficialId,
  office: OfficeId,
  name: z.string().min(1).max(40),
  role: Role,
});
export type Official = z.infer<typeof Official>;
