import type { ReactNode } from 'react';
import { useText } from '../../state/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { CheckBox } from '../../ui/check-box.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { RadioChoice } from '../../ui/radio-choice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { officeDay } from '../notices/office-day.ts';
import { MissingList } from './missing-list.tsx';
import { type ConsentDraft, type KinOfReporter, type PersonDraft, withMoverChange } from './model/draft.ts';
import { type Evidence, isMinorByNumber } from './model/evidence.ts';
import { type MoverField, moverField } from './model/fields.ts';
import { readNumber } from './model/typed.ts';
import { PersonInputs } from './person-inputs.tsx';
import { useTask } from './task-context.tsx';
import { evidenceTexts } from './texts-evidence.ts';
import { peopleTexts } from './texts-people.ts';

type By = 'nobody' | NonNullable<ConsentDraft['by']>;

/** What one mover has to sign and show, what of it is there, and what is missing. */
export const EvidenceCard = ({ evidence }: { readonly evidence: Evidence }): ReactNode => {
  const t = useText();
  const { mover, age, change: householderChange, missing, isInPerson } = evidence;
  const isComplete = age !== 'unknown' && missing.length === 0;
  return (
    <section className="move-in-card" aria-labelledby={`evidence-${mover.key}`}>
      <div className="row">
        <h2 className="section-title" id={`evidence-${mover.key}`}>
          {mover.name.trim() || t(peopleTexts.mover)}
        </h2>
        {age === 'minor' && <Badge tone="info">{t(evidenceTexts.minor)}</Badge>}
        <Badge tone="neutral">
          {t(householderChange === 'unknown' ? evidenceTexts.unknown : evidenceTexts.changes)}
        </Badge>
        <Badge tone={isComplete ? 'success' : 'warning'}>
          {t(isComplete ? evidenceTexts.complete : evidenceTexts.incomplete)}
        </Badge>
      </div>
      <p className="muted">
        {t(
          age === 'unknown'
            ? evidenceTexts.ageUnknown
            : age === 'minor'
              ? evidenceTexts.needMinor
              : isInPerson
                ? evidenceTexts.inPerson
                : evidenceTexts.needAdult,
        )}
      </p>
      {age !== 'unknown' && !(age === 'adult' && isInPerson) && <ConsentFields evidence={evidence} />}
      <MissingList missing={missing} />
    </section>
  );
};

const ConsentFields = ({ evidence: { mover, age } }: { readonly evidence: Evidence }): ReactNode => {
  const t = useText();
  const { change, status, draft } = useTask();
  const { consent, key } = mover;
  const patch = (next: Partial<ConsentDraft>): void =>
    change((before) => withMoverChange(before, key, { consent: { ...consent, ...next } }));
  const choose = (by: By): void => {
    if (by === 'nobody') patch({ by: null });
    else if (by === 'fact-finding')
      patch({
        by,
        on: consent.on || officeDay(status),
        official: consent.official || (status?.official?.id ?? ''),
      });
    else patch({ by });
  };
  const own: By = age === 'minor' ? 'guardian' : 'mover';
  return (
    <>
      <RadioChoice<By>
        id={moverField(key, 'consent')}
        label={t(evidenceTexts.how)}
        value={consent.by ?? 'nobody'}
        onChange={choose}
        options={[
          { value: own, label: t(own === 'mover' ? evidenceTexts.byMover : evidenceTexts.byGuardian) },
          { value: 'fact-finding', label: t(evidenceTexts.byFacts) },
          { value: 'nobody', label: t(evidenceTexts.byNobody) },
        ]}
        isRow
      />
      {consent.by === 'guardian' && age === 'minor' && (
        <div className="move-in-group">
          <GuardianFields consent={consent} mover={key} patch={patch} />
        </div>
      )}
      {consent.by === own && !(age === 'minor' && isReporter(consent.guardian, draft.reporter)) && (
        <div className="row">
          {age === 'minor' && (
            <CheckBox
              label={t(evidenceTexts.formShown)}
              isSelected={consent.formShown}
              onChange={(formShown) => patch({ formShown })}
            />
          )}
          <CheckBox
            label={t(age === 'minor' ? evidenceTexts.guardianCard : evidenceTexts.cardShown)}
            isSelected={consent.cardShown}
            onChange={(cardShown) => patch({ cardShown })}
          />
        </div>
      )}
      {consent.by === own && !consent.cardShown && !isReporter(consent.guardian, draft.reporter) && (
        <RadioChoice<KinOfReporter>
          label={t(evidenceTexts.kin)}
          value={consent.kin}
          onChange={(kin) => patch({ kin })}
          options={[
            { value: 'none', label: t(evidenceTexts.kinNone) },
            { value: 'spouse', label: t(evidenceTexts.kinSpouse) },
            { value: 'lineal-kin', label: t(evidenceTexts.kinLineal) },
          ]}
          isRow
        />
      )}
      {consent.by === 'fact-finding' && <FactFields consent={consent} mover={key} patch={patch} />}
    </>
  );
};

