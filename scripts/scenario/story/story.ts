import type { CertificateAsk } from '../../../src/shared/contract/commands.ts';
import type { Amendment } from '../../../src/shared/registry/amendment.ts';
import type { IssuingPolicy, ReplaceReason } from '../../../src/shared/registry/certificate.ts';
import type { DeadlineExtension } from '../../../src/shared/registry/deadline-policy.ts';
import type { FilingId } from '../../../src/shared/registry/ids.ts';
import type { MoveInReport } from '../../../src/shared/registry/move-in.ts';
import type { AreaChange, RegisterReport } from '../../../src/shared/registry/register-report.ts';
import type { PaperLookup } from '../acts/certificate.ts';
import type { ExpectInput } from '../format/schema.ts';
import type { StoryWorld } from '../world/build.ts';
import type { StoryOffice } from '../world/offices.ts';

/** A computer of an office: `솔내면`, `솔내면/2`, `솔내면/supervisor`. */
export interface StoryDesk {
  readonly name: string;
  readonly office: StoryOffice;
  /** Who works at it. */
  readonly official: 'clerk' | 'supervisor' | 'kiosk';
}

/** What is done in a step, with everything in it looked up. */
export type Act =
  | { readonly type: 'move-in'; readonly id: FilingId; readonly report: MoveInReport }
  | { readonly type: 'report'; readonly id: FilingId; readonly report: RegisterReport }
  | { readonly type: 'amend'; readonly id: FilingId; readonly filing: FilingId; readonly amendment: Amendment }
  | {
      readonly type: 'paper';
      readonly id: FilingId;
      readonly toAsk: (lookup: PaperLookup) => CertificateAsk;
      readonly isPreview: boolean;
      readonly replaces: {
        readonly certificate: FilingId;
        readonly why: ReplaceReason;
        readonly sheets: number;
      } | null;
    }
  | { readonly type: 'search'; readonly text: string }
  | { readonly type: 'link'; readonly isUp: boolean; readonly offices: readonly StoryOffice[] }
  | { readonly type: 'sync' | 'restart' | 'crash' | 'look'; readonly offices: readonly StoryOffice[] }
  | { readonly type: 'clock'; readonly offsets: ReadonlyMap<StoryOffice, number> }
  | { readonly type: 'policy'; readonly offices: readonly StoryOffice[]; readonly policy: IssuingPolicy }
  | { readonly type: 'extension'; readonly extension: DeadlineExtension }
  | { readonly type: 'area-change'; readonly change: AreaChange }
  | { readonly type: 'pass' };

export interface StoryStep {
  /** 1, 2, 3 … */
  readonly nth: number;
  readonly line: number;
  /** Milliseconds since 1970, by the true clock. */
  readonly at: number;
  /** Null for what no office does. */
  readonly desk: StoryDesk | null;
  /** As the file calls it; `pass` where only time passes. */
  readonly verb: string;
  /** Of what is filed or asked for. */
  readonly name: string | null;
  readonly act: Act;
  readonly expect: Readonly<Record<string, unknown>> | null;
}

export interface StoryRun {
  readonly name: string;
  /** All desks, the first to sync first. */
  readonly order: readonly StoryDesk[];
  readonly expect: ExpectInput | null;
}

/** A scenario, ready to be played. */
export interface Story {
  readonly title: string;
  readonly text: string;
  readonly rules: readonly string[];
  readonly world: StoryWorld;
  /** Milliseconds since 1970. */
  readonly startsAt: number;
  readonly desks: readonly StoryDesk[];
  readonly steps: readonly StoryStep[];
  readonly runs: readonly StoryRun[];
  readonly expect: ExpectInput | null;
  readonly ordersDiffer: string | null;
  readonly lineOf: (path: readonly (string | number)[]) => number;
}
