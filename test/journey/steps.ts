import type { Locator, Page } from 'playwright-core';
import type { MoveInReport } from '../../src/shared/registry/move-in.ts';
import type { Official } from '../../src/shared/registry/office.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import type { TrainingTownship } from '../../src/shared/registry/training.ts';

/** What people do at the desk, by what they read and what a screen reader says. Everything in Korean. */
export const button = (page: Page | Locator, name: string | RegExp): Locator =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
const radio = (page: Page | Locator, name: string): Locator => page.getByRole('radio', { name, exact: true });
const field = (page: Page | Locator, label: string): Locator => page.getByLabel(label, { exact: true });
export const heading = (page: Page | Locator, name: string | RegExp): Locator =>
  page.getByRole('heading', { name, exact: typeof name === 'string' });
export const goTo = (page: Page, area: string): Promise<void> =>
  page.getByRole('navigation', { name: '업무' }).getByRole('button', { name: area }).click();

export interface Who {
  readonly id: Official['id'];
  readonly name: string;
  readonly password: string;
}

export const officialOf = ({ officials }: TrainingTownship, id: string): Who => {
  const who = officials.find((each) => each.id === id);
  if (!who) throw new Error(`${id} is no sample official`);
  return who;
};

export const signIn = async (page: Page, { name, password }: Who): Promise<void> => {
  await radio(page, name).check();
  await field(page, '비밀번호').fill(password);
  await button(page, '로그인').click();
  await field(page, '이름, 생년월일, 주소로 찾기').waitFor();
};

/** A card with a number on it, read as a reader types: faster than anybody, with Enter at the end. */
export const scanCard = async (page: Page, number: string): Promise<void> => {
  const keys = [...number].map((key) => ({ key, code: key === '-' ? 'Minus' : `Digit${key}`, text: key }));
  const devtools = await page.context().newCDPSession(page);
  const start = Date.now() / 1000;
  await Promise.all(
    [...keys, { key: 'Enter', code: 'Enter', text: '\r' }].flatMap((key, nth) => {
      // Times are told, so that no busy computer makes a person of it.
      const timestamp = start + nth / 200;
      return [
        devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp, ...key }),
        devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp, key: key.key, code: key.code }),
      ];
    }),
  );
  await devtools.detach();
};

export const findResident = async (page: Page, text: string): Promise<Locator> => {
  const search = field(page, '이름, 생년월일, 주소로 찾기');
  await search.fill(text);
  return page.getByRole('grid', { name: '찾은 주민' }).getByRole('row');
};

/** A move-in as the reporter tells it. */
export interface ToldMoveIn {
  readonly form: Extract<MoveInReport['form'], 'whole-household' | 'part-of-household'>;
  /** Who moves, who leads them at the new address first. */
  readonly movers: readonly Pick<Resident, 'name' | 'number' | 'relation'>[];
  /** Road and number of a building of this office's area. */
  readonly to: string;
  readonly movedOn: string;
  readonly previousAddress: string;
  /** The first of the movers led them before; else it is said that nobody knows. */
  readonly isSameHead: boolean;
  /** Whether the reporter's card was seen. */
  readonly isIdentityChecked?: boolean;
}

const formLabels = { 'whole-household': '세대 모두 이동', 'part-of-household': '세대 일부 이동' } as const;

export const startMoveIn = async (page: Page): Promise<void> => {
  await goTo(page, '전입신고');
  await button(page, /^새 전입신고 시작/).click();
  await heading(page, '전입신고').waitFor();
  await button(page, /^다음 할 일/).click();
};

const next = (page: Page): Promise<void> => button(page, /^다음/).click();

/** What is reported, and by whom; ends on the page of those who move. */
export const tellWhatAndWho = async (page: Page, told: ToldMoveIn): Promise<void> => {
  await heading(page, '무엇을 신고합니까?').waitFor();
  await radio(page, formLabels[told.form]).check();
  await radio(page, '세대를 새로 이룸').check();
  await radio(page, '주택').check();
  await next(page);
  await heading(page, '누가 신고합니까?').waitFor();
  const [head] = told.movers;
  await field(page, '성명').fill(head?.name ?? '');
  await field(page, '주민등록번호').fill(head?.number ?? '');
  if (told.isIdentityChecked !== false)
    await page.getByRole('checkbox', { name: '신분증으로 본인인지 확인했습니다' }).check();
  await radio(page, '세대주').check();
  await next(page);
  await heading(page, '누가 옮깁니까?').waitFor();
};