const isReporter = (person: PersonDraft, reporter: PersonDraft): boolean => {
  const number = readNumber(person.number);
  return number !== null && number === readNumber(reporter.number);
};

interface PartProps {
  readonly consent: ConsentDraft;
  readonly mover: string;
  readonly patch: (next: Partial<ConsentDraft>) => void;
}

const GuardianFields = ({ consent, mover, patch }: PartProps): ReactNode => {
  const t = useText();
  const { draft } = useTask();
  // A parent is mostly named already: at the counter, or among the adults who move.
  const named = [draft.reporter, ...draft.movers.filter(({ isNewborn, key }) => !isNewborn && key !== mover)].filter(
    ({ name, number }, index, all) =>
      name.trim() !== '' &&
      readNumber(number) !== null &&
      !isMinorByNumber(draft, number) &&
      all.findIndex((each) => readNumber(each.number) === readNumber(number)) === index,
  );
  return (
    <>
      <p className="field-label">{t(evidenceTexts.guardian)}</p>
      {named.length > 0 && (
        <div className="row">
          <span className="muted">{t(evidenceTexts.guardianFrom)}</span>
          {named.map(({ name, number }) => (
            <Button key={number} size="small" onPress={() => patch({ guardian: { name, number } })}>
              {name}
            </Button>
          ))}
        </div>
      )}
      <PersonInputs
        person={consent.guardian}
        onChange={(next) => patch({ guardian: { ...consent.guardian, ...next } })}
        ids={[moverField(mover, 'guardian-name'), moverField(mover, 'guardian-number')]}
      />
    </>
  );
};

const FactFields = ({ consent, mover, patch }: PartProps): ReactNode => {
  const t = useText();
  const { errorOf } = useTask();
  const error = (field: MoverField): string | null => {
    const text = errorOf(moverField(mover, field));
    return text && t(text);
  };
  return (
    <div className="move-in-group">
      <div className="two">
        <DateField
          id={moverField(mover, 'found-on')}
          label={t(evidenceTexts.foundOn)}
          value={consent.on}
          onChange={(on) => patch({ on })}
          error={error('found-on')}
        />
        <TextField
          id={moverField(mover, 'found-by')}
          label={t(evidenceTexts.foundBy)}
          value={consent.official}
          onChange={(official) => patch({ official })}
          error={error('found-by')}
        />
      </div>
      <RadioChoice<'yes' | 'no'>
        id={moverField(mover, 'found')}
        label={t(evidenceTexts.found)}
        value={consent.livesThere}
        onChange={(livesThere) => patch({ livesThere })}
        options={[
          { value: 'yes', label: t(evidenceTexts.foundYes) },
          { value: 'no', label: t(evidenceTexts.foundNo) },
        ]}
        error={error('found')}
        isRow
      />
    </div>
  );
};
