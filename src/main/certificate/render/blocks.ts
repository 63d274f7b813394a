import type {
  AbstractContent,
  CopyContent,
  ForeignRow,
  MemberRow,
  MovedInContent,
  MoveInReceiptContent,
  ReconciliationContent,
  SheetFrame,
  SheetInput,
} from '../../../shared/registry/sheet.ts';

import { asOf, type Block, dateText, fields, list, named, type PaperBlocks, requested, sayer } from './block-parts.ts';

/** The same fields in the same order as the templates in resources/certificates have them. */
export const blocksOf = (sheet: SheetInput): PaperBlocks => {
  const { content, frame } = sheet;
  switch (content.kind) {
    case 'copy':
      return copy(content, frame);
    case 'abstract':
      return abstract(content, frame);
    case 'move-in-receipt':
      return moveInReceipt(content, frame);
    case 'moved-in-households':
      return movedIn(content, frame);
    case 'test-page':
      return {
        title: '프린터 시험 인쇄',
        blocks: [
          fields([
            ['프린터', content.printer],
            ['인쇄한 곳', frame.issuer],
            ['담당자', frame.official],
            ['인쇄일', dateText(frame.issuedOn, false)],
          ]),
          { type: 'text', text: '가나다라마바사 똠방각하 뷁 金慧英 ABCxyz 0123456789', look: 'plain' },
        ],
        statement: null,
        ends: 'open',
      };
    case 'reconciliation':
      return reconciliation(content, frame);
    case 'withheld-notice':
      return {
        title: '열람·교부 제한 통지서',
        blocks: [
          fields([
            ['받는 사람', content.recipient],
            ['신청한 문서', content.askedFor],
            ['담당자', frame.official],
            ['통지일', dateText(frame.issuedOn, false)],
          ]),
          ...content.paragraphs.map((text) => ({ type: 'text', text, look: 'plain' }) as const),
          section('근거'),
          { type: 'text', text: content.basis, look: 'plain' },
          section('불복 방법'),
          { type: 'text', text: content.remedy, look: 'plain' },
        ],
        statement: null,
        ends: 'attested',
      };
  }
};

const copy = (content: CopyContent, frame: SheetFrame): PaperBlocks => {
  const isEnglish = content.language === 'en';
  const say = sayer(isEnglish);
  const none = say('해당 없음', 'None');
  const date = (day: string | null | undefined): string | null => (day ? dateText(day, isEnglish) : null);
  const section = (ko: string, en: string): Block => ({ type: 'section', title: say(ko, en) });
  const members = (rows: readonly MemberRow[]): Block =>
    list(
      rows,
      [
        [say('번호', 'No.'), 10, (row) => String(row.no)],
        [say('세대주와의 관계', 'Relation to householder'), 22, (row) => row.relation],
        [say('성명(한자)', 'Name'), 40, (row) => (row.name === null ? null : named(row.name, row.hanja))],
        [say('주민등록번호', 'Resident reg. no.'), 32, (row) => row.number],
        [say('발생일', 'Event date'), 22, (row) => date(row.dates?.movedOn)],
        [say('신고일', 'Report date'), 22, (row) => date(row.dates?.registeredOn)],
        [say('변동사유', 'Reason'), 22, (row) => row.reason],
        [say('등록상태', 'Status'), 20, (row) => row.status],
      ],
      none,
    );
  const { formation, cohabitants, foreignFamily, pastAddresses } = content;
  const formed = [formation?.reason, date(formation?.on)].filter((part) => part);
  return {
    title: say('주민등록표 (등본)', 'Certified Copy of Resident Registration'),
    blocks: [
      ...requested(
        frame,
        isEnglish,
        say(
          '이 등본은 세대별 주민등록표의 원본 내용과 틀림없음을 증명합니다.',
          'This is to certify that this is a true copy of the household record of resident registration.',
        ),
      ),
      fields([
        [say('세대주(한자)', 'Householder'), named(content.householder.name, content.householder.hanja)],
        [say('세대구성 사유 및 일자', 'Household formed by, on'), formed.length === 0 ? null : formed.join(' ')],
        [say('현 주소', 'Present address'), content.address],
      ]),
      section('세대원', 'Household members'),
      members(content.members),
      ...(cohabitants ? [section('동거인', 'Cohabitants'), members(cohabitants)] : []),
      ...(foreignFamily
        ? [
            section('외국인 가족', 'Family members of foreign nationality'),
            list<ForeignRow>(
              foreignFamily,
              [
                [say('번호', 'No.'), 10, (row) => String(row.no)],
                [say('세대주와의 관계', 'Relation to householder'), 22, (row) => row.relation],
                [say('성명', 'Name'), 34, (row) => row.name],
                [say('로마자 성명', 'Name in Roman letters'), 46, (row) => row.nameRoman],
                [say('등록번호', 'Registration no.'), 34, (row) => row.number],
                [say('등록일', 'Since'), 24, (row) => date(row.since)],
              ],
              none,
            ),
          ]
        : []),
      ...(pastAddresses
        ? [
            section('주소 변동 사항', 'Past addresses'),
            list<(typeof pastAddresses)[number]>(
              pastAddresses,
              [
                [say('번호', 'No.'), 10, (row) => String(row.no)],
                [say('주소', 'Address'), 82, (row) => row.address],
                [say('발생일', 'Event date'), 24, (row) => date(row.dates?.movedOn)],
                [say('신고일', 'Report date'), 24, (row) => date(row.dates?.registeredOn)],
                [say('변동사유', 'Reason'), 26, (row) => row.reason],
              ],
              none,
            ),
          ]
        : []),
    ],
    statement: null,
    ends: 'attested',
  };
};

