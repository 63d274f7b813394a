import type { ReactNode } from 'react';
import { failed, never } from '../../gallery/fixture-bridge.ts';
import { aStatus, officeOf, signInFacts } from '../../gallery/office.ts';
import { clerk } from '../../gallery/people.ts';
import type { GalleryState } from '../../gallery/state.ts';
import { AddColleague } from './add-colleague.tsx';
import { Admit } from './admit.tsx';
import { Enrol } from './enrol.tsx';
import { LockScreen } from './lock-screen.tsx';
import { SignIn } from './sign-in.tsx';

const inWindow = (content: ReactNode): ReactNode => <div className="window">{content}</div>;

export const signInGallery: readonly GalleryState[] = [
  {
    id: 'sign-in-training',
    title: { ko: '로그인, 교육용', en: 'Sign-in, training' },
    frame: 'window',
    bridge: officeOf({ commands: { signIn: () => failed({ type: 'WrongPassword' }) } }),
    render: () => inWindow(<SignIn facts={signInFacts} />),
  },
  {
    id: 'sign-in',
    title: { ko: '로그인, 업무용', en: 'Sign-in, production' },
    frame: 'window',
    bridge: officeOf({ commands: { signIn: never } }),
    render: () => inWindow(<SignIn facts={{ ...signInFacts, samples: null }} />),
  },
  {
    id: 'sign-in-nobody',
    title: { ko: '로그인, 등록된 사람 없음', en: 'Sign-in, nobody yet' },
    frame: 'window',
    render: () => inWindow(<SignIn facts={{ ...signInFacts, officials: [], samples: null }} />),
  },
  {
    id: 'sign-in-migration',
    title: { ko: '로그인, 자료를 새 버전으로 바꾸는 중', en: 'Sign-in, data being brought to a new version' },
    frame: 'window',
    render: () =>
      inWindow(<SignIn facts={{ ...signInFacts, samples: null, migration: { step: 'changing', part: 0.42 } }} />),
  },
  {
    id: 'lock-screen',
    title: { ko: '잠긴 화면', en: 'Lock screen' },
    frame: 'window',
    render: () => <LockScreen facts={{ ...signInFacts, state: 'locked' }} official={clerk.id} marking={null} />,
  },
  {
    id: 'enrol',
    title: { ko: '컴퓨터 등록', en: 'Enrolment' },
    frame: 'window',
    bridge: officeOf({ commands: { enrol: () => failed({ type: 'EnrolmentCodeRefused' }) } }),
    render: () => inWindow(<Enrol />),
  },
  {
    id: 'admit',
    title: { ko: '복원한 컴퓨터의 승인', en: 'Admission of a restored computer' },
    frame: 'screen',
    bridge: officeOf({ commands: { enrol: () => failed({ type: 'EnrolmentCodeRefused' }) } }),
    render: () => <Admit status={aStatus()} onClose={() => undefined} />,
  },
  {
    id: 'add-colleague',
    title: { ko: '사용자 추가', en: 'Add a colleague' },
    frame: 'component',
    bridge: officeOf(),
    render: () => <AddColleague />,
  },
];
