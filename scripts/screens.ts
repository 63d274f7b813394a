import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addressToText } from '../src/shared/registry/address.ts';
import type { PlainDate } from '../src/shared/registry/plain-date.ts';
import { type JourneyDesk, noJourney, openDesk } from '../test/journey/desk.ts';
import { fileAt, openNeighbour } from '../test/journey/neighbour.ts';
import {
  askForCopy,
  button,
  file,
  fileMoveIn,
  findResident,
  goTo,
  heading,
  issue,
  officialOf,
  openResident,
  signIn,
  startMoveIn,
  type ToldMoveIn,
  tellMovers,
  tellPlaceAndHousehold,
  tellWhatAndWho,
} from '../test/journey/steps.ts';
import { familyOfFour, houseIn, officeOfKind, wholeHouseholdReport } from './demo/story.ts';
import { toSmallPng } from './screens/small-png.ts';

/** `npm run screens`: works through the real desk of the training township, and keeps pictures of it in docs/screens. */
const folder = fileURLToPath(new URL('../docs/screens', import.meta.url));

if (noJourney !== null) {
  console.error(noJourney);
  process.exit(1);
}

const taken: { readonly name: string; readonly what: string }[] = [];

/** Fonts are there, and nothing has changed for a moment. */
const settled = `document.fonts.ready.then(() => new Promise((resolve) => {
  let timer = setTimeout(resolve, 250);
  new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(resolve, 250);
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}))`;

const shoot = async (desk: JourneyDesk, name: string, what: string): Promise<void> => {
  await desk.page.evaluate(settled);
  const file = `${String(taken.length + 1).padStart(2, '0')}-${name}.png`;
  const picture = toSmallPng(await desk.page.screenshot({ animations: 'disabled' }));
  writeFileSync(join(folder, file), picture);
  taken.push({ name: file, what });
  console.log(`${file}  ${String(Math.round(picture.length / 1024))} KB`);
};

const prefer = async ({ page }: JourneyDesk, preferences: { language: string; contrast: string; zoom: number }) => {
  const stored = JSON.stringify({ state: preferences, version: 1 });
  await page.evaluate(`localStorage.setItem('preferences', ${JSON.stringify(stored)})`);
  await page.reload();
  await page.locator(`html[data-contrast=${preferences.contrast}][data-zoom="${String(preferences.zoom)}"]`).waitFor({
    state: 'attached',
  });
};
const usual = { language: 'ko', contrast: 'light', zoom: 1 };

interface Day {
  readonly desk: JourneyDesk;
  readonly today: PlainDate;
  readonly moving: (from: 'eup' | 'dong' | 'myeon', more?: Partial<ToldMoveIn>) => ToldMoveIn;
}

const beginDay = async (desk: JourneyDesk): Promise<Day> => {
  await shoot(desk, 'sign-in', 'Signing in; where people practise, the sample officials stand beside it');
  await signIn(desk.page, officialOf(desk.township, 'solnae-supervisor'));
  await shoot(desk, 'start', 'After signing in: the search, and what waits');
  const { today } = await desk.ask('getStatus', {});
  const moving: Day['moving'] = (from, more = {}) => {
    const { household, members } = familyOfFour(desk.township, officeOfKind(desk.township, from).id);
    const previousAddress = addressToText(household.address);
    const to = '밤솔들길 65';
    return { form: 'whole-household', movers: members, to, movedOn: today, previousAddress, isSameHead: true, ...more };
  };
  return { desk, today, moving };
};

const showSearch = async ({ desk }: Day): Promise<void> => {
  const { page } = desk;
  await findResident(page, '김');
  await page.getByRole('row').nth(3).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await shoot(desk, 'search', 'Searching: the list, and beside it whoever is marked in it');
  await openResident(page, 'gksehdbs', '한도윤');
  await shoot(
    desk,
    'resident',
    'A resident’s page, opened for a purpose; found by Hangul typed on an English keyboard',
  );
};

