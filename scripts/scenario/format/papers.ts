import { z } from 'zod';
import {
  AbstractOptions,
  CopyOptions,
  Exemption,
  HouseInterest,
  ReplaceReason,
} from '../../../src/shared/registry/certificate.ts';
import { address, person, text, yes } from './parts.ts';
import { paperWords } from './words.ts';

const shown = z.string().max(120).optional();

const ground = z
  .union([
    z.enum(['self', 'household', 'delegate', 'kin', 'state', 'litigation', 'statute', 'creditor', 'house']),
    z.strictObject({
      type: z.literal('delegate'),
      principal: person.optional().describe('Who sent the applicant. Default whose paper it is.'),
      delegation: yes.optional().describe('The delegation was shown. Default yes.'),
      card: yes.optional().describe('The card of who gave it was shown. Default yes.'),
    }),
    z.strictObject({
      type: z.literal('kin'),
      of: z.enum(['householder', 'member']).optional().describe('Default householder.'),
      kinship: z
        .enum(['spouse', 'ascendant', 'descendant', 'spouse-of-descendant', 'ascendant-of-spouse'])
        .optional()
        .describe('Default descendant.'),
      'family-record': yes.optional().describe('Default yes.'),
      divorced: yes.optional().describe('Whose paper it is has divorced, and the child lives elsewhere. Default no.'),
    }),
    z.strictObject({ type: z.literal('state'), agency: text.optional(), letter: shown }),
    z.strictObject({ type: z.literal('litigation'), evidence: shown }),
    z.strictObject({ type: z.literal('statute'), law: shown }),
    z.strictObject({ type: z.literal('creditor'), evidence: shown, inheritance: yes.optional() }),
    z.strictObject({ type: z.literal('house'), interest: HouseInterest.optional(), evidence: shown }),
  ])
  .meta({ id: 'ground', description: 'Why the applicant may have the paper. Default self or household, as it is.' });

const pastAddresses = z.union([z.enum(['none', 'all']), z.int().min(1).max(100)]);

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The options of the two forms, by the names that the contract gives them. */
const optionNames = [...new Set([...Object.keys(CopyOptions.shape), ...Object.keys(AbstractOptions.shape)])];
const optionSchemas: Readonly<Record<string, z.ZodType>> = {
  pastAddresses,
  changeReasons: z.union([yes, z.enum(['none', 'household', 'members', 'all'])]),
  numberTails: CopyOptions.shape.numberTails,
  relations: CopyOptions.shape.relations,
  military: AbstractOptions.shape.military,
};

const options = z
  .union([
    z.enum(['all', 'none']),
    z.strictObject(
      Object.fromEntries(optionNames.map((name) => [kebab(name), (optionSchemas[name] ?? yes).optional()])),
    ),
  ])
  .meta({
    id: 'options',
    description:
      'What the paper shows. Default `all`: everything that can be shown; `none`: as little as possible; or single ' +
      'options, the others as with `all`. `past-addresses` may be a number of years.',
  });

export const certificate = z
  .strictObject({
    id: text.optional().describe('How expectations and results name it. Default step-1, step-2 …'),
    kind: paperWords.schema,
    of: person.optional().describe('Whose abstract, or whose household’s copy. Default the applicant’s.'),
    address: address.optional().describe('Of a moved-in household certificate.'),
    filing: text.optional().describe('Of a receipt: the filing, by id.'),
    stage: z.enum(['intake', 'accepted']).optional().describe('Of a receipt. Default accepted.'),
    applicant: z
      .union([
        z.string().min(1).max(60),
        z.strictObject({
          person: person.optional(),
          number: z.literal('none').optional().describe('Who comes for an agency or a firm may do without.'),
          identity: z
            .enum(['resident-card', 'passport', 'licence', 'mobile-id', 'fingerprint', 'agency-card', 'none'])
            .optional()
            .describe('How they were identified. Default resident-card.'),
        }),
      ])
      .optional()
      .describe('Who stands at the counter. Default whose paper it is.'),
    ground: ground.optional(),
    purpose: text.optional().describe('Default 제출용.'),
    exemption: z.strictObject({ group: Exemption.shape.group, proof: z.string().max(120).optional() }).optional(),
    options: options.optional(),
    'leave-out-deleted': yes.optional().describe('Of a moved-in household certificate. Default no.'),
    'english-address': text.optional().describe('Of an English copy, as the applicant writes it.'),
    'english-past-addresses': z.array(text).max(60).optional(),
    'english-names': z.record(z.string(), text).optional().describe('By short name, where the register has none.'),
    preview: yes.optional().describe('Only look at it: nothing is issued. Default no.'),
    replaces: z
      .strictObject({ certificate: text, why: ReplaceReason, sheets: z.int().min(0).max(200).optional() })
      .optional()
      .describe('Made anew in place of an earlier one, by id.'),
  })
  .meta({ id: 'certificate' });
export type CertificateInput = z.infer<typeof certificate>;
export type GroundInput = z.infer<typeof ground>;
