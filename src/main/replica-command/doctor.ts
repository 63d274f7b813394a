import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Finding, type Severity, severityOf } from '../../shared/contract/doctor.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { findingToText, severityToText } from '../../shared/text/doctor.ts';
import { errorToText } from '../../shared/text/errors.ts';
import { createRebuild } from '../replica/checkpoint/rebuild.ts';
import { examineInside, examineOutside, wayBack } from '../replica/doctor/examine.ts';
import { slotsName } from '../replica/keys/key-slot-file.ts';
import { createKeySlots } from '../replica/keys/key-slots.ts';
import { type CommandContext, type ExitCode, exitCodes, type Subcommand } from './subcommand.ts';

/** Says what is whole in a data folder and what isn't, and what to do. Reads only; `--views` makes a file and removes it. */
export const doctor: Subcommand = {
  name: 'doctor',
  synopsis: '[--views]',
  does: 'says what is whole and what is damaged, and the way back; --views also makes the views anew and compares',
  options: { views: { type: 'boolean', default: false } },
  officeLock: 'tried',
  run: async (context) => {
    const outside = [...examineOutside(context.folder), ...lockFindings(context)];
    const slots = slotsFinding(context);
    if (slots.type !== 'slots') return tell(context, [slots, ...outside]);
    const key = await context.openSlot();
    if (!key.ok) {
      // What can be seen without the key is still worth saying.
      tell(context, [slots, ...outside]);
      context.complain(errorToText(key.error, context.language));
      return exitCodes.refused;
    }
    try {
      const { folder, profile, system } = context;
      const inside = examineInside({ folder, profile, key: key.value }, system);
      const views = context.values['views'] === true ? await compareViews(context, key.value) : [];
      return tell(context, [slots, ...outside, ...inside, ...views]);
    } finally {
      key.value.fill(0);
    }
  },
};

const lockFindings = ({ lock }: CommandContext): Finding[] => {
  if (lock.ok) return [];
  return [lock.error.type === 'FileInUse' ? { type: 'officeRuns' } : { type: 'readOnly' }];
};

const slotsFinding = ({ folder, profile }: CommandContext): Finding => {
  const path = join(folder, slotsName);
  if (!existsSync(path)) return { type: 'slotsMissing' };
  const holders = createKeySlots(path, profile).holders();
  return holders.ok && holders.value
    ? { type: 'slots', officials: holders.value.officials.length }
    : { type: 'slotsUnreadable' };
};

const compareViews = async ({ folder, profile, system, lock }: CommandContext, key: Buffer): Promise<Finding[]> => {
  // It makes a file beside, which an office at work would take for one of its own.
  if (!lock.ok) return [{ type: 'viewsUnchecked', why: lock.error.type }];
  const compared = await createRebuild({ folder, profile, system }, key).check();
  if (compared.ok) return [{ type: 'views', tables: compared.value.differences.map(({ table }) => table) }];
  return [{ type: 'viewsUnchecked', why: whyNot(compared.error) }];
};

const whyNot = (error: AppError): string => ('why' in error ? `${error.type}: ${error.why}` : error.type);

const worstFirst: readonly Severity[] = ['damaged', 'attention', 'fine'];
const codes: Readonly<Record<Severity, ExitCode>> = {
  damaged: exitCodes.damaged,
  attention: exitCodes.attention,
  fine: exitCodes.done,
};

const tell = ({ language, isJson, print }: CommandContext, found: readonly Finding[]): ExitCode => {
  const findings = [...dedupe(found), wayBack(found)];
  const worst = worstFirst.find((severity) => findings.some((each) => severityOf(each) === severity)) ?? 'fine';
  if (isJson) print([JSON.stringify({ severity: worst, findings })]);
  else
    print(
      findings.map(
        (finding) => `[${severityToText(severityOf(finding), language)}] ${findingToText(finding, language)}`,
      ),
    );
  return codes[worst];
};

/** Two questions may meet the same damage. */
const dedupe = (findings: readonly Finding[]): Finding[] => [
  ...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values(),
];
