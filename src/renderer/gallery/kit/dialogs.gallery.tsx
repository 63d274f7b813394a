import { type ReactNode, useState } from 'react';
import { useText } from '../../state/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog, Dialog } from '../../ui/dialog.tsx';
import { PageImages } from '../../ui/page-images.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import type { GalleryState } from '../state.ts';
import { words } from './words.ts';

const Confirm = ({ isDangerous }: { readonly isDangerous: boolean }): ReactNode => {
  const t = useText();
  const [isOpen, setIsOpen] = useState(true);
  return (
    <ConfirmDialog
      isOpen={isOpen}
      isDangerous={isDangerous}
      title={
        isDangerous
          ? t({ ko: '작성하던 신고를 지울까요?', en: 'Discard this draft?' })
          : t({ ko: '신고를 접수할까요?', en: 'File this report?' })
      }
      confirmLabel={t(isDangerous ? words.discard : words.file)}
      cancelLabel={t(words.cancel)}
      onConfirm={() => setIsOpen(false)}
      onClose={() => setIsOpen(false)}
    >
      <p>
        {t({
          ko: '문태오 외 2명이 솔내동촌길 1로 옮깁니다. 되돌릴 수 없습니다.',
          en: '문태오 and 2 others move to 솔내동촌길 1. This cannot be undone.',
        })}
      </p>
    </ConfirmDialog>
  );
};

const Reason = ({ onSave }: { readonly onSave: () => void }): ReactNode => {
  const t = useText();
  const [text, setText] = useState('');
  useShortcut('Ctrl+Enter', onSave);
  return <TextField label={t({ ko: '까닭', en: 'Reason' })} value={text} onChange={setText} autoFocus />;
};

const Task = (): ReactNode => {
  const t = useText();
  const [isOpen, setIsOpen] = useState(true);
  const [isSaved, setIsSaved] = useState(false);
  useShortcut('F4', () => setIsOpen((before) => !before));
  const close = (): void => setIsOpen(false);
  const save = (): void => {
    setIsSaved(true);
    close();
  };
  return (
    <div className="row">
      <Button shortcut="F4" onPress={() => setIsOpen(true)}>
        {t(words.more)}
      </Button>
      {isSaved && <Badge tone="success">{t(words.registered)}</Badge>}
      <Dialog
        isOpen={isOpen}
        onClose={close}
        title={t({ ko: '접수를 거두는 까닭', en: 'Why is it withdrawn?' })}
        actions={
          <>
            <Button onPress={close}>{t(words.cancel)}</Button>
            <Button kind="primary" shortcut="Ctrl+Enter" onPress={save}>
              {t(words.save)}
            </Button>
          </>
        }
      >
        <Reason onSave={save} />
      </Dialog>
    </div>
  );
};

/** A sheet with a title, a table and a seal: what papers look like from afar. */
const drawSheet = (): string => {
  const canvas = document.createElement('canvas');
  canvas.width = 420;
  canvas.height = 594;
  const pen = canvas.getContext('2d');
  if (!pen) return '';
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, 420, 594);
  pen.fillStyle = '#1e2124';
  pen.fillRect(130, 40, 160, 18);
  for (let line = 0; line < 14; line += 1) {
    pen.fillRect(40, 100 + line * 26, 340, 1);
    pen.fillRect(50, 110 + line * 26, line % 3 === 0 ? 90 : 200, 6);
  }
  pen.strokeStyle = '#bd2c0f';
  pen.lineWidth = 4;
  pen.strokeRect(310, 490, 48, 48);
  return canvas.toDataURL('image/png');
};

const Paper = (): ReactNode => {
  const t = useText();
  const [sheet] = useState(drawSheet);
  return (
    <div className="gallery-grid">
      <PageImages
        label={t({ ko: '미리보기', en: 'Preview' })}
        zoom={0.6}
        pages={[1, 2].map((page) => ({ src: sheet, alt: t({ ko: `${String(page)}쪽`, en: `Page ${String(page)}` }) }))}
      />
    </div>
  );
};

export const dialogsGallery: readonly GalleryState[] = [
  { id: 'dialog', title: { ko: '대화상자', en: 'Dialog' }, frame: 'component', render: () => <Task /> },
  {
    id: 'dialog-confirm',
    title: { ko: '확인', en: 'Confirmation' },
    frame: 'component',
    render: () => <Confirm isDangerous={false} />,
  },
  {
    id: 'dialog-danger',
    title: { ko: '위험한 일의 확인', en: 'Confirmation of something final' },
    frame: 'component',
    render: () => <Confirm isDangerous />,
  },
  { id: 'paper', title: { ko: '종이 미리보기', en: 'Paper preview' }, frame: 'component', render: () => <Paper /> },
];