const showMoveIn = async ({ desk, moving }: Day): Promise<void> => {
  const { page } = desk;
  const told = moving('eup');
  await startMoveIn(page);
  await heading(page, '무엇을 신고합니까?').waitFor();
  await button(page, /^다음/).click();
  await page.getByText('신고 종류를 고르십시오.').first().waitFor();
  await shoot(
    desk,
    'move-in-errors',
    'A move-in whose first page was left too early: a summary, and each error at its field',
  );
  await tellWhatAndWho(page, told);
  await button(page, '할 일 목록').click();
  await shoot(desk, 'move-in-tasks', 'The move-in as a list of topics, in any order');
  await button(page, /^다음 할 일/).click();
  await tellMovers(page, told);
  await button(page, /^이전/).click();
  await heading(page, '누가 옮깁니까?').waitFor();
  await shoot(desk, 'move-in-movers', 'Who moves, typed from the form; the tails of the numbers are hidden');
  await button(page, /^다음/).click();
  await tellPlaceAndHousehold(page, told);
  await heading(page, '확인하고 접수합니다').waitFor();
  await page.getByText('중앙 서버가 더 확인할 것').waitFor();
  await shoot(desk, 'move-in-check', 'Everything entered, and what will come of it, before it is filed');
  await file(page);
  await page.getByText('등록됨', { exact: true }).first().waitFor();
  await shoot(desk, 'move-in-result', 'Filed and registered, person by person, with both receipts');
};

const showPapers = async ({ desk }: Day): Promise<void> => {
  const { page } = desk;
  const head = desk.township.residents.find(({ name }) => name === '한도윤');
  if (!head) throw new Error('the township has no 한도윤');
  await openResident(page, '한도윤', '한도윤');
  await askForCopy(page, head);
  await shoot(desk, 'certificate-preview', 'The paper as it will print, before a serial is used');
  await button(page, '신청 내용으로').click();
  await shoot(desk, 'certificate-request', 'The request: which paper, whose, who asks, on what ground');
  await button(page, /^미리보기/).click();
  await page
    .getByRole('img', { name: /주민등록표 등본/ })
    .first()
    .waitFor();
  await issue(page);
  await shoot(desk, 'certificate-issued', 'Issued: what came out, and what to collect');
  await goTo(page, '발급 대장');
  await page.getByRole('row').filter({ hasText: '주민등록표 등본' }).click();
  await shoot(desk, 'ledger', 'The ledger, with the steps of one paper');
};

const showWaiting = async ({ desk, today, moving }: Day): Promise<void> => {
  const { page } = desk;
  await fileMoveIn(page, moving('myeon', { to: '솔내동촌길 4', isIdentityChecked: false }));
  await button(page, /^다음 민원인/).click();
  const neighbour = await openNeighbour(desk);
  try {
    const family = familyOfFour(desk.township, officeOfKind(desk.township, 'dong').id);
    await fileAt(neighbour, wholeHouseholdReport(family, houseIn(desk.township, desk.neighbour.id, '1'), today));
  } finally {
    await neighbour.stop();
  }
  const yesterday = new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10);
  await fileMoveIn(page, moving('dong', { movedOn: yesterday }));
  await button(page, '처리할 일에서 보완하기').click();
  await heading(page, /^다른 신고와 부딪힌 신고/).waitFor();
  await shoot(desk, 'tray', 'What waits for a person: a filing that meets another one stands beside its facts');
  await goTo(page, '보낼 편지함');
  await page.getByRole('grid').getByRole('row').nth(1).click();
  await shoot(desk, 'outbox', 'The filings of the office and their answers');
  await goTo(page, '프린터');
  await button(page, '시험 인쇄').waitFor();
  await shoot(desk, 'printer', 'The printers, with their live state');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('한');
  await shoot(desk, 'palette', 'Every command, screen and resident behind one key');
  // The first empties the field.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
};

