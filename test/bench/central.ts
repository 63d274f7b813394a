import { drain } from './central-drain.ts';
import { steadyPush } from './central-push.ts';
import type { Row } from './row.ts';

/** The two rows of the design's table that are central's. RRS_BENCH_OFFICES makes the drain smaller for a quick look. */
export const run = async (): Promise<Row[]> => [...(await steadyPush()), ...(await drain())];
