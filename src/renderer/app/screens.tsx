import { lazy, type ReactNode, Suspense } from 'react';
import type { OfficeStatus } from '../../shared/contract/queries.ts';
import { ResidentPane, type ResidentWays } from '../features/resident/resident-pane.tsx';
import { Search } from '../features/search/search.tsx';
import { FirstSync } from '../features/status/first-sync.tsx';
import { timeToText } from '../features/status/times.ts';
import { useNavigation } from '../state/navigation.ts';
import { useLanguage, useText } from '../state/use-text.ts';
import { Loading } from '../ui/progress.tsx';
import { texts } from './texts.ts';
import { Today } from './today.tsx';
import type { DeskFacts } from './use-desk-facts.ts';

const MoveIn = lazy(async () => ({ default: (await import('../features/move-in/move-in.tsx')).MoveIn }));
const IssueCertificates = lazy(async () => ({
  default: (await import('../features/certificate/certificate.tsx')).IssueCertificates,
}));
const Ledger = lazy(async () => ({ default: (await import('../features/ledger/ledger.tsx')).Ledger }));
const Outbox = lazy(async () => ({ default: (await import('../features/outbox/outbox.tsx')).Outbox }));
const Tray = lazy(async () => ({ default: (await import('../features/tray/tray.tsx')).Tray }));
const Printers = lazy(async () => ({ default: (await import('../features/printer/printer.tsx')).Printers }));

/** The screen of the place where one is. All but the search are fetched when they are first gone to. */
export const Screens = ({ status, facts }: { status: OfficeStatus; facts: DeskFacts }): ReactNode => {
  const t = useText();
  return (
    <Suspense fallback={<Loading label={t(texts.loading)} />}>
      <Screen status={status} facts={facts} />
    </Suspense>
  );
};

const Screen = ({ status, facts }: { status: OfficeStatus; facts: DeskFacts }): ReactNode => {
  const place = useNavigation((navigation) => navigation.place);
  switch (place.screen) {
    case 'search':
      return <SearchScreen key={status.official?.id} status={status} facts={facts} />;
    case 'move-in':
      return (
        <MoveIn
          key={place.draft ?? place.resident ?? 'new'}
          {...(place.draft && { draft: place.draft })}
          {...(place.resident && { resident: place.resident })}
        />
      );
    case 'certificate':
      return <IssueCertificates key={place.resident ?? 'any'} {...(place.resident && { resident: place.resident })} />;
    case 'ledger':
      return <Ledger {...(place.certificate && { certificate: place.certificate })} />;
    case 'outbox':
      return <Outbox {...(place.filing && { filing: place.filing })} />;
    case 'tray':
      return <Tray {...(place.filing && { filing: place.filing })} />;
    case 'printer':
      return <Printers />;
  }
};

const SearchScreen = ({ status, facts }: { status: OfficeStatus; facts: DeskFacts }): ReactNode => {
  const language = useLanguage();
  const { place, go } = useNavigation();
  if (status.position === null) return <FirstSync status={status} />;

  const isUpToDate = status.link.state === 'online';
  const asOf = isUpToDate || status.registerAsOf === null ? null : timeToText(status.registerAsOf, language);
  const ways: ResidentWays = {
    onMoveIn: (resident) => go({ screen: 'move-in', resident }),
    onCertificate: (resident) => go({ screen: 'certificate', resident }),
    onResident: (resident) => go({ screen: 'search', resident }),
    onFiling: (filing) => go({ screen: 'outbox', filing }),
    onPaper: (certificate) => go({ screen: 'ledger', certificate }),
  };
  return (
    <Search
      resident={place.screen === 'search' ? (place.resident ?? null) : null}
      office={status.office}
      asOf={asOf}
      welcome={<Today facts={facts} />}
      renderDetail={(chosen) => <ResidentPane key={chosen.id} {...chosen} ways={ways} />}
    />
  );
};
