import type { ReactNode } from 'react';
import type { ResidentLine } from '../../../shared/contract/queries.ts';
import type { ResidentId } from '../../../shared/registry/ids.ts';
import type { Office } from '../../../shared/registry/office.ts';
import { useText } from '../../state/use-text.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { shortAddress } from './short-address.ts';
import { texts, ways } from './texts.ts';

/** Before anything is typed: what can be typed, and whom one has just had to do with. */
export const StartPage = ({
  recents,
  office,
  onOpen,
  onTry,
}: {
  recents: readonly ResidentLine[];
  office: Office | null;
  onOpen: (id: ResidentId) => void;
  onTry: (example: string) => void;
}): ReactNode => {
  const t = useText();
  return (
    <div className="search-start">
      {recents.length > 0 && (
        <section>
          <h2>{t(texts.recents)}</h2>
          <ul className="search-recents">
            {recents.map(({ id, name, birthDate, address }) => (
              <li key={id}>
                <LinkButton onPress={() => onOpen(id)}>{name}</LinkButton>
                <span className="search-recent-facts">
                  {birthDate} · {shortAddress(address, office)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{t(texts.startWays)}</h2>
        <dl className="search-ways">
          {ways.map(({ example, what }) => (
            <div key={example}>
              <dt>
                <LinkButton onPress={() => onTry(example)}>{example}</LinkButton>
              </dt>
              <dd>{t(what)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
};
