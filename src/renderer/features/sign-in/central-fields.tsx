import type { ReactNode } from 'react';
import { useText } from '../../state/use-text.ts';
import { TextField } from '../../ui/text-field.tsx';
import type { CentralAndCode } from './central-and-code.ts';
import { texts } from './texts.ts';

export const centralIds = { url: 'enrol-url', code: 'enrol-code' } as const satisfies CentralAndCode;

/** The two fields in which central's address and a code are entered. */
export const CentralFields = ({
  values,
  errorOf,
  set,
  focus,
}: {
  readonly values: CentralAndCode;
  readonly errorOf: (field: keyof CentralAndCode) => string | null;
  readonly set: (field: keyof CentralAndCode) => (text: string) => void;
  readonly focus: keyof CentralAndCode;
}): ReactNode => {
  const t = useText();
  return (
    <>
      <TextField
        id={centralIds.url}
        label={t(texts.centralUrl)}
        hint={t(texts.centralUrlHint)}
        value={values.url}
        onChange={set('url')}
        error={errorOf('url')}
        autoFocus={focus === 'url'}
        isRequired
      />
      <TextField
        id={centralIds.code}
        label={t(texts.code)}
        hint={t(texts.codeHint)}
        value={values.code}
        onChange={set('code')}
        error={errorOf('code')}
        autoFocus={focus === 'code'}
        isRequired
      />
    </>
  );
};
