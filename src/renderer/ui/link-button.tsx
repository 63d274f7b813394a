import type { ReactNode } from 'react';

/** Does something here and now, but reads like a link within a text. */
export const LinkButton = ({
  onPress,
  children,
}: {
  readonly onPress: () => void;
  readonly children: ReactNode;
}): ReactNode => (
  <button type="button" className="link-button" onClick={() => onPress()}>
    {children}
  </button>
);
