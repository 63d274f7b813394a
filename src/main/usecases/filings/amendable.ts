import type { AppError } from '../../../shared/contract/errors.ts';
import type { Amendment } from '../../../shared/registry/amendment.ts';
import { moverKey } from '../../../shared/registry/answer.ts';
import type { DeadlinePolicy } from '../../../shared/registry/deadline-policy.ts';
import type { OfficeId } from '../../../shared/registry/ids.ts';
import type { MoveInReport } from '../../../shared/registry/move-in.ts';
import { isMoveIn, type Report, subjectsOf } from '../../../shared/registry/report.ts';
import { legalTimeOf, postVerification } from '../../../shared/rules/calendar/deadlines.ts';
import { currentReport } from '../../../shared/rules/filing.ts';
import { dateToText } from '../../../shared/text/language.ts';
import type { StoredFiling } from '../../replica/filing-rows.ts';
import { invalidInput } from '../invalid-input.ts';
import { isRegistered } from './connected.ts';

/** Why this can't be done with this filing; null if it can. */
export const refuseAmendment = (
  filing: StoredFiling,
  amendment: Amendment,
  { office, deadlines }: { readonly office: OfficeId; readonly deadlines: DeadlinePolicy },
): AppError | null => {
  const report = currentReport(filing);
  switch (amendment.type) {
    case 'supplemented':
      return refuseOtherReport(report, amendment.report, office) ?? refuseRewriting(filing, report, amendment.report);
    case 'withdrawn':
      return refuseIfRegistered(filing, report, 'anybody');
    case 'refused':
      return refuseRefusal(filing, report, amendment);
    case 'post-verified':
    case 'just-cause':
      return isMoveIn(report)
        ? refuseLateLease(report, amendment, office, deadlines)
        : invalidInput('amendment.type', {
            ko: '전입신고에만 할 수 있는 일입니다. 고른 신고가 맞는지 확인하십시오.',
            en: 'This is done with a move-in only. Check whether this is the filing that is meant.',
          });
  }
};

/** A supplement completes what was filed; another report is a filing of its own. */
const refuseOtherReport = (filed: Report, supplement: Report, office: OfficeId): AppError | null => {
  const isSameKind = isMoveIn(filed) ? isMoveIn(supplement) : !isMoveIn(supplement) && supplement.kind === filed.kind;
  if (!isSameKind)
    return invalidInput(isMoveIn(supplement) ? 'amendment.report.form' : 'amendment.report.kind', {
      ko: '처음 접수한 것과 같은 종류의 신고여야 합니다. 다른 신고는 새로 접수하십시오.',
      en: 'This must be a report of the same kind as was filed. File another report anew.',
    });
  return isMoveIn(supplement) && supplement.to.office !== office
    ? invalidInput('amendment.report.to.office', {
        ko: '우리 기관의 관할 주소여야 합니다. 다른 기관의 관할이면 그 기관에 신고하도록 안내하십시오.',
        en: 'This must be in the area of this office. For another area, direct the citizen to the office in charge.',
      })
    : null;
};

/**
 * A supplement is for those who are not registered. What is registered is never rewritten [D 9②]: it is corrected, by a
 * report that leaves a line of its own.
 */
const refuseRewriting = (filing: StoredFiling, filed: Report, supplement: Report): AppError | null => {
  const registered = new Set(filing.answers.filter(isRegistered).map(({ mover }) => mover));
  const settled = (report: Report): string =>
    JSON.stringify(
      isMoveIn(report)
        ? { ...report, movers: report.movers.filter((mover) => registered.has(moverKey(mover))) }
        : report,
    );
  return registered.size === 0 || settled(filed) === settled(supplement)
    ? null
    : refuseIfRegistered(filing, filed, 'anybody');
};

/** A lease spares the check only where it was shown within the days that the law gives for it [D 15④2]. */
const refuseLateLease = (
  { reportDate }: MoveInReport,
  amendment: Amendment,
  office: OfficeId,
  deadlines: DeadlinePolicy,
): AppError | null => {
  if (amendment.type !== 'post-verified' || amendment.step.type !== 'exempt') return null;
  if (amendment.step.why !== 'lease-shown') return null;
  const found = postVerification(legalTimeOf(deadlines), {
    office,
    reportDate,
    fixedDateGiven: false,
    contractShownOn: amendment.on,
    sentOn: null,
  });
  if (!found.ok || found.value.type === 'exempt') return null;
  const { last } = found.value.contract;
  return invalidInput('amendment.on', {
    ko: `계약서를 보여 사후확인을 생략할 수 있는 날은 ${dateToText(last, 'ko')}까지입니다. 날짜를 확인하고, 맞으면 사후확인을 하십시오.`,
    en: `A lease spares the check until ${dateToText(last, 'en')} only. Check the day; if it is right, have the check done.`,
  });
};

type Refusal = Extract<Amendment, { readonly type: 'refused' }>;

const refuseRefusal = (filing: StoredFiling, report: Report, { people }: Refusal): AppError | null => {
  const named = new Set(subjectsOf(report).map(moverKey));
  const stranger = (people ?? []).findIndex((key) => !named.has(key));
  if (stranger >= 0)
    return invalidInput(`amendment.people.${String(stranger)}`, {
      ko: '이 신고에 적힌 사람이어야 합니다. 주민등록번호를, 번호가 없는 아이는 생년월일과 이름을 확인하십시오.',
      en: 'This must be somebody whom the report is about. Check the number, or the birth date and name of a child without one.',
    });
  return refuseIfRegistered(filing, report, people);
};

/**
 * What central has registered is completed [CA 22②]. A withdrawal takes back all of a filing, so nobody on it may be
 * registered; of a refusal nobody whom it names; one for whoever is not registered needs somebody who isn't.
 */
const refuseIfRegistered = (
  { answers }: StoredFiling,
  report: Report,
  concerned: 'anybody' | readonly string[] | null,
): AppError | null => {
  const registered = new Set(answers.filter(isRegistered).map(({ mover }) => mover));
  const subjects = subjectsOf(report);
  const done = subjects.filter((subject) => registered.has(moverKey(subject)));
  const inTheWay =
    concerned === null
      ? done.length === subjects.length
        ? done
        : []
      : done.filter((subject) => concerned === 'anybody' || concerned.includes(moverKey(subject)));
  return inTheWay.length > 0 ? { type: 'FilingAlreadyRegistered', names: inTheWay.map(({ name }) => name) } : null;
};
