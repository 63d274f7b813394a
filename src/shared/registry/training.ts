import { z } from 'zod';
import { OfficeId, ResidentId } from './ids.ts';
import { Office, Official } from './office.ts';
import { PlainDate } from './plain-date.ts';
import { Household, Resident } from './resident.ts';

/**
 * The register that the training profile starts from (`resources/training/township.json`): fixed rows, no generator,
 * because a program that makes resident numbers must not be handed out [A 37①4].
 */
export const TrainingTownship = z.strictObject({
  /** The day on which the stories play: ages, deadlines and “next month” are counted from it. It sets nobody's clock. */
  today: PlainDate,
  offices: z.array(Office),
  /** The passwords are for training only; they are shown where trainees sign in. */
  officials: z.array(Official.extend({ password: z.string().min(8).max(40) })),
  households: z.array(Household),
  residents: z.array(Resident),
});
export type TrainingTownship = z.infer<typeof TrainingTownship>;

const Bilingual = z.strictObject({ ko: z.string().min(1).max(400), en: z.string().min(1).max(600) });

/** A card for trainee and mentor: who comes to the counter, for what, and what there is to notice. */
const TrainingStory = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  /** Where the counter is. The people may be registered elsewhere. */
  office: OfficeId,
  title: Bilingual,
  /** The first of them is the one whom the card is about. */
  people: z
    .array(
      z.strictObject({
        resident: ResidentId,
        /** As in the register, so that the card can be read without it. */
        name: z.string().min(1).max(60),
        role: Bilingual,
      }),
    )
    .min(2),
  who: Bilingual,
  wants: Bilingual,
  notice: z.array(Bilingual).min(3).max(6),
  /** Of `docs/spec.md`. */
  rules: z.array(z.string().regex(/^[A-Z]{2}-\d+$/)).min(2),
  /** Articles, abbreviated as in `docs/spec.md`: `A 16①`; other laws by their name. */
  law: z.array(z.string().regex(/^([ADR]|C[AD]|[가-힣]+) \d/)).min(1),
});

/** `resources/training/stories.json`. */
export const TrainingStories = z.strictObject({ stories: z.array(TrainingStory) });
