import { type ReactNode, useRef, useState } from 'react';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useTask } from './task-context.tsx';
import { kindTexts } from './texts-kind.ts';

/** The hash of the scanned form. The file is read here and goes nowhere. */
export const ScanField = (): ReactNode => {
  const t = useText();
  const { draft, change, errorOf } = useTask();
  const input = useRef<HTMLInputElement>(null);
  const [isHashing, setIsHashing] = useState(false);
  const error = errorOf('scan');
  const set = (scan: string): void => change((before) => ({ ...before, scan }));
  const take = async (file: File): Promise<void> => {
    setIsHashing(true);
    const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    set([...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
    setIsHashing(false);
  };
  return (
    <div className="stack">
      <TextField
        id="scan"
        label={t(kindTexts.scan)}
        hint={t(kindTexts.scanHint)}
        value={draft.scan}
        onChange={set}
        error={error && t(error)}
      />
      <input
        ref={input}
        type="file"
        hidden
        accept="application/pdf,image/*"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) void take(file);
        }}
      />
      <div>
        <Button onPress={() => input.current?.click()} isPending={isHashing}>
          {t(isHashing ? kindTexts.hashing : kindTexts.chooseScan)}
        </Button>
      </div>
    </div>
  );
};