const none = '해당 없음';
const date = (day: string | null | undefined): string | null => (day ? dateText(day, false) : null);
const section = (title: string): Block => ({ type: 'section', title });

const abstract = (content: AbstractContent, frame: SheetFrame): PaperBlocks => {
  const { householder, personalChanges, addresses, military } = content;
  return {
    title: '주민등록표 (초본)',
    blocks: [
      ...requested(frame, false, '이 초본은 개인별 주민등록표의 원본 내용과 틀림없음을 증명합니다.'),
      fields([
        ['성명(한자)', named(content.person.name, content.person.hanja)],
        ['주민등록번호', content.person.number],
        ['세대주 및 관계', householder && `${householder.name} (${householder.relation})`],
        ['외국인·거소 등록번호', content.foreignNumber],
      ]),
      ...(personalChanges
        ? [
            section('인적사항 변경 내용'),
            list<(typeof personalChanges)[number]>(
              personalChanges,
              [
                ['번호', 10, (row) => String(row.no)],
                ['변동일', 24, (row) => date(row.on)],
                ['항목', 22, (row) => row.what],
                ['변경 전', 44, (row) => row.from],
                ['변경 후', 44, (row) => row.to],
                ['변동사유', 24, (row) => row.reason],
              ],
              none,
            ),
          ]
        : []),
      section('주소 변동 사항'),
      list<(typeof addresses)[number]>(
        addresses,
        [
          ['번호', 10, (row) => String(row.no)],
          ['주소', 64, (row) => row.address],
          ['발생일', 23, (row) => date(row.dates?.movedOn)],
          ['신고일', 23, (row) => date(row.dates?.registeredOn)],
          ['변동사유', 24, (row) => row.reason],
          ['세대주 및 관계', 24, (row) => row.householder && `${row.householder.name}\n${row.householder.relation}`],
          ['등록상태', 20, (row) => row.status],
        ],
        none,
      ),
      ...(military
        ? [
            section('병역 사항'),
            military.length === 0
              ? ({ type: 'text', text: none, look: 'boxed' } as const)
              : fields(military.map(({ label, value }) => [label, value] as const)),
          ]
        : []),
    ],
    statement: null,
    ends: 'attested',
  };
};

