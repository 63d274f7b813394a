import type { Verdict } from '../../shared/code/verdict.ts';
import { plainDateAt } from '../../shared/registry/plain-date.ts';
import { dateToText, type Language } from '../../shared/text/language.ts';
import { find, make } from './elements.ts';
import { type PageText, pageTexts, trustProblemTexts } from './texts.ts';
import type { Trust, TrustProblem } from './trust.ts';
import { verdictToCard } from './verdict-view.ts';

export interface View {
  readonly video: HTMLVideoElement;
  readonly isOnlineWanted: () => boolean;
  readonly showUnsupported: () => void;
  readonly showOnlineChoice: () => void;
  readonly showTrust: (trust: Trust, problem: TrustProblem | null) => void;
  readonly showVerdicts: (verdicts: readonly Verdict[]) => void;
  readonly showMessage: (message: PageText) => void;
  readonly showCamera: (isOn: boolean) => void;
}

/** What a person does on the page. */
export interface Actions {
  readonly check: (typed: string) => void;
  readonly toggleCamera: () => void;
  readonly openFile: (file: File) => void;
  readonly addTrustFiles: (files: readonly File[]) => void;
}

/** Shown again in the other language when that is chosen. */
interface Shown {
  language: Language;
  trust: { readonly trust: Trust; readonly problem: TrustProblem | null } | null;
  result: { readonly verdicts: readonly Verdict[] } | { readonly message: PageText } | null;
  isCameraOn: boolean;
}

export const createView = (actions: Actions, language: Language): View => {
  const shown: Shown = { language, trust: null, result: null, isCameraOn: false };
  const typed = find('typed', HTMLInputElement);
  const result = find('result', HTMLElement);
  const camera = find('camera', HTMLButtonElement);
  const video = find('video', HTMLVideoElement);
  const text = (name: PageText): string => pageTexts[name][shown.language];

  const draw = (): void => {
    document.documentElement.lang = shown.language;
    document.title = text('title');
    for (const element of document.querySelectorAll<HTMLElement>('[data-text]'))
      element.textContent = text(element.dataset['text'] as PageText);
    camera.textContent = text(shown.isCameraOn ? 'cameraOff' : 'camera');
    camera.setAttribute('aria-pressed', String(shown.isCameraOn));
    drawTrust();
    drawResult();
  };
  const drawResult = (): void => {
    if (!shown.result) return;
    const content =
      'verdicts' in shown.result
        ? shown.result.verdicts.map((verdict) => verdictToCard(verdict, shown.language))
        : [make('p', 'message', text(shown.result.message))];
    result.replaceChildren(...content);
  };
  const drawTrust = (): void => {
    if (!shown.trust) return;
    const { trust, problem } = shown.trust;
    find('trust-state', HTMLElement).replaceChildren(...trustLines(trust, shown.language, text));
    const place = find('trust-problem', HTMLElement);
    place.hidden = problem === null;
    place.textContent = problem === null ? '' : trustProblemTexts[problem][shown.language];
    if (problem !== null || !trust.bundle) find('trust', HTMLDetailsElement).open = true;
  };

  find('form', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    actions.check(typed.value);
    // The next scan goes over this one.
    typed.select();
  });
  find('language', HTMLButtonElement).addEventListener('click', () => {
    shown.language = shown.language === 'ko' ? 'en' : 'ko';
    draw();
  });
  camera.addEventListener('click', actions.toggleCamera);
  const picker = find('file', HTMLInputElement);
  picker.addEventListener('change', () => {
    const file = picker.files?.[0];
    if (file) actions.openFile(file);
    // So that the same file can be chosen again.
    picker.value = '';
  });
  const trustPicker = find('trust-file', HTMLInputElement);
  trustPicker.addEventListener('change', () => {
    actions.addTrustFiles([...(trustPicker.files ?? [])]);
    trustPicker.value = '';
  });
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    document.body.classList.add('dropping');
  });
  document.addEventListener('dragleave', () => document.body.classList.remove('dropping'));
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    document.body.classList.remove('dropping');
    const files = [...(event.dataTransfer?.files ?? [])];
    const isTrust = files.length > 0 && files.every(({ name }) => /\.(txt|pem|json)$/i.test(name));
    if (isTrust) actions.addTrustFiles(files);
    else if (files[0]) actions.openFile(files[0]);
  });
  draw();

  return {
    video,
    isOnlineWanted: () => find('online', HTMLInputElement).checked,
    showUnsupported: () => (find('unsupported', HTMLElement).hidden = false),
    showOnlineChoice: () => (find('online-line', HTMLElement).hidden = false),
    showTrust: (trust, problem) => {
      shown.trust = { trust, problem };
      drawTrust();
    },
    showVerdicts: (verdicts) => {
      shown.result = { verdicts };
      drawResult();
    },
    showMessage: (message) => {
      shown.result = { message };
      drawResult();
    },
    showCamera: (isOn) => {
      shown.isCameraOn = isOn;
      video.hidden = !isOn;
      draw();
    },
  };
};

const trustLines = (trust: Trust, language: Language, text: (name: PageText) => string): HTMLElement[] => {
  if (!trust.root || trust.fingerprint === null) return [make('p', 'problem', text('trustMissing'))];
  const day = (instant: string): string => dateToText(plainDateAt(Date.parse(instant)), language);
  const lines: [label: string, value: string][] = [[text('fingerprint'), trust.fingerprint]];
  if (trust.bundle)
    lines.push(
      [text('issuer'), trust.bundle.issuer],
      [text('at'), day(trust.bundle.at)],
      [text('validUntil'), day(trust.bundle.validUntil)],
      [text('devices'), String(trust.bundle.keysByKid.size)],
    );
  return [
    make(
      'dl',
      'facts',
      ...lines.map(([label, value]) => make('div', 'fact', make('dt', '', label), make('dd', '', value))),
    ),
    make('p', 'hint', text('fingerprintHint')),
    ...(trust.bundle ? [] : [make('p', 'problem', text('trustRootOnly'))]),
  ];
};
