// It has to run before the schemas are made.
import './without-eval.ts';
import { bytesToBase64url } from '../../shared/code/bytes.ts';
import { readTyped } from '../../shared/code/typed-text.ts';
import type { Verdict } from '../../shared/code/verdict.ts';
import { plainDateAt } from '../../shared/registry/plain-date.ts';
import { createAskCentral, fetchBundle } from '../check/central.ts';
import { type Checker, createChecker } from '../check/checker.ts';
import { createPaperReader } from '../check/paper-reader.ts';
import { canVerify, createBrowserCrypto } from './browser-crypto.ts';
import { createCamera } from './camera.ts';
import { embeddedBytes, embeddedText } from './embedded.ts';
import { addTrust, noTrust, type Trust, type TrustProblem } from './trust.ts';
import { createView } from './view.ts';

/** Composition root of the page: the browser's clock, randomness, network and camera meet the checker here. */
const start = async (): Promise<void> => {
  const crypto_ = createBrowserCrypto();
  const papers = createPaperReader({
    qrWasm: () => embeddedBytes('qr-wasm'),
    pdfWasm: () => embeddedBytes('pdf-wasm'),
  });
  const central = embeddedText('central');
  const request: typeof fetch = (...parameters) => fetch(...parameters);
  const newNonce = (): string => bytesToBase64url(crypto.getRandomValues(new Uint8Array(16)));
  let trust: Trust = noTrust;
  /** Only the last question's answer is shown, however long an earlier one takes. */
  let latest = 0;

  const checker = (): Checker => {
    const { root, bundle } = trust;
    const ask = central !== null && view.isOnlineWanted();
    const askCentral =
      ask && root ? createAskCentral({ url: central, crypto: crypto_, fetch: request, root, newNonce }) : null;
    return createChecker({
      crypto: crypto_,
      papers,
      bundle,
      askCentral: ask ? (askCentral ?? 'no-root') : null,
      today: () => plainDateAt(Date.now()),
    });
  };
  const show = async (check: () => Promise<readonly Verdict[]>): Promise<void> => {
    latest += 1;
    const own = latest;
    view.showMessage('working');
    const verdicts = await check();
    if (own === latest) view.showVerdicts(verdicts);
  };
  const learn = async (texts: readonly string[]): Promise<void> => {
    let problem: TrustProblem | null = null;
    // A list is judged by its key, so that comes first, in whatever order the files were given.
    const keysFirst = texts.toSorted((a, b) => a.length - b.length);
    for (const text of keysFirst) {
      const added = await addTrust(trust, text, crypto_);
      trust = added.trust;
      problem ??= added.problem;
    }
    view.showTrust(trust, problem);
  };

  const camera = { isOn: false };
  const view = createView(
    {
      check: (typed) => {
        const type = readTyped(typed).type;
        if (type === 'nothing') view.showMessage('nothing');
        else if (type === 'number' && (central === null || !view.isOnlineWanted())) view.showMessage('offlineNumber');
        else
          void show(async () => {
            const verdict = await checker().checkTyped(typed);
            return verdict ? [verdict] : [];
          });
      },
      openFile: (file) => void show(async () => checker().checkFile(new Uint8Array(await file.arrayBuffer()))),
      addTrustFiles: (files) => void Promise.all(files.map((file) => file.text())).then(learn),
      toggleCamera: () => {
        camera.isOn = !camera.isOn;
        view.showCamera(camera.isOn);
        if (!camera.isOn) return eye.stop();
        return void eye.start().catch(() => {
          camera.isOn = false;
          view.showCamera(false);
          view.showMessage('cameraFailed');
        });
      },
    },
    navigator.language.startsWith('ko') ? 'ko' : 'en',
  );
  const eye = createCamera(view.video, papers, (code) => {
    camera.isOn = false;
    view.showCamera(false);
    void show(async () => checker().checkPaper({ codes: [code], pageTexts: null }));
  });

  if (!(await canVerify())) return view.showUnsupported();
  if (central !== null) view.showOnlineChoice();
  const embedded = [embeddedText('root'), embeddedText('bundle')].filter((text) => text !== null);
  // A page that is opened as a file can't ask for what lies beside it; one that has a root takes no other.
  const names = embeddedText('root') === null ? ['root.txt', 'bundle.json'] : ['bundle.json'];
  await learn([...embedded, ...(location.protocol === 'file:' ? [] : await textsBeside(names))]);
  const fresh =
    central !== null && trust.root ? await fetchBundle({ url: central, crypto: crypto_, fetch: request }) : null;
  if (fresh !== null) await learn([fresh]);
  document.documentElement.dataset['ready'] = 'yes';
};

/** Those of the files beside the page that are there. */
const textsBeside = async (names: readonly string[]): Promise<string[]> => {
  const texts = await Promise.all(
    names.map(async (name) => {
      const response = await fetch(name, { redirect: 'error', cache: 'no-cache' }).catch(() => null);
      const isPage = response?.headers.get('content-type')?.includes('text/html') === true;
      return response?.ok === true && !isPage ? response.text() : null;
    }),
  );
  return texts.filter((text) => text !== null);
};

void start();