const showOutage = async ({ desk, moving }: Day): Promise<void> => {
  const { page } = desk;
  await button(page, '선 뽑기').click();
  await page.getByText('계속 일할 수 있습니다.').waitFor();
  await button(page, '되는 일과 안 되는 일').click();
  await goTo(page, '주민 검색');
  await findResident(page, 'ㅎㄷ');
  await shoot(desk, 'offline', 'An outage: since when, what still works, and what waits');
  await button(page, '접기').click();
  const told = moving('eup');
  await startMoveIn(page);
  await tellWhatAndWho(page, { ...told, form: 'part-of-household', movers: told.movers.slice(1, 2) });
  await tellMovers(page, { ...told, movers: told.movers.slice(1, 2) });
  await tellPlaceAndHousehold(page, {
    ...told,
    to: '솔내동촌길 4',
    movers: told.movers.slice(1, 2),
    isSameHead: false,
  });
  await button(page, /^다음/).click();
  await file(page);
  await shoot(desk, 'offline-filed', 'Filed during the outage: kept here, sent by itself, the acknowledgement at once');
  await page.keyboard.press('Control+l');
  await page.getByRole('dialog', { name: '화면이 잠겼습니다' }).waitFor();
  await shoot(desk, 'locked', 'Locked: the work is kept, nothing of it can be seen');
  await page.getByLabel('비밀번호', { exact: true }).fill(officialOf(desk.township, 'solnae-supervisor').password);
  await button(page, '이어서 하기').click();
  await button(page, '선 다시 꽂기').first().click();
  await page.getByRole('contentinfo').getByText('모두 보냄').waitFor();
};

const showOtherLooks = async ({ desk }: Day): Promise<void> => {
  const { page } = desk;
  const openInEnglish = async (): Promise<void> => {
    await page.getByLabel('Name, birth date or address', { exact: true }).fill('한도윤');
    await page.getByRole('row').filter({ hasText: '한도윤' }).first().waitFor();
    await page.keyboard.press('Enter');
    await button(page, /^Open the page/)
      .or(heading(page, 'Address history'))
      .last()
      .waitFor();
    if (await heading(page, 'Address history').isHidden())
      await button(page, /^Open the page/)
        .last()
        .click();
    await heading(page, 'Address history').waitFor();
  };
  await prefer(desk, { ...usual, language: 'en' });
  await openInEnglish();
  await shoot(desk, 'english', 'In English');
  await prefer(desk, { ...usual, contrast: 'high' });
  await goTo(page, '전입신고');
  await button(page, /^새 전입신고 시작/).click();
  await button(page, /^다음 할 일/).click();
  await heading(page, '무엇을 신고합니까?').waitFor();
  await shoot(desk, 'high-contrast', 'In high contrast');
  await prefer(desk, { ...usual, zoom: 2 });
  await findResident(page, '한도윤');
  await page.getByRole('row').filter({ hasText: '한도윤' }).first().waitFor();
  await shoot(desk, 'large', 'At 200 %: one column, the areas behind a menu');
  await prefer(desk, { language: 'en', contrast: 'high', zoom: 1.3 });
  await page.keyboard.press('F6');
  await page.getByRole('row').nth(1).click();
  await shoot(desk, 'english-high-contrast', 'The ledger in English, in high contrast, at 130 %');
  await prefer(desk, usual);
};

mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (name.endsWith('.png')) rmSync(join(folder, name));
const desk = await openDesk();
try {
  const day = await beginDay(desk);
  for (const show of [showSearch, showMoveIn, showPapers, showWaiting, showOutage, showOtherLooks]) await show(day);
} catch (error) {
  await desk.page.screenshot({ path: join(folder, 'failed.png') });
  throw error;
} finally {
  await desk.close();
}
writeFileSync(
  join(folder, 'README.md'),
  `# Screens

The desk of the training township as it is, 1366 × 768, taken by \`npm run screens\` while it files, issues, loses its link
and gets it back. All people, places and numbers are invented.

${taken.map(({ name, what }) => `- [${name}](${name}): ${what}.`).join('\n')}
`,
);