/** Who moves; ends on the page of the new address. */
export const tellMovers = async (page: Page, told: ToldMoveIn): Promise<void> => {
  await button(page, /^신고인 추가/).click();
  for (const [index, { name, number }] of told.movers.entries()) {
    if (index > 0) await button(page, '직접 추가').click();
    const mover = page.getByRole('group', { name: `옮기는 사람 ${String(index + 1)}`, exact: true });
    await field(mover, '성명').fill(name);
    await field(mover, '주민등록번호').fill(number);
  }
  await next(page);
  await heading(page, '언제, 어디로 옮겼습니까?').waitFor();
};

/** Where to, from where, and who leads; ends on the page after that of the household. */
export const tellPlaceAndHousehold = async (page: Page, told: ToldMoveIn): Promise<void> => {
  await page.getByRole('combobox', { name: '새 주소' }).fill(told.to);
  await page
    .getByRole('option', { name: new RegExp(`${told.to}( |$)`) })
    .first()
    .click();
  await field(page, '이사한 날').fill(told.movedOn);
  await field(page, '전에 살던 곳').fill(told.previousAddress);
  await next(page);
  await heading(page, '어느 세대에서 어느 세대로 갑니까?').waitFor();
  const [head, ...others] = told.movers;
  const before = page.getByRole('group', { name: '전에 살던 세대의 세대주' });
  await radio(before, told.isSameHead ? (head?.name ?? '') : '모름').check();
  await radio(page.getByRole('group', { name: '새 세대의 세대주' }), head?.name ?? '').check();
  for (const { name, relation } of others)
    await page.getByRole('combobox', { name, exact: true }).selectOption({ label: relation });
  await next(page);
};

/** Files what is shown on the page of the answers. */
export const file = async (page: Page): Promise<void> => {
  await heading(page, '확인하고 접수합니다').waitFor();
  await button(page, /^접수/).click();
  const dialog = page.getByRole('alertdialog', { name: '전입신고를 접수할까요?' });
  await button(dialog, '접수').click();
  await heading(page, '접수했습니다').waitFor();
};

export const fileMoveIn = async (page: Page, told: ToldMoveIn): Promise<void> => {
  await startMoveIn(page);
  await tellWhatAndWho(page, told);
  await tellMovers(page, told);
  await tellPlaceAndHousehold(page, told);
  await file(page);
};

/** Opens the page of whoever the search finds under this name, for advice at the counter. */
export const openResident = async (page: Page, text: string, name: string): Promise<void> => {
  await goTo(page, '주민 검색');
  const rows = await findResident(page, text);
  await rows.filter({ hasText: name }).first().dblclick();
  const purpose = radio(page, '민원 상담');
  await purpose.or(heading(page, '주소 이력')).first().waitFor();
  if (await purpose.isVisible()) {
    await purpose.check();
    await button(page, '주민등록표 열기').click();
  }
  await heading(page, '주소 이력').waitFor();
};

/** Asks for a copy for the one whose page is open, who stands at the counter; ends at its preview. */
export const askForCopy = async (page: Page, { name, number }: Pick<Resident, 'name' | 'number'>): Promise<void> => {
  await button(page.getByRole('region', { name: '고른 사람' }), '증명 발급').click();
  await heading(page, '증명서 발급').waitFor();
  await button(page.getByRole('group', { name: '세대원 가운데 신청인' }), name).click();
  await field(page, '신청인 주민등록번호').fill(number);
  await radio(page, '주민등록증').check();
  await field(page, '용도').fill('은행 제출');
  await button(page, /^미리보기/).click();
  await page
    .getByRole('img', { name: /주민등록표 등본/ })
    .first()
    .waitFor();
};

/** Prints what the preview shows. */
export const issue = async (page: Page): Promise<void> => {
  await button(page, /^발급하기/).click();
  await button(page.getByRole('alertdialog', { name: '이대로 발급할까요?' }), '발급하기').click();
  await heading(page, '모두 발급했습니다').waitFor();
};
