import type { CertificateLine, FilingLine, QueryOutput, TrayItem } from '../../../src/shared/contract/queries.ts';
import type { CentralRegister } from '../central/central.ts';
import type { PlayedDesk } from '../play/desk.ts';
import { answerToLine, type Names } from './names.ts';

type Json = Record<string, unknown>;

/** What an office shows at this moment, by its own queries. */
export const officeToJson = async (desk: PlayedDesk, register: CentralRegister, names: Names): Promise<Json> => {
  const { replica } = desk.open();
  const status = answered(await desk.query('getStatus', {}));
  const arrivals = answered(await desk.query('listArrivals', {})).rows;
  const departures = answered(await desk.query('listDepartures', {})).rows;
  const tray = answered(await desk.query('listTray', {})).items;
  const filings = await allFilings(desk);
  return {
    link: status.link.state,
    clockOffsetSeconds: status.link.clockOffsetSeconds,
    unsent: status.unsent,
    residents: register.residents.flatMap((each) => {
      const here = replica.reads().resident(each.id);
      return here ? names.resident(here) : [];
    }),
    filings: Object.fromEntries(
      filings.map((line) => [names.filing(line.id), filingToJson(desk, line, register, names)]),
    ),
    tray: tray.map((item) => trayToJson(desk, item, register, names)).toSorted(byText),
    moveIns: arrivals
      .map(({ resident, filing, fromOffice, name, ...line }) => ({
        person: names.residentById(resident),
        name,
        registeredOn: line.registeredOn,
        fromOffice: names.office(fromOffice),
        fromAddress: line.fromAddress,
        toAddress: line.toAddress,
        filing: filing === null ? null : names.filing(filing),
      }))
      .toSorted(byDay),
    moveOuts: departures
      .map(({ resident, filing, toOffice, name, ...line }) => ({
        person: names.residentById(resident),
        name,
        movedOutOn: line.movedOutOn,
        registeredOn: line.registeredOn,
        toOffice: names.office(toOffice),
        toAddress: line.toAddress,
        filing: filing === null ? null : names.filing(filing),
      }))
      .toSorted(byDay),
  };
};

/** The answer to a query that can't fail while somebody is signed in. */
export const answered = <T>(
  reply: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T => {
  if (!reply.ok) throw new Error(`a query failed: ${JSON.stringify(reply.error)}`);
  return reply.value;
};

const allFilings = async (desk: PlayedDesk): Promise<readonly FilingLine[]> => {
  const lines: FilingLine[] = [];
  for (let after: QueryOutput<'listFilings'>['next'] = null; ; ) {
    const page: QueryOutput<'listFilings'> = answered(await desk.query('listFilings', { after }));
    lines.push(...page.rows);
    if (page.next === null) return lines.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    after = page.next;
  }
};

const filingToJson = (desk: PlayedDesk, line: FilingLine, register: CentralRegister, names: Names): Json => ({
  what: line.what,
  state: line.state,
  reportDate: line.reportDate,
  address: line.address,
  householder: line.householderName,
  answers: answersHere(desk, line, register, names),
});

/** By person, as this office knows them: null for whom it has no answer. */
const answersHere = (desk: PlayedDesk, line: FilingLine, register: CentralRegister, names: Names): Json => {
  const known = desk.open().replica.reads().filing(line.id)?.answers ?? [];
  const order = (register.answers.get(line.id) ?? []).map(({ mover }) => mover);
  const answers = known.toSorted((a, b) => order.indexOf(a.mover) - order.indexOf(b.mover));
  if (answers.length > 0)
    return Object.fromEntries(answers.map(({ mover, answer }) => [names.mover(mover), answerToLine(answer, names)]));
  return Object.fromEntries(
    line.movers.map(({ name, answer }) => [name, answer === null ? null : answerToLine(answer, names)]),
  );
};

const trayToJson = (desk: PlayedDesk, item: TrayItem, register: CentralRegister, names: Names): Json => {
  switch (item.type) {
    case 'filing':
      return {
        type: item.type,
        filing: names.filing(item.filing.id),
        answers: answersHere(desk, item.filing, register, names),
      };
    case 'household-without-householder':
      return {
        type: item.type,
        household: names.household(item.household),
        address: item.address,
        members: item.members.map(({ id }) => names.residentById(id)),
      };
    case 'post-verification':
      return {
        type: item.type,
        filing: names.filing(item.filing),
        householder: item.householderName,
        step: item.step,
        due: item.due,
      };
    case 'overtaken-paper':
      return {
        type: item.type,
        certificate: names.filing(item.certificate.id),
        ...overtakenToJson(item.certificate, names),
      };
  }
};

export const overtakenToJson = ({ overtaken }: Pick<CertificateLine, 'overtaken'>, names: Names): Json =>
  overtaken === null
    ? {}
    : { since: overtaken.since, what: overtaken.what, person: names.residentById(overtaken.resident) };

const byText = (a: object, b: object): number => {
  const [one, other] = [JSON.stringify(a), JSON.stringify(b)];
  return one < other ? -1 : one > other ? 1 : 0;
};

const byDay = <T extends { readonly registeredOn: string }>(a: T, b: T): number =>
  a.registeredOn < b.registeredOn ? -1 : a.registeredOn > b.registeredOn ? 1 : byText(a, b);