const moveInReceipt = (content: MoveInReceiptContent, frame: SheetFrame): PaperBlocks => ({
  title: content.stage === 'intake' ? '민원 접수증' : '전입신고 접수증',
  blocks: [
    fields([
      ['민원명', '전입신고'],
      ['접수번호', content.filingNumber],
      ['신고인', content.reporter],
      ['신고일', date(content.reportDate)],
      ['전입일', date(content.movedOn)],
      ['담당자', frame.official],
      ['새 주소', content.address],
      ['이전 주소', content.previousAddress],
    ]),
    ...asOf(frame, false),
    section('전입자'),
    list<(typeof content.movers)[number]>(
      content.movers,
      [
        ['번호', 10, (row) => String(row.no)],
        ['세대주와의 관계', 30, (row) => row.relation],
        ['성명', 44, (row) => row.name],
        ['주민등록번호', 36, (row) => row.number],
        ['처리 결과', 46, (row) => row.answer],
      ],
      none,
    ),
  ],
  statement:
    content.stage === 'intake'
      ? '위 전입신고를 접수하였습니다. 처리 결과는 접수번호로 문의하실 수 있습니다.\n이 접수증은 전입신고가 수리되었음을 증명하지 않습니다.'
      : '위와 같이 전입신고를 접수하여 처리하였음을 알려 드립니다.',
  ends: 'attested',
});

const movedIn = (content: MovedInContent, frame: SheetFrame): PaperBlocks => {
  const notes = [
    content.isFilingWaiting
      ? '– 이 주소에 대하여 처리 중인 전입신고가 있습니다. 그 신고의 내용은 담겨 있지 않습니다.'
      : null,
    content.isDeletedLeftOut ? '– 신청에 따라 말소된 사람은 표시하지 않았습니다.' : null,
  ].filter((note) => note !== null);
  return {
    title: '전입세대확인서',
    blocks: [
      ...requested(frame, false, null),
      fields([['확인 대상 주소', content.address]]),
      section('전입세대'),
      list<(typeof content.households)[number]>(
        content.households,
        [
          ['번호', 10, (row) => String(row.no)],
          ['세대주 성명', 44, (row) => row.householder],
          ['전입일', 26, (row) => date(row.registeredOn)],
          ['등록상태', 26, (row) => row.status],
          [
            '동거인 성명 (전입일)',
            60,
            ({ cohabitants }) =>
              cohabitants.length === 0
                ? null
                : cohabitants.map(({ name, registeredOn }) => `${name} (${date(registeredOn) ?? ''})`).join('\n'),
          ],
        ],
        '이 주소에 주민등록이 되어 있는 세대가 없습니다.',
      ),
      ...(notes.length === 0
        ? []
        : [section('유의 사항'), { type: 'text', text: notes.join('\n'), look: 'plain' } as const]),
    ],
    statement: '위 주소에 주민등록이 되어 있는 세대를 위와 같이 확인합니다.',
    ends: 'attested',
  };
};

const reconciliation = (content: ReconciliationContent, frame: SheetFrame): PaperBlocks => ({
  title: '일일 대사표',
  blocks: [
    fields([
      ['기관', frame.issuer],
      ['대상일', date(content.day)],
      ['작성자', frame.official],
      ['작성일', date(frame.issuedOn)],
    ]),
    section('발급 및 용지'),
    fields(content.lines.map(({ label, value }) => [label, value] as const)),
    section('폐기한 문서'),
    list<(typeof content.voided)[number]>(
      content.voided,
      [
        ['번호', 10, (row) => String(row.no)],
        ['일련번호', 50, (row) => row.serial],
        ['쪽수', 16, (row) => String(row.pages)],
        ['사유', 92, (row) => row.reason],
      ],
      none,
    ),
    section('비고'),
    { type: 'text', text: content.remark === '' ? none : content.remark, look: 'boxed' },
  ],
  statement: null,
  ends: 'signed',
});
