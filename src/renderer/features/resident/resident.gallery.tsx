import { type ReactNode, useState } from 'react';
import type { ResidentLine } from '../../../shared/contract/queries.ts';
import { failed, never } from '../../gallery/fixture-bridge.ts';
import { officeOf } from '../../gallery/office.ts';
import { aCrowdedPage, aLine, aPage, found } from '../../gallery/people.ts';
import type { GalleryState } from '../../gallery/state.ts';
import { usePurpose } from './purpose.ts';
import { ResidentPane } from './resident-pane.tsx';

const nothing = (): void => undefined;
const ways = { onMoveIn: nothing, onCertificate: nothing, onResident: nothing, onFiling: nothing, onPaper: nothing };

const Pane = ({
  line,
  isOpen,
  purpose,
}: {
  line: ResidentLine;
  isOpen: boolean;
  purpose: string | null;
}): ReactNode => {
  const [isAsked, setIsAsked] = useState(() => {
    usePurpose.setState({ purpose });
    return isOpen;
  });
  return (
    <ResidentPane
      id={line.id}
      line={line}
      isOpen={isAsked}
      onOpen={() => setIsAsked(true)}
      onClose={() => setIsAsked(false)}
      onOpened={nothing}
      ways={ways}
    />
  );
};

const long = found[4] ?? aLine(5);

export const residentGallery: readonly GalleryState[] = [
  {
    id: 'resident-facts',
    title: { ko: '목록의 내용만', en: 'What the list says' },
    frame: 'component',
    bridge: officeOf(),
    render: () => <Pane line={aLine(1)} isOpen={false} purpose="민원 상담" />,
  },
  {
    id: 'resident-purpose',
    title: { ko: '열람 목적 묻기', en: 'Asking the purpose' },
    frame: 'component',
    bridge: officeOf(),
    render: () => <Pane line={aLine(1)} isOpen purpose={null} />,
  },
  {
    id: 'resident-loading',
    title: { ko: '여는 중', en: 'Loading' },
    frame: 'component',
    bridge: officeOf({ commands: { viewResident: never } }),
    render: () => <Pane line={aLine(1)} isOpen purpose="민원 상담" />,
  },
  {
    id: 'resident-pending',
    title: { ko: '처리 중인 신고', en: 'Filing pending' },
    frame: 'component',
    bridge: officeOf({ commands: { viewResident: () => aPage() } }),
    render: () => <Pane line={aLine(1, { pending: true })} isOpen purpose="민원 상담" />,
  },
  {
    id: 'resident-crowded',
    title: { ko: '12명 세대, 드문 한자', en: 'Household of 12, rare hanja' },
    frame: 'component',
    bridge: officeOf({ commands: { viewResident: aCrowdedPage } }),
    render: () => <Pane line={aCrowdedPage().resident} isOpen purpose="전입신고 처리" />,
  },
  {
    id: 'resident-long-name',
    title: { ko: '긴 이름', en: 'Long name' },
    frame: 'component',
    bridge: officeOf({
      commands: {
        viewResident: () =>
          aPage({ resident: long, nameRoman: 'ALEXANDRA MARIA GONZALEZ FERNANDEZ', filings: [], certificates: [] }),
      },
    }),
    render: () => <Pane line={long} isOpen purpose="민원 상담" />,
  },
  {
    id: 'resident-gone',
    title: { ko: '명부에 없음', en: 'Gone' },
    frame: 'component',
    bridge: officeOf({ commands: { viewResident: () => failed({ type: 'ResidentNotFound' }) } }),
    render: () => <Pane line={aLine(1)} isOpen purpose="민원 상담" />,
  },
  {
    id: 'resident-error',
    title: { ko: '열지 못함', en: 'Error' },
    frame: 'component',
    bridge: officeOf({ commands: { viewResident: () => failed({ type: 'NotAllowed', needs: ['clerk'] }) } }),
    render: () => <Pane line={aLine(1)} isOpen purpose="민원 상담" />,
  },
];
