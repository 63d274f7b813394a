import type { PrintError } from '../print/printer.ts';

/** The printer's no would be the same the next time, unless somebody does something about it. */
export const isForGood = (error: PrintError): boolean => {
  if (error.type === 'Refused') return !isBusy(error.status);
  return error.type === 'Unfit' || error.type === 'RasterFailed';
};

/** 0x0505 to 0x0507, 0x0509: not now. */
const isBusy = (status: number): boolean => status >= 0x0505 && status <= 0x0509 && status !== 0x0508;

/** As the ledger notes it. */
export const refusalOf = (error: PrintError): string => {
  switch (error.type) {
    case 'Refused':
      return `refused ${error.keyword}`;
    case 'Unfit':
      return `unfit ${error.lacking.join(' ')}`;
    default:
      return error.type;
  }
};
