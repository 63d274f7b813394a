import { useEffect, useRef } from 'react';
import { useText } from '../../state/use-text.ts';
import { showToast } from '../../ui/toast.tsx';
import { useWedge } from '../../ui/use-wedge.ts';
import { numberInScan } from './model/scan.ts';
import { texts } from './texts.ts';

/** A place on the page that takes a number from a card. */
export interface CardSlot {
  /** The fields of the same person: a card that is read while one of them has the focus is this person's. */
  readonly fields: readonly string[];
  readonly isEmpty: boolean;
  readonly fill: (number: string) => void;
}

/** In the order in which they came onto the page, which is the order of the page. */
const slots: { readonly current: CardSlot }[] = [];

/** Takes part in what the card reader reads, as long as it is on the page. */
export const useCardSlot = (slot: CardSlot): void => {
  const latest = useRef(slot);
  useEffect(() => {
    latest.current = slot;
  });
  useEffect(() => {
    slots.push(latest);
    return () => {
      slots.splice(slots.indexOf(latest), 1);
    };
  }, []);
};

/**
 * Puts the number of a card that is read where it belongs: to the person whose field has the focus, else into the first
 * field that is empty, else to `onOther`. Nothing of it is shown.
 */
export const useCardReader = (onOther?: (number: string) => void): void => {
  const t = useText();
  useWedge((text) => {
    const number = numberInScan(text);
    if (number === null) {
      showToast({ text: t(texts.cardUnread), tone: 'warning' });
      return;
    }
    const focused = document.activeElement?.id ?? '';
    const slot =
      slots.find(({ current }) => current.fields.includes(focused)) ?? slots.find(({ current }) => current.isEmpty);
    if (slot) slot.current.fill(number);
    else if (onOther) onOther(number);
    else {
      showToast({ text: t(texts.cardNowhere), tone: 'warning' });
      return;
    }
    showToast({ text: t(texts.cardRead), tone: 'success' });
  });
};
