import type { ReactNode } from 'react';
import cover from '../../../../../resources/printer/cover.svg?url';
import heat from '../../../../../resources/printer/heat.svg?url';
import jam from '../../../../../resources/printer/jam.svg?url';
import network from '../../../../../resources/printer/network.svg?url';
import off from '../../../../../resources/printer/off.svg?url';
import output from '../../../../../resources/printer/output.svg?url';
import paper from '../../../../../resources/printer/paper.svg?url';
import pause from '../../../../../resources/printer/pause.svg?url';
import toner from '../../../../../resources/printer/toner.svg?url';
import tray from '../../../../../resources/printer/tray.svg?url';
import unknown from '../../../../../resources/printer/unknown.svg?url';
import type { PrinterState } from '../../../../shared/registry/printer.ts';
import type { PrinterPicture } from '../../../../shared/text/printer.ts';
import { useLanguage } from '../../../state/use-text.ts';
import { adviceFor } from './printer-words.ts';
import './papers.css';

const pictures: Readonly<Record<PrinterPicture, string>> = {
  cover,
  heat,
  jam,
  network,
  off,
  output,
  paper,
  pause,
  toner,
  tray,
  unknown,
};

/** What to do at a printer, each thing with its drawing; nothing where all is well. */
export const PrinterAdviceList = ({ state }: { readonly state: PrinterState | null }): ReactNode => {
  const language = useLanguage();
  const advice = state === null ? [] : adviceFor(state, language);
  if (advice.length === 0) return null;
  return (
    <div role="status">
      <ul className="printer-advice">
        {advice.map(({ picture, text, isBlocking }) => (
          <li key={text} className="printer-advice-item" data-blocking={isBlocking || undefined}>
            {/* The words beside it say the same. */}
            <img className="printer-advice-picture" src={pictures[picture]} alt="" width="96" height="96" />
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </div>
  );
};
