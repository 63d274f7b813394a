import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useText } from '../../state/use-text.ts';
import { TextField } from '../../ui/text-field.tsx';
import { texts } from './texts.ts';

/** A password, with a word about Caps Lock where that may be why it is wrong. */
export const PasswordField = ({
  label,
  value,
  onChange,
  error = null,
  hint,
  autoFocus = false,
  id,
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
  error?: string | null;
  hint?: string;
  autoFocus?: boolean;
  id?: string;
}): ReactNode => {
  const t = useText();
  const [isCapsLock, setIsCapsLock] = useState(false);
  const look = (event: KeyboardEvent): void => setIsCapsLock(event.getModifierState('CapsLock'));
  return (
    // It only watches the keys of the field in it.
    <div className="password-field" onKeyDown={look} onKeyUp={look}>
      <TextField
        label={label}
        value={value}
        onChange={onChange}
        error={error}
        hint={hint}
        type="password"
        autoFocus={autoFocus}
        id={id}
        isRequired
      />
      <p className="caps-lock" role="status">
        {isCapsLock ? `⇪ ${t(texts.capsLock)}` : ''}
      </p>
    </div>
  );
};
