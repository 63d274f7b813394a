import type { ReactNode } from 'react';
import type { AppError } from '../../../shared/contract/errors.ts';
import type { ResidentLine } from '../../../shared/contract/queries.ts';
import type { ResidentId } from '../../../shared/registry/ids.ts';
import type { Office } from '../../../shared/registry/office.ts';
import { specialStatusToPrint } from '../../../shared/rules/paper/words.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { DataGrid } from '../../ui/data-grid.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Empty, Loading } from '../../ui/progress.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { matchInName, matchWords } from './name-match.ts';
import type { Found } from './paged-search.ts';
import { shortAddress } from './short-address.ts';
import { asOfToText, convertedToText, countToText, takenForToText, texts } from './texts.ts';
import { qwertyToHangul } from './typed-hangul.ts';

/** What was found: how many, as of when, and the rows, of which more come as one scrolls. */
export const ResultList = ({
  found,
  error,
  isAsking,
  isOutdated,
  office,
  asOf,
  active,
  onActive,
  onOpen,
  onMore,
  onAgain,
}: {
  found: Found | null;
  error: AppError | null;
  isAsking: boolean;
  isOutdated: boolean;
  office: Office | null;
  asOf: string | null;
  active: ResidentId | null;
  onActive: (line: ResidentLine) => void;
  onOpen: (line: ResidentLine) => void;
  onMore: () => void;
  onAgain: () => void;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  if (error) return <ErrorNotice error={error} onRetry={onAgain} />;
  if (!found) return isAsking ? <Loading label={t(texts.searching)} /> : null;
  const { text, rows, next, takenFor } = found;
  const hangul = qwertyToHangul(text);
  const isHangulMeant = hangul !== null && rows.some(({ name }) => matchInName(name, hangul));
  const lookedFor = isHangulMeant ? hangul : text;

  const columns = [
    {
      id: 'name',
      head: t(texts.name),
      width: 'minmax(5.5rem, 9rem)',
      cell: ({ name, hanja }: ResidentLine) => (
        <span className="search-name" title={name}>
          <Name name={name} lookedFor={lookedFor} />
          {hanja !== '' && (
            <span className="search-hanja" lang="ko-Hani">
              <Name name={hanja} lookedFor={lookedFor} />
            </span>
          )}
        </span>
      ),
    },
    { id: 'birthDate', head: t(texts.birthDate), width: '7rem', cell: ({ birthDate }: ResidentLine) => birthDate },
    {
      id: 'address',
      head: t(texts.address),
      width: 'minmax(8.5rem, 1fr)',
      cell: ({ address }: ResidentLine) => (
        <span className="search-address" title={address}>
          {shortAddress(address, office)}
        </span>
      ),
    },
    {
      id: 'status',
      head: t(texts.status),
      width: '5.75rem',
      cell: ({ status, pending }: ResidentLine) => {
        const special = specialStatusToPrint(status, language);
        return (
          <>
            {pending && <Badge tone="info">{t(texts.pending)}</Badge>}
            {special !== null && <Badge tone="warning">{special}</Badge>}
          </>
        );
      },
    },
  ];

  return (
    <>
      <p className="search-count" role="status">
        {rows.length > 0 && <span>{t(countToText(rows.length, next !== null))}</span>}
        {takenFor && <span>{t(takenForToText(takenFor))}</span>}
        {asOf !== null && <span>{t(asOfToText(asOf))}</span>}
        {isHangulMeant && <span className="search-converted">{t(convertedToText(text, hangul))}</span>}
        {isOutdated && (
          <span>
            {t(texts.outdated)} <LinkButton onPress={onAgain}>{t(texts.reload)}</LinkButton>
          </span>
        )}
      </p>
      {rows.length === 0 ? (
        <Empty title={t(texts.nobody)} hint={t(texts.nobodyHint)} />
      ) : (
        <div className="search-results">
          <DataGrid
            label={t(texts.list)}
            columns={columns}
            rows={rows}
            rowId={({ id }) => id}
            active={active}
            onActive={onActive}
            onOpen={onOpen}
            onNearEnd={onMore}
            rowCount={next === null ? rows.length : null}
          />
        </div>
      )}
    </>
  );
};

const Name = ({ name, lookedFor }: { name: string; lookedFor: string }): ReactNode => {
  const match = matchWords(name, lookedFor);
  if (!match) return name;
  return (
    <>
      {match.before}
      <mark className="search-met">{match.met}</mark>
      {match.after}
    </>
  );
};
