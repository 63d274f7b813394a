import { verifyCode } from '../../../src/shared/code/verify-code.ts';
import { aCode, crypto, openBundle, theDay } from '../../verify/a-certificate.ts';
import { absoluteRow, percentile, type Row } from '../row.ts';

/** A third party's queue must not wait for the computer: text of the QR → verdict, without the network. */
export const verifyRows = async (): Promise<Row[]> => {
  const bundle = await openBundle();
  const text = aCode();
  const check = async (): Promise<void> => {
    const { type } = await verifyCode(crypto, { text, bundle, today: theDay, online: 'not-asked' });
    if (type !== 'genuine') throw new Error(`the code is ${type}`);
  };
  for (let warm = 0; warm < 200; warm += 1) await check();
  const samples: number[] = [];
  for (let round = 0; round < 2_000; round += 1) {
    const from = performance.now();
    await check();
    samples.push(performance.now() - from);
  }
  return [absoluteRow("verify a certificate's code offline, p99", 'ms', percentile(samples, 0.99), 5)];
};
