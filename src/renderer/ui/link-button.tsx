import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';

/** Does something here and now, but reads like a link within a text. */
export const LinkButton = ({
  onPress,
  children,
}: {
  readonly onPress: () => void;
  readonly children: ReactNode;
}): ReactNode => (
  <AriaButton className="link-button" onPress={() => onPress()}>
    {children}
  </AriaButton>
);
