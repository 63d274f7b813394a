import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { toCp949 } from './encode.ts';

const beforeLot = toCp949('|9911010200|다온도|새론시|가온동||0|');
const beforeBuilding = toCp949('|0|991103000099|많은로|0|');
const rest = toCp949('|9911052000|가온동|99002||20140101|1||많은아파트|똠방마을|\r\n');

/** Writes `count` invented lines of 도로명주소 한글, each another address, without holding them. */
export const writeManyAddresses = async (path: string, count: number): Promise<void> => {
  const file = createWriteStream(path);
  for (let index = 0; index < count; index += 1) {
    const main = (index % 99_999) + 1;
    const sub = Math.floor(index / 99_999);
    const number = `9911010230000990${String(main).padStart(5, '0')}${String(sub).padStart(5, '0')}`;
    const lot = String((index % 9_999) + 1);
    const building = `${String(main)}|${String(sub)}`;
    const line = [number, beforeLot, lot, beforeBuilding, building, rest].map((part) => Buffer.from(part as string));
    if (!file.write(Buffer.concat(line))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
};
