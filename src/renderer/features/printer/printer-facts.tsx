import type { ReactNode } from 'react';
import type { PrinterSetup, PrinterState, Supply, Tray } from '../../../shared/registry/printer.ts';
import { useText } from '../../state/use-text.ts';
import { KeyValues } from '../../ui/key-values.tsx';
import { timeOf } from '../notices/time.ts';
import { roleTexts, supplyTexts, texts, trayTexts } from './texts.ts';

/** What is known of a printer, as far as it says. */
export const PrinterFacts = ({
  setup,
  state,
}: {
  readonly setup: PrinterSetup;
  readonly state: PrinterState | null;
}): ReactNode => {
  const t = useText();
  const counts = setup.how === 'direct' && state?.capabilities?.reportsImpressions !== false;
  return (
    <KeyValues
      rows={[
        { key: t(texts.roles), value: setup.roles.map((role) => t(roleTexts[role])).join(', ') },
        ...(state?.identity ? [{ key: t(texts.model), value: state.identity.makeAndModel }] : []),
        { key: t(texts.address), value: <span className="printer-uri">{setup.uri}</span> },
        { key: t(texts.counts), value: t(counts ? texts.countsYes : texts.countsNo) },
        ...(state ? [{ key: t(texts.since), value: <span className="number">{timeOf(state.since)}</span> }] : []),
        ...(state && state.trays.length > 0 ? [{ key: t(texts.trays), value: <Trays trays={state.trays} /> }] : []),
        ...(state && state.supplies.length > 0
          ? [{ key: t(texts.supplies), value: <Supplies supplies={state.supplies} /> }]
          : []),
        ...(state && state.unknownReasons.length > 0
          ? [{ key: t(texts.unknownReasons), value: state.unknownReasons.join(', ') }]
          : []),
      ]}
    />
  );
};

const Trays = ({ trays }: { readonly trays: readonly Tray[] }): ReactNode => {
  const t = useText();
  return (
    <ul className="levels">
      {trays.map((tray) => (
        <li key={tray.name}>
          <span>{tray.name}</span>
          <Level level={tray.level} label={tray.name} />
          <span className="subtle">{t(trayTexts[tray.state])}</span>
        </li>
      ))}
    </ul>
  );
};

const Supplies = ({ supplies }: { readonly supplies: readonly Supply[] }): ReactNode => {
  const t = useText();
  return (
    <ul className="levels">
      {supplies.map((supply) => (
        <li key={`${supply.kind} ${supply.name}`}>
          <span>{supply.name === '' ? t(supplyTexts[supply.kind]) : supply.name}</span>
          <Level level={supply.level} label={supply.name} isWaste={supply.kind === 'waste'} />
        </li>
      ))}
    </ul>
  );
};

const Level = ({
  level,
  label,
  isWaste = false,
}: {
  readonly level: number | null;
  readonly label: string;
  /** Full is bad. */
  readonly isWaste?: boolean;
}): ReactNode => {
  const t = useText();
  if (level === null) return <span className="subtle">{t(texts.unknownLevel)}</span>;
  return (
    <span className="level">
      <meter
        min={0}
        max={100}
        {...(isWaste ? { high: 85, optimum: 0 } : { low: 15, optimum: 100 })}
        value={level}
        aria-label={label}
      />
      <span className="number">{level}%</span>
    </span>
  );
};
